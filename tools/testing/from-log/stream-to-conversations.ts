import { type ReadableMessage, readReply } from "../../../mappers/client/read-reply.ts";
import { INPUT_KEY, parseObject } from "../../../mappers/message/metadata.ts";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import { ERRORS, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import type { HeardDelivery, HeardTurn } from "../cassette/recording-bridge.ts";
import type { LoggedConversation, LoggedDelivery } from "./logged-conversation.ts";
import { type LeftOut, recordsToMessages } from "./stream-messages.ts";
import { isOfBot, type StreamMessage, type StreamRecord } from "./stream-record.ts";

/** A message that was answered: the bot's messages that answer it, or itself, if the answer took its place. */
interface Exchange {
  readonly question: StreamMessage;
  readonly answers: readonly StreamMessage[];
}

/** What a stream holds, and what of it was left out, by reason. */
export interface StreamConversations {
  readonly conversations: readonly LoggedConversation[];
  readonly left: LeftOut;
}

/**
 * The questions and answers of Chime's stream, a conversation for each channel and bot. An answer names its question in an attribute
 * (developer guide, "Processing responses from an AppInstanceBot"). Whether a record shows attributes is undocumented: without it, an answer
 * belongs to the last message before it. Which bot of Lex answered stands in no record.
 */
export function streamToConversations(records: readonly StreamRecord[]): StreamConversations {
  const { messages, left } = recordsToMessages(records);
  const groups = new Map<string, LoggedDelivery[]>();
  const configs = new Map<string, LoggedConversation["config"]>();
  for (const { question, answers } of toExchanges(messages, left)) {
    const heard = toHeard(question, answers);
    if (heard === undefined) {
      left.add("an answer that can't be read");
      continue;
    }
    const config = toConfig(question, answers);
    const key = JSON.stringify([question.channelArn, question.subChannelId, config]);
    groups.set(key, [...(groups.get(key) ?? []), heard]);
    configs.set(key, config);
  }
  const conversations = [...groups].map(([key, deliveries], at) => ({
    name: `channel-${String(at + 1).padStart(2, "0")}`,
    config: configs.get(key) ?? {},
    deliveries,
  }));
  return { conversations, left };
}

function toExchanges(messages: readonly StreamMessage[], left: LeftOut): Exchange[] {
  const exchanges: { question: StreamMessage; answers: StreamMessage[] }[] = [];
  const open = new Map<string, StreamMessage>();
  const placeOf = ({ channelArn, subChannelId = "" }: StreamMessage) => `${channelArn} ${subChannelId}`;
  for (const message of messages) {
    if (!isOfBot(message)) {
      const reply = readReply(message.payload as ReadableMessage);
      if (reply.kind === "none" && reply.reason === "foreign") open.set(placeOf(message), message);
      else if (reply.kind !== "none" && reply.input !== undefined)
        exchanges.push({ question: message, answers: [message] });
      else left.add("an answer in place of a question, which the stream doesn't hold");
      continue;
    }
    const reply = readReply(message.payload as ReadableMessage);
    const named = reply.kind === "none" ? undefined : reply.originatingRequestId;
    const question = named === undefined ? open.get(placeOf(message)) : messages.find(({ id }) => id === named);
    if (question === undefined) {
      left.add("a message of a bot that answers nothing here");
      continue;
    }
    const known = exchanges.find((one) => one.question === question && one.answers[0]?.senderArn === message.senderArn);
    if (known) known.answers.push(message);
    else exchanges.push({ question, answers: [message] });
  }
  const answered = new Set(exchanges.map(({ question }) => question));
  for (const message of messages) {
    if (isOfBot(message) || answered.has(message)) continue;
    if (readReply(message.payload as ReadableMessage).kind === "none") left.add("a message that no bot answered");
  }
  const places = new Map(messages.map((message, at) => [message, at]));
  return exchanges.sort((a, b) => (places.get(a.question) ?? 0) - (places.get(b.question) ?? 0));
}

/** Not a bot's alias, but of the form of one: the stream names none. */
const UNKNOWN_ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/UNKNOWNBOT/TSTALIASID";

/** By default a bot answers everything, and these deliveries were answered. */
function toConfig(question: StreamMessage, [answer]: readonly StreamMessage[]): LoggedConversation["config"] {
  const bot = { lexBotAliasArn: UNKNOWN_ALIAS };
  if (answer === question) return { bots: [bot] };
  return { bots: [{ ...bot, appInstanceBotArn: answer?.senderArn }], delivery: "reply" };
}

/** What a processor event was seen to hold (`docs/facts.md` §2). The rest is looked up. */
const IN_EVENT = [
  "MessageId",
  "ChannelArn",
  "Content",
  "Metadata",
  "Sender",
  "Persistence",
  "Type",
  "CreatedTimestamp",
];
const LOOKED_UP = ["Target", "MessageAttributes", "ContentType", "SubChannelId"];

function toHeard(question: StreamMessage, answers: readonly StreamMessage[]): LoggedDelivery | undefined {
  const turn = toTurn(answers);
  if (turn === undefined) return undefined;
  const isReplaced = answers[0] === question;
  const { Persistence = "PERSISTENT", ...given } = isReplaced ? withInput(question.payload) : question.payload;
  const payload: Record<string, unknown> = { Type: "STANDARD", ...given, Persistence };
  const members = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (payload[name] == null ? [] : [[name, payload[name]]])));
  const heard = {
    event: { EventType: "CHANNEL_MESSAGE_EVENT", CallbackId: question.id, ChannelMessage: members(IN_EVENT) },
    turns: [turn],
    reads:
      isReplaced || Persistence === "NON_PERSISTENT"
        ? []
        : [{ operation: "getChannelMessage" as const, result: { MessageId: question.id, ...members(LOOKED_UP) } }],
    decision: { outcome: turn.failure ? "errored" : "replied" } as HeardDelivery["decision"],
  };
  return { heard, placeholders: placeholdersOf(turn) };
}

