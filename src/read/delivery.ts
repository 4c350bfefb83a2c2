import * as z from "zod/mini";
import type { DeliveryIds } from "../../mappers/answer/event-to-release.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { type Decision, openDecision } from "./record.ts";

/** A delivery that is being worked on: whom to call back, what came, and the record of it. */
export interface Delivery {
  readonly ids: DeliveryIds;
  /** The channel message as it came, unread; with the content of `onMessage`, where that changed it. A release echoes it. */
  raw: Readonly<Record<string, unknown>>;
  /** Whether the content that came must not be seen: then nothing may fall back to it. */
  isContentChanged: boolean;
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

/** The channel message of a delivery, or EVENT_UNREADABLE with the paths that have another type than Chime gives them. */
export function readMessage({ raw }: Delivery): ChannelMessage {
  const parsed = z.safeParse(ChannelMessage, raw);
  if (parsed.success) return parsed.data;
  throw new BridgeError("EVENT_UNREADABLE", `Of another type in ChannelMessage: ${pathsOf(parsed.error)}.`);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Where a shape was missed, by path alone: the values are the bot's words. */
export function pathsOf(error: z.core.$ZodError): string {
  return error.issues.map(({ path }) => path.join(".") || "the whole").join(", ");
}
