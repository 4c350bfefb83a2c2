import type { ChannelMessage } from "../shapes/channel-message.ts";
import { SESSION_ID_MAX, SESSION_ID_PATTERN } from "../shapes/limits.ts";

/** Who shares a Lex conversation: each sender in each channel (the default), everyone in a channel, or a sender everywhere. */
export type SessionPolicy = "sender-in-channel" | "channel" | "sender";

/** SHA-256 of a text as 64 lower-case hexadecimal digits. Given by the caller: `mappers/` runs without Node's crypto. */
export type Sha256Hex = (text: string) => string;

/**
 * The Lex session id of a message: 2–100 of `[0-9a-zA-Z._:-]` (API_runtime_RecognizeText).
 *
 * Readable where the ids allow it, as `<channel>:<sender>:<16 hexadecimal digits>`, so that a log line can be searched
 * for both; else `h:` and 64 digits. The digits are a hash of the whole ARNs (and the sub-channel), so two conversations
 * never share an id, however their own ids are chosen. Lex's own scheme for AppInstanceBots is unverified.
 */
export function messageToSession(message: ChannelMessage, policy: SessionPolicy, sha256Hex: Sha256Hex): string {
  const parts: [kind: string, arn: string, id: string][] = [];
  if (policy !== "sender") {
    parts.push(["channel", message.ChannelArn, lastSegment(message.ChannelArn)]);
    if (message.SubChannelId) parts.push(["sub-channel", message.SubChannelId, message.SubChannelId]);
  }
  if (policy !== "channel") parts.push(["sender", message.Sender.Arn, lastSegment(message.Sender.Arn)]);
  const digest = sha256Hex(JSON.stringify(parts.map(([kind, arn]) => [kind, arn])));
  return readableOr([...parts.map(([, , id]) => id)], digest);
}

/**
 * The Lex session id of a key of the embedding code's own: everyone with the same key shares a conversation. It never is the id
 * of another key, nor of a message without one.
 */
export function keyToSession(key: string, sha256Hex: Sha256Hex): string {
  return readableOr([key], sha256Hex(JSON.stringify([["key", key]])));
}

function readableOr(ids: readonly string[], digest: string): string {
  const readable = [...ids, digest.slice(0, 16)].join(":");
  return readable.length <= SESSION_ID_MAX && SESSION_ID_PATTERN.test(readable) ? readable : `h:${digest}`;
}

function lastSegment(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
