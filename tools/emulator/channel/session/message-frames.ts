import type { EmulatedMessage } from "../message.ts";
import type { Frame } from "./frame.ts";

/** A message as the store holds it at one moment. */
export interface HeldMessage {
  readonly message: EmulatedMessage;
  /** While an edit is in the flow: what everybody still sees. */
  readonly before?: EmulatedMessage;
  /** The edit that a processor denied, or that failed: what was there before it stands again. */
  readonly undone?: EmulatedMessage;
}

/**
 * What one member is told when a message came (`was` is undefined), changed, or is no more (`is` is undefined). What is in the
 * flow, denied or failed its sender alone is told of, under a name of its own; the rest all who may see it, the sender included
 * ("Sending messages" of the developer guide). What is not persistent is told of like the rest, which is what typing rests on.
 */
export function messageToFrames(was: HeldMessage | undefined, is: HeldMessage | undefined, memberArn: string): Frame[] {
  const event = eventOf(was, is);
  return event !== undefined && mayHear(event.message, memberArn) ? [toFrame(event.name, event.message)] : [];
}

interface MessageEvent {
  readonly name: string;
  readonly message: EmulatedMessage;
}

function eventOf(was: HeldMessage | undefined, is: HeldMessage | undefined): MessageEvent | undefined {
  if (is === undefined) {
    return was && { name: "DELETE_CHANNEL_MESSAGE", message: was.before ?? was.message };
  }
  const { message, before } = is;
  if (message.Status.Value === "PENDING") return named("PENDING_", before === undefined, message);
  if (was === undefined) return named("", true, message);
  if (was.message.Status.Value === "PENDING") return settled(was, is);
  if (message.Redacted && !was.message.Redacted) return { name: "REDACT_CHANNEL_MESSAGE", message };
  return named("", false, message);
}

function settled(was: HeldMessage, { message, undone }: HeldMessage): MessageEvent {
  const isNew = was.before === undefined;
  const told = isNew ? message : message === was.before ? (undone ?? message) : message;
  return named(told.Status.Value === "SENT" ? "" : `${told.Status.Value}_`, isNew, told);
}

function named(state: string, isNew: boolean, message: EmulatedMessage): MessageEvent {
  return { name: `${state}${isNew ? "CREATE" : "UPDATE"}_CHANNEL_MESSAGE`, message };
}

function mayHear(message: EmulatedMessage, memberArn: string): boolean {
  if (message.Sender.Arn === memberArn) return true;
  if (message.Status.Value !== "SENT") return false;
  return message.Target === undefined || message.Target.some((target) => target.MemberArn === memberArn);
}

function toFrame(type: string, message: EmulatedMessage): Frame {
  const payload = messageToPayload(message);
  // What a deleted message's payload holds is unverified: here no words, since nobody should see them any more.
  const { Metadata: _, MessageAttributes: __, ...bare } = payload;
  return { type, kind: message.Type, payload: type === "DELETE_CHANNEL_MESSAGE" ? { ...bare, Content: "" } : payload };
}

/** API_messaging-chime_ChannelMessage with its times in ISO 8601, as the guide's example of a payload has it. */
export function messageToPayload(message: EmulatedMessage): Record<string, unknown> {
  const { PushNotification: _, ...payload } = message;
  return { ...payload, Redacted: message.Redacted ?? false };
}
