import { readMetadata } from "../message/metadata.ts";
import { MESSAGE_ID_MAX, MESSAGE_ID_PATTERN } from "../shapes/limits.ts";
import { cleanLine } from "../text/clean-text.ts";
import type { ReadableMessage } from "./read-reply.ts";

/** The member of Metadata in which a press names the reply that its button belongs to. */
export const BUTTON_KEY = "CHIME.LEX.button";

/** The reply that a button belongs to: the message that holds it, and the user's message that it answers. Only what is known. */
export interface Press {
  readonly messageId?: string;
  readonly originatingRequestId?: string;
  /** The button's label, on one line, if it isn't the value: what other people should read. The presser's client wrote it. */
  readonly label?: string;
}

/** A channel message with its id, which processor events and Chime's API always give. */
export interface IdentifiedMessage extends ReadableMessage {
  readonly MessageId?: string | null | undefined;
}

/** What the buttons of a reply are bound to. */
export function replyToPress(reply: IdentifiedMessage | null | undefined): Press {
  const attributes = reply?.MessageAttributes;
  return idsToPress(reply?.MessageId, attributes?.["CHIME.LEX.sessionState.originatingRequestId"]?.StringValues?.[0]);
}

/**
 * The reply whose button a message was sent by, or undefined where it is no press. Anybody may write Metadata: trust it no more
 * than text.
 */
export function readPress(message: ReadableMessage | null | undefined): Press | undefined {
  const Metadata: unknown = message?.Metadata;
  const bound = readMetadata(typeof Metadata === "string" ? Metadata : "", BUTTON_KEY);
  if (typeof bound !== "object" || bound === null) return undefined;
  const { messageId, originatingRequestId, label } = bound as Record<string, unknown>;
  const shown = cleanLine(label);
  const press = { ...idsToPress(messageId, originatingRequestId), ...(shown ? { label: shown } : {}) };
  return Object.keys(press).length > 0 ? press : undefined;
}

/**
 * Whether a message presses a button of a reply that isn't the latest, as after scrolling back. The user's message that was
 * answered counts first, since one reply may come in several messages. False if the message is no press, or if it can't be
 * determined.
 */
export function isStalePress(
  message: ReadableMessage | null | undefined,
  latest: IdentifiedMessage | null | undefined,
): boolean {
  const [pressed, current] = [readPress(message), replyToPress(latest)];
  for (const id of ["originatingRequestId", "messageId"] as const) {
    if (pressed?.[id] !== undefined && current[id] !== undefined) return pressed[id] !== current[id];
  }
  return false;
}

function idsToPress(messageId: unknown, originatingRequestId: unknown): Press {
  return {
    ...(isMessageId(messageId) ? { messageId } : {}),
    ...(isMessageId(originatingRequestId) ? { originatingRequestId } : {}),
  };
}

export function isMessageId(id: unknown): id is string {
  return typeof id === "string" && id.length >= 1 && id.length <= MESSAGE_ID_MAX && MESSAGE_ID_PATTERN.test(id);
}