/** A question whose place its answer took: the bridge keeps the words in Metadata (`keepInput`). */
function withInput(payload: StreamMessage["payload"]): StreamMessage["payload"] {
  const { MessageAttributes: _, ContentType: __, Metadata, ...rest } = payload;
  const { [INPUT_KEY]: input, ...own } = parseObject(String(Metadata)) ?? {};
  return { ...rest, Content: input, ...(Object.keys(own).length > 0 ? { Metadata: JSON.stringify(own) } : {}) };
}

function placeholdersOf({ failure }: HeardTurn): string[] {
  return [
    "case.json config.bots lexBotAliasArn",
    "1-event.json CallbackId",
    failure
      ? "3-turn-failure.json code: the stream shows its number alone"
      : "3-turn-result.json sessionState but intent",
  ];
}

/** What Lex must have answered for this to be said. */
function toTurn(answers: readonly StreamMessage[]): HeardTurn | undefined {
  const replies = answers.map(({ payload }) => ({ payload, reply: readReply(payload as ReadableMessage) }));
  const messages = replies.flatMap(({ payload, reply }): readonly LexMessage[] => {
    if (reply.kind === "messages") return reply.messages;
    const { Content } = payload;
    const isText = reply.kind === "none" && reply.reason === "foreign" && typeof Content === "string";
    return isText && Content.trim() !== "" ? [{ contentType: "PlainText", content: Content }] : [];
  });
  const [said] = replies.flatMap(({ reply }) => (reply.kind === "messages" ? [reply] : []));
  const [failed] = replies.flatMap(({ reply }) => (reply.kind === "error" ? [reply.code] : []));
  const request = {} as HeardTurn["request"];
  if (failed !== undefined && messages.length === 0) {
    const code = numberToCode(failed);
    return code && { request, failure: { code } };
  }
  if (said === undefined && messages.length === 0) return undefined;
  const { intentName: name, intentState: state, sessionId } = said ?? {};
  const intent = name === undefined ? {} : { intent: { name, ...(state === undefined ? {} : { state }) } };
  return { request, result: { messages, ...(sessionId ? { sessionId } : {}), sessionState: intent } as TurnResult };
}

/** The failure of Lex that is told with this number, the first of several. */
function numberToCode(number: number): ErrorCode | undefined {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return codes.find((code) => code.startsWith("LEX_") && ERRORS[code].wire === number);
}
