import { ATTRIBUTE_VALUE_MAX } from "../../../mappers/shapes/limits.ts";
import type { LoggedDecision } from "./find-records.ts";
import { placeholder } from "./placeholder.ts";

/** A processor event that meets the gate the way the record's did, and what of it is a placeholder. */
export interface MadeEvent {
  readonly event: Readonly<Record<string, unknown>>;
  readonly placeholders: readonly string[];
}

/** A record holds no event. `botArn` is the bot that the case's configuration names. */
export function recordToEvent(record: LoggedDecision, botArn: string | undefined): MadeEvent {
  const { messageId: MessageId, channelArn: ChannelArn, callbackId: CallbackId, content } = record;
  const stopped = record.trace.find(({ pass }) => !pass);
  const Content = content?.text ?? placeholder(lengthOf(record) ?? 1);
  const { placeholders = [], ...special } = stopped ? (MEMBERS[stopped.step]?.(stopped.because, botArn) ?? {}) : {};
  const { SubChannelId, ...sender } = senderOf(record);
  const MessageAttributes = attributesOf(record);
  const message = {
    MessageId,
    ChannelArn,
    Content,
    Sender: { Arn: sender.arn, Name: "Somebody" },
    Type: "STANDARD",
    Persistence: "PERSISTENT",
    CreatedTimestamp: CREATED,
    ...(SubChannelId === undefined ? {} : { SubChannelId }),
    ...(MessageAttributes ? { MessageAttributes } : {}),
    ...special,
  };
  const isWordless = content?.text === undefined && !("Content" in special);
  return {
    event: { EventType: "CHANNEL_MESSAGE_EVENT", CallbackId, ChannelMessage: message },
    placeholders: [
      ...(isWordless ? ["1-event.json ChannelMessage.Content"] : []),
      ...(sender.isKnown ? [] : [SENDER]),
      ...(SubChannelId === HIDDEN ? [SUB_CHANNEL] : []),
      ...(MessageAttributes ? ["1-event.json ChannelMessage.MessageAttributes"] : []),
      ...placeholders,
    ],
  };
}

/** The record doesn't say when a message was sent, and nothing depends on it. */
const CREATED = "2026-01-01T00:00:00.000Z";
const LATER = "2026-01-01T00:01:00.000Z";

/** How long the message was: the trace says it, in the words of the gate's own steps. */
function lengthOf({ trace }: LoggedDecision): number | undefined {
  const seen = trace.map(({ step, because }) => {
    const match = step === "no-text" || step === "text-too-long" ? /^(\d+)(?: of \d+)? characters/.exec(because) : null;
    return match ? Number(match[1]) : undefined;
  });
  return seen.find((length) => length !== undefined);
}

/**
 * Sender and sub-channel are in the session's id, where that is readable:
 * `<channel>:<sender>:<16 hexadecimal digits>`, with the sub-channel before the sender; a star stands for one that the log doesn't show.
 */
function senderOf({ channelArn, sessionId = "" }: LoggedDecision) {
  const channelId = channelArn.slice(channelArn.lastIndexOf("/") + 1);
  const instance = channelArn.replace(/\/channel\/[^/]*$/, "");
  const [readable] = /^.+(?=:[0-9a-f]{16}$)/.exec(sessionId) ?? [];
  const isInChannel = readable?.startsWith(`${channelId}:`) === true;
  const parts = (isInChannel ? readable?.slice(channelId.length + 1) : readable)?.split(":") ?? [];
  const id = parts.at(-1);
  const isKnown = id !== undefined && id !== channelId;
  const told = isInChannel && parts.length > 1 ? parts.slice(0, -1).join(":") : undefined;
  const SubChannelId = told === "*" ? HIDDEN : told;
  return { arn: `${instance}/user/${isKnown ? id : "somebody"}`, isKnown, SubChannelId };
}

/** The event's own attributes that were lost: here each is too long, since what else took the room isn't known, nor by which name. */
function attributesOf({ losses }: LoggedDecision): Record<string, { StringValues: string[] }> | undefined {
  const lost = losses.flatMap(({ kind, name, before }, at): [string, { StringValues: string[] }][] =>
    kind === "attribute" && !name?.startsWith("CHIME.LEX.sessionState.")
      ? [[name ?? `attribute-${at + 1}`, { StringValues: [placeholder(Math.max(before, ATTRIBUTE_VALUE_MAX + 1))] }]]
      : [],
  );
  return lost.length > 0 ? Object.fromEntries(lost) : undefined;
}

type Special = { readonly placeholders?: readonly string[] } & Readonly<Record<string, unknown>>;

/** What an event must have for a step of the gate to stop it. */
const MEMBERS: Readonly<Record<string, (because: string, botArn: string | undefined) => Special>> = {
  "not-standard": (because) => {
    const type = because.replace(/^Type is /, "");
    return type === OTHER_FORM ? { Type: "OTHER", placeholders: [TYPE] } : { Type: type };
  },
  "own-message": (_because, botArn) => ({ Sender: { Arn: botArn ?? "", Name: "The bot" } }),
  "bot-message": () => ({ Sender: { Arn: OTHER_BOT, Name: "A bot" } }),
  envelope: () => ({ Content: '{"Messages":[]}', placeholders: ["1-event.json ChannelMessage.Content"] }),
  "application-message": (because) => ({
    Metadata: JSON.stringify({ [because.replace(/^(?:Metadata|Content) holds /, "")]: true }),
    placeholders: ["1-event.json ChannelMessage.Metadata"],
  }),
  "not-text": (because) => {
    const type = because.replace(/^ContentType is /, "").replace(/ \(looked up\)$/, "");
    if (type === OTHER_FORM) return { ContentType: "bin", placeholders: [CONTENT_TYPE] };
    return type.endsWith("/…")
      ? { ContentType: type.replace("…", "x-unknown"), placeholders: [CONTENT_TYPE] }
      : { ContentType: type };
  },
  edit: () => ({ LastEditedTimestamp: LATER }),
  "no-text": () => ({ Content: " " }),
  "targeted-elsewhere": () => ({ Target: [{ MemberArn: SOMEBODY_ELSE }], placeholders: [TARGET] }),
  "not-invoked": (because, botArn): Special =>
    because.startsWith("targetedMessages is ") && botArn ? { Target: [{ MemberArn: botArn }] } : {},
  "input-would-be-lost": () => ({ Metadata: "no JSON", placeholders: ["1-event.json ChannelMessage.Metadata"] }),
};

/** How the trace tells what isn't named whole. */
const OTHER_FORM = "of another form";
/** Stands for a sub-channel that the log doesn't show. */
const HIDDEN = "sub-channel";

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const OTHER_BOT = `${INSTANCE}/bot/another`;
const SOMEBODY_ELSE = `${INSTANCE}/user/somebody-else`;
/** How the sender is named among the placeholders. */
export const SENDER = "1-event.json ChannelMessage.Sender";
/** How the sub-channel is named among them. */
export const SUB_CHANNEL = "1-event.json ChannelMessage.SubChannelId";
const TYPE = "1-event.json ChannelMessage.Type";
const CONTENT_TYPE = "1-event.json ChannelMessage.ContentType";
const TARGET = "1-event.json ChannelMessage.Target";
