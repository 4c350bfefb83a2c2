import { isBotArn } from "../message/bot-arn.ts";
import { contentToEnvelope } from "../message/envelope.ts";
import { messageToText } from "../message/message-to-text.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";

/** What happens to messages that a native bot should not have shown to people. */
export interface NativeReplyRules {
  /** An empty envelope, which is what a native bot posts when it has nothing to say. */
  readonly empty: "release" | "deny";
  /** An error's bare number. */
  readonly error: "release" | "message";
}

/**
 * What becomes of a message that an AppInstanceBot posted which Chime itself connects to Lex: `deny` for an empty envelope
 * (`{"Messages":[]}`), the code of a lex-error (`{"Code":403}`) that a friendly text shall take the place of, or undefined: it is let through, as
 * everything is by default, and every message that isn't another bot's. `isOurs` tells the bots that speak through this bridge.
 *
 * Both were seen being shown to people as they are (`docs/facts.md` §1.1, §1.2). Whether a native bot's messages are STANDARD,
 * and so reach a channel flow at all, the pages disagree on. The Content alone decides if the event gives no ContentType (§2).
 */
export function nativeReply(
  message: ChannelMessage,
  { empty, error }: NativeReplyRules,
  isOurs: (arn: string) => boolean,
): "deny" | { readonly code: number } | undefined {
  if (!isBotArn(message.Sender.Arn) || isOurs(message.Sender.Arn)) return undefined;
  const text = messageToText(message);
  const envelope = contentToEnvelope(text, message.ContentType);
  if (envelope.kind === "error") return error === "message" ? { code: envelope.code } : undefined;
  const isEmpty = envelope.kind === "messages" && /^\s*\{\s*"Messages"\s*:\s*\[\s*\]\s*\}\s*$/.test(text);
  return isEmpty && empty === "deny" ? "deny" : undefined;
}
