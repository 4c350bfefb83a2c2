import { readReply } from "../../../../mappers/client/read-reply.ts";
import type { LexCard, LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import { kindOf, type MessageKind } from "../../../../mappers/text/message-kinds.ts";

/** What the page reads of a stored message, or of the message in a callback. */
interface Readable {
  readonly Content?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Metadata?: string | undefined;
}

/** What the page shows of one message of a reply. */
export type ShownPart =
  | { readonly kind: "text" | "ssml" | "custom"; readonly text: string }
  | { readonly kind: "card"; readonly card: LexCard }
  | { readonly kind: "unknown"; readonly value: unknown };

/** What a stored message says: a person's words, a bot's reply, or an envelope that can't be read. */
export type ShownContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reply"; readonly parts: readonly ShownPart[] }
  | { readonly kind: "error"; readonly code: number }
  | { readonly kind: "unreadable"; readonly content: string };

/**
 * A stored message as what it says. `input` is the user's words where the reply took their place. Never throws. A message
 * without ContentType is text here, whatever it looks like: somebody may have typed an envelope.
 */
export function readShownMessage(message: Readable): { readonly said: ShownContent; readonly input?: string } {
  const content = message.Content ?? "";
  if (!message.ContentType) return { said: { kind: "text", text: content } };
  const read = readReply(message);
  const input = read.kind === "none" || read.input === undefined ? {} : { input: read.input };
  switch (read.kind) {
    case "messages":
      return { said: { kind: "reply", parts: read.messages.map(messageToPart) }, ...input };
    case "error":
      return { said: { kind: "error", code: read.code }, ...input };
    case "none":
      return { said: read.reason === "unreadable" ? { kind: "unreadable", content } : { kind: "text", text: content } };
  }
}

/** What each kind with words is drawn as. */
const PARTS: Partial<Record<MessageKind, "text" | "ssml" | "custom">> = {
  PlainText: "text",
  SSML: "ssml",
  CustomPayload: "custom",
};

function messageToPart(message: LexMessage): ShownPart {
  const { contentType, content, imageResponseCard: card } = message;
  if (card) return { kind: "card", card };
  const kind = PARTS[contentType as MessageKind];
  if (!content || !kind) return { kind: "unknown", value: message };
  return { kind, text: kindOf(contentType).toText?.(content) ?? content };
}
