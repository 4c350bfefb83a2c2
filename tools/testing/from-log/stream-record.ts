import { timestampToMs } from "../../../mappers/message/is-edit.ts";
import { parseObject } from "../../../mappers/message/metadata.ts";

/** A record of the stream of messaging data (Chime SDK developer guide, "Streaming messaging data"). */
export interface StreamRecord {
  readonly type: string;
  /** A ChannelMessage, a Channel, a ChannelMembership and so on, by the type. Absent where it can't be read. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * A value as a record, if it is one: `{ EventType, Payload }`. Whether Payload is an object or its JSON as a text is undocumented
 * (`docs/facts.md` §2): both are taken.
 */
export function readStreamRecord(value: object): StreamRecord | undefined {
  const { EventType: type, Payload: given } = value as { readonly EventType?: unknown; readonly Payload?: unknown };
  if (typeof type !== "string" || !/^[A-Z]+(_[A-Z]+)+$/.test(type) || given === undefined) return undefined;
  const payload = typeof given === "string" ? parseObject(given) : given;
  const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
  return isObject ? { type, payload: payload as Readonly<Record<string, unknown>> } : { type };
}

/** A message of the stream, with what is read of it (API_messaging-chime_ChannelMessage). */
export interface StreamMessage {
  readonly id: string;
  readonly channelArn: string;
  readonly subChannelId: string | undefined;
  readonly senderArn: string;
  /** When it was sent: epoch milliseconds, NaN where it can't be read. The form of timestamps is undocumented (`docs/facts.md` §2). */
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The payload of an event of a message, or undefined where it lacks an id, a channel or a sender. */
export function payloadToMessage(payload: StreamRecord["payload"] = {}): StreamMessage | undefined {
  const { MessageId: id, ChannelArn: channelArn, SubChannelId, Sender, CreatedTimestamp } = payload;
  const senderArn = (Sender as { readonly Arn?: unknown } | null | undefined)?.Arn;
  if (typeof id !== "string" || typeof channelArn !== "string" || typeof senderArn !== "string") return undefined;
  const subChannelId = typeof SubChannelId === "string" && SubChannelId ? SubChannelId : undefined;
  return { id, channelArn, subChannelId, senderArn, at: timestampToMs(CreatedTimestamp), payload };
}

/** Whether an AppInstanceBot sent it (`docs/facts.md` §2). */
export function isOfBot({ senderArn }: StreamMessage): boolean {
  return senderArn.includes("/bot/");
}
