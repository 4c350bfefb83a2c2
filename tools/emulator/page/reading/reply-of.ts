import type { EmulatedMessage } from "../../channel/message.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import { readShownMessage, type ShownPart } from "./read-message.ts";

/** What the bot said to a delivery, as it was posted: in the callback, or in messages of its own. */
export interface PostedReply {
  readonly parts: readonly ShownPart[];
  /** The number of a lex-error. */
  readonly error?: number;
  readonly by: "callback" | "messages";
}

/** The reply that went out, or undefined where none did (yet). */
export function replyOf({ callbacks }: EmulatedDelivery, answers: readonly EmulatedMessage[]): PostedReply | undefined {
  const accepted = callbacks.find(({ refused }) => refused === undefined) ?? callbacks[0];
  const posted =
    answers.length > 0
      ? { by: "messages" as const, messages: answers }
      : { by: "callback" as const, messages: accepted === undefined ? [] : [accepted.callback.ChannelMessage] };
  const read = posted.messages.map((message) => readShownMessage(message).said);
  const parts = read.flatMap((said) => {
    if (said.kind === "reply") return said.parts;
    // A bot that speaks for itself may as well post plain text.
    return said.kind === "text" && posted.by === "messages" ? [{ kind: "text", text: said.text } as const] : [];
  });
  const error = read.find((said) => said.kind === "error");
  if (error !== undefined) return { parts, error: error.code, by: posted.by };
  const isReply = posted.by === "messages" || read.some(({ kind }) => kind === "reply");
  return isReply ? { parts, by: posted.by } : undefined;
}
