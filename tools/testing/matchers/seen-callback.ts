import { readReply } from "../../../mappers/client/read-reply.ts";
import type { Callback } from "../../../mappers/shapes/callback.ts";
import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { StoredMessage } from "../../../src/ports/ports.ts";
import { limitDifferences } from "../diff/limits.ts";
import type { Seen } from "./seen.ts";

/** Whether a value is the input of a ChannelFlowCallback. */
export function isCallback(value: unknown): value is Callback {
  if (!isRecord(value) || typeof value["CallbackId"] !== "string") return false;
  // An event has the same two members; its message has a sender, which a callback can't name.
  return isRecord(value["ChannelMessage"]) && !("Sender" in value["ChannelMessage"]);
}

/** Whether a value is a message as a channel holds it. */
export function isMessage(value: unknown): value is StoredMessage {
  return isRecord(value) && typeof value["MessageId"] === "string" && !("CallbackId" in value);
}

/** A callback as a matcher sees it. Why it releases a message, and what was lost on the way, it doesn't say. */
export function callbackToSeen(callback: Callback): Seen {
  // A release gives an envelope that came back as it came: in an event it has no ContentType (docs/facts.md §2).
  const isWritten = callback.ChannelMessage.ContentType !== undefined;
  const said = isWritten ? messageToSaid(callback.ChannelMessage) : SILENT;
  const ending = callback.DeleteResource ? "denied" : said.ending === "silent" ? "released" : said.ending;
  return { ...said, what: "the callback", ending, overLimits: limitDifferences(callback) };
}

/** A message of the channel as a matcher sees it. */
export function messageToSeen(message: StoredMessage): Seen {
  const status = message.Status?.Value;
  const said = messageToSaid(message);
  const overLimits = said.ending === "silent" ? [] : limitDifferences(messageToCallback(message));
  const ending = status === "PENDING" ? "pending" : status === "DENIED" ? "denied" : said.ending;
  return { ...said, what: "the message", ending, overLimits };
}

type Said = Pick<Seen, "ending" | "messages" | "errorNumber" | "intent">;

const SILENT: Said = { ending: "silent", messages: [], intent: {} };

function messageToSaid(message: Pick<StoredMessage, "Content" | "ContentType" | "MessageAttributes">): Said {
  const reply = readReply(message);
  if (reply.kind === "none") return SILENT;
  const intent = {
    ...(reply.intentName === undefined ? {} : { name: reply.intentName }),
    ...(reply.intentState === undefined ? {} : { state: reply.intentState }),
  };
  if (reply.kind === "error") return { ending: "errored", messages: [], errorNumber: reply.code, intent };
  return { ending: "replied", messages: reply.messages, intent };
}

/** The limits of a stored message are those of what wrote it; ids that it doesn't have break none. */
function messageToCallback({ MessageId, Content, ContentType, Metadata, MessageAttributes }: StoredMessage): Callback {
  const attributes = Object.entries(MessageAttributes ?? {}).map(
    ([name, { StringValues = [] }]) => [name, { StringValues }] as const,
  );
  return {
    CallbackId: "0".repeat(32),
    ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c",
    ChannelMessage: {
      MessageId,
      ...(Content === undefined ? {} : { Content }),
      ...(ContentType === undefined ? {} : { ContentType }),
      ...(Metadata === undefined ? {} : { Metadata }),
      ...(attributes.length > 0 ? { MessageAttributes: Object.fromEntries(attributes) } : {}),
    },
  };
}
