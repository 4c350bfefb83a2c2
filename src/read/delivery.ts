import type { DeliveryIds } from "../../mappers/answer/event-to-release.ts";
import { readChannelMessage } from "../../mappers/message/read-message.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Decision } from "./decision.ts";
import { openDecision, warn } from "./record.ts";

/** A delivery that is being worked on: whom to call back, what came, and the record of it. */
export interface Delivery {
  readonly ids: DeliveryIds;
  /** The channel message as it came, unread; with the content of `onMessage`, where that changed it. A release echoes it. */
  raw: Readonly<Record<string, unknown>>;
  /** Whether the content that came must not be seen: then nothing may fall back to it. */
  isContentChanged: boolean;
  /** Words of the bot's own accord: no message came. */
  readonly isOwn?: true;
  /** In `reply`: whether the user's message was let through, by this attempt or by one before it. */
  isReleased: boolean;
  /** In `reply`: the callback that lets the message through, where the embedding code chose another than the echo. */
  releaseCallback?: Callback;
  /** When it came: epoch milliseconds. */
  readonly begun: number;
  /** Epoch milliseconds after which nothing of this delivery runs any more. */
  readonly deadline: number;
  readonly decision: Decision;
}

/** Throws EVENT_WITHOUT_IDS, which names what is missing: without the three ids nobody can be called back. */
export function openDelivery(event: unknown, deadline: number, begun: number): Delivery {
  const raw = memberOf(event, "ChannelMessage");
  const CallbackId = memberOf(event, "CallbackId");
  const ChannelArn = memberOf(raw, "ChannelArn");
  const MessageId = memberOf(raw, "MessageId");
  if (!isId(CallbackId) || !isId(ChannelArn) || !isId(MessageId)) {
    const missing = Object.entries({
      CallbackId,
      "ChannelMessage.ChannelArn": ChannelArn,
      "ChannelMessage.MessageId": MessageId,
    }).flatMap(([name, value]) => (isId(value) ? [] : [name]));
    throw new BridgeError("EVENT_WITHOUT_IDS", `The event has no ${missing.join(", no ")}.`);
  }
  const ids = { CallbackId, ChannelArn, MessageId };
  return {
    ids,
    raw: raw as Record<string, unknown>,
    isContentChanged: false,
    isReleased: false,
    begun,
    deadline,
    decision: openDecision(ids),
  };
}

/**
 * The channel message of a delivery. What holds another type than Chime gives it costs that member, with a warning. Throws EVENT_UNREADABLE where
 * it can't be told whose message it is, or in which sub-channel.
 */
export function readMessage({ raw, decision }: Delivery): ChannelMessage {
  const { message, odd } = readChannelMessage(raw);
  if (!message) throw new BridgeError("EVENT_UNREADABLE", `Of another type in ChannelMessage: ${odd.join(", ")}.`);
  if (odd.length > 0) warn(decision, `odd-members: of another type in ChannelMessage: ${odd.join(", ")}`);
  return message;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
