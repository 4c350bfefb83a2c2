import type { LexMessage } from "./lex-message.ts";

/** What a turn says about the session, beside its messages. Values that Lex left out are absent. */
export interface TurnFacts {
  readonly intentName?: string;
  readonly intentState?: string;
  readonly sessionId: string;
  /** Slots and session attributes that may be shown to the channel, as the names and values of message attributes (`turnToExports`). */
  readonly exported?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the bot says, in our terms.
 *
 * ```json
 * { "kind": "messages", "messages": [{ "contentType": "PlainText", "content": "Hello!" }], "facts": { "sessionId": "…" } }
 * { "kind": "error", "code": 403 }
 * { "kind": "silence", "facts": { "sessionId": "…" } }
 * ```
 */
export type Reply =
  | { readonly kind: "messages"; readonly messages: readonly LexMessage[]; readonly facts: TurnFacts }
  | { readonly kind: "error"; readonly code: number; readonly facts?: TurnFacts }
  | { readonly kind: "silence"; readonly facts: TurnFacts };

/** What a loss took from a reply. The order is the order in which the planner gives things up. */
export const LOSS_KINDS = [
  "empty-message",
  "ill-formed-text",
  "image",
  "subtitle",
  "ssml-markup",
  "text",
  "message",
  "title",
  "button",
  "attribute",
] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

/**
 * One thing that did not reach the channel, with sizes in UTF-8 bytes before and after (0: gone).
 *
 * ```json
 * { "kind": "subtitle", "message": 2, "before": 240, "after": 0 }
 * ```
 */
export interface Loss {
  readonly kind: LossKind;
  /** Position in the bot's messages, from 0. Absent for attributes. */
  readonly message?: number;
  /** The attribute's name. Absent for messages. */
  readonly name?: string;
  readonly before: number;
  readonly after: number;
}
