import { isStalePress, type ReplyMessage, readReply } from "chime-lex-bridge/mappers";

/** A channel message as the messaging session and ListChannelMessages give it. Only what is shown is named. */
export interface Message extends ReplyMessage {
  readonly MessageId: string;
  readonly Sender?: { readonly Arn?: string; readonly Name?: string };
  readonly Type?: string;
  readonly Persistence?: string;
  readonly Redacted?: boolean;
  readonly Status?: { readonly Value?: string };
  /** A Date from the client, ISO 8601 from the session. */
  readonly CreatedTimestamp?: Date | string;
  readonly LastEditedTimestamp?: Date | string;
}

/** What the session tells of a message. */
export interface MessageEvent {
  readonly type: string;
  readonly message: Message;
}

/** The session's event, if it is about a message of this channel. Most aren't, and the payload may be `null`. */
export function readEvent(type: string, payload: string | null, channelArn: string): MessageEvent | undefined {
  if (payload === null || !type.endsWith("_CHANNEL_MESSAGE")) return undefined;
  const message = JSON.parse(payload) as Message | null;
  return message?.ChannelArn === channelArn ? { type, message } : undefined;
}

/** The list after an event, the oldest first. The same event twice changes nothing more. */
export function applyEvent(messages: readonly Message[], { type, message }: MessageEvent): readonly Message[] {
  const others = messages.filter(({ MessageId }) => MessageId !== message.MessageId);
  if (type === "DELETE_CHANNEL_MESSAGE") return others;
  // An answer comes under the question's id in `replace`, and stays where the question was.
  if (others.length < messages.length)
    return messages.map((one) => (one.MessageId === message.MessageId ? message : one));
  return [...messages, message].sort((a, b) => createdAt(a) - createdAt(b));
}

export function createdAt({ CreatedTimestamp }: Message): number {
  return CreatedTimestamp === undefined ? 0 : new Date(CreatedTimestamp).getTime();
}

/** Typing is a message that is stored nowhere, as in AWS's own chat demo. */
export const TYPING = { Type: "CONTROL", Persistence: "NON_PERSISTENT", Content: '{"Typing":"Indicator"}' } as const;

export function isTyping({ message }: MessageEvent): boolean {
  return message.Type === TYPING.Type && message.Content === TYPING.Content;
}

/** The latest answer of a bot up to a place in the list: only its buttons may be pressed. */
export function latestReply(messages: readonly Message[]): Message | undefined {
  return messages.findLast((message) => readReply(message).kind === "messages");
}

/** The messages that press a button of an answer that was no longer the latest, by their ids. */
export function stalePresses(messages: readonly Message[]): ReadonlySet<string> {
  const stale = messages.filter((message, at) => isStalePress(message, latestReply(messages.slice(0, at))));
  return new Set(stale.map(({ MessageId }) => MessageId));
}
