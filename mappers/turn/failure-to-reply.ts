import type { Reply } from "../shapes/reply.ts";

/** What people are told if `onFailure` is `message` and no text is configured. */
export const FAILURE_TEXT = "Sorry, something went wrong on our side. Please try again in a moment.";

/** How a failed turn is answered: by its numeric code, by a friendly text, by letting the message through, or by dropping it. */
export type FailurePolicy = "error" | "message" | "release" | "deny";

/** What a failed turn becomes: a reply, or one of the two silent outcomes. */
export type FailureAnswer = Reply | { readonly kind: "release" } | { readonly kind: "deny" };

/**
 * A failure as the bot's reply. `code` is the HTTP-like number of a lex-error (`docs/facts.md` §1.2), `sessionId` the session
 * whose turn failed.
 */
export function failureToReply(
  code: number,
  policy: FailurePolicy,
  sessionId: string,
  text = FAILURE_TEXT,
): FailureAnswer {
  switch (policy) {
    case "error":
      return { kind: "error", code, facts: { sessionId } };
    case "message":
      return { kind: "messages", messages: [{ contentType: "PlainText", content: text }], facts: { sessionId } };
    case "release":
      return { kind: "release" };
    case "deny":
      return { kind: "deny" };
  }
}
