import { PUSH_BODY_MAX, PUSH_TITLE_MAX } from "../../../../mappers/shapes/limits.ts";
import type { ProcessorEvent } from "../../../../mappers/shapes/processor-event.ts";
import type { EmulatedMessage } from "../message.ts";
import type { EventFields } from "./channel-state.ts";

/**
 * What the processor is invoked with: exactly the members that were measured on a live deployment (`docs/facts.md` §2),
 * so neither ContentType nor MessageAttributes, Target or SubChannelId. `PushNotification` holds the user's words. That
 * CreatedTimestamp is ISO 8601 is unverified. LastEditedTimestamp is only documented: an edit has it, since nothing else could
 * tell one, and with `documented` every message does (what it holds before an edit is unverified: here when it was created).
 */
export function toProcessorEvent(message: EmulatedMessage, callbackId: string, fields: EventFields): ProcessorEvent {
  const edited = message.LastEditedTimestamp ?? (fields === "documented" ? message.CreatedTimestamp : undefined);
  return {
    EventType: "CHANNEL_MESSAGE_EVENT",
    CallbackId: callbackId,
    ChannelMessage: {
      MessageId: message.MessageId,
      ChannelArn: message.ChannelArn,
      Content: message.Content,
      // An empty one counts as not set (unverified).
      ...(message.Metadata ? { Metadata: message.Metadata } : {}),
      Sender: { ...message.Sender },
      Persistence: message.Persistence,
      Type: message.Type,
      CreatedTimestamp: message.CreatedTimestamp,
      ...(edited === undefined ? {} : { LastEditedTimestamp: edited }),
      PushNotification: {
        Title: cut(message.Sender.Name, PUSH_TITLE_MAX),
        Body: cut(message.Content, PUSH_BODY_MAX),
        Type: "DEFAULT",
        ...message.PushNotification,
      },
    },
  };
}

/** The first `max` UTF-16 code units, less the first half of a surrogate pair at the end. */
function cut(text: string, max: number): string {
  return text.slice(0, max).replace(/[\uD800-\uDBFF]$/, "");
}
