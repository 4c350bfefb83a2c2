import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import { readTurn } from "../../mappers/turn/read-turn.ts";
import type { BotSettings, Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Handoff } from "../gate/pause.ts";
import type { Answer } from "../ports/claims.ts";
import type { Watched } from "../ports/handoff.ts";
import type { Delivery } from "../read/delivery.ts";
import { openOwn } from "../read/own.ts";
import { messagesToSizes, noteAnswer } from "../read/record.ts";
import type { DeliveryTime } from "../read/time.ts";
import { lastTurnEnd, sha256Hex } from "../turn/question.ts";
import { replyToMessages } from "./messages.ts";
import type { Answers } from "./mode.ts";

/** Where and as whom the bot speaks of its own accord, and what about. */
export interface OwnOccasion {
  readonly channelArn: string;
  readonly subChannelId?: string;
  /**
   * What these words are about, such as an order's number: with the same token the bot says something in this channel once. 1 to 1024
   * characters.
   */
  readonly token: string;
  /** The bot's place in the configuration; by default the first. */
  readonly bot?: number;
  /** Whether it is said although a person has taken over; by default it isn't, and WORDS_PAUSED is thrown. */
  readonly duringPause?: boolean;
}

/** What the bot is to say of its own accord. */
export interface OwnWords extends OwnOccasion {
  /** Lex messages, or plain texts. What doesn't fit into one channel message is sent as several, in their order. */
  readonly messages: readonly (LexMessage | string)[];
  /** The ARN of the member who alone sees them. */
  readonly target?: string;
}

/** Words that are ready to be claimed and said; without `answers` nothing is. */
export interface OwnPlan {
  readonly delivery: Delivery;
  readonly answers?: Answers;
  /** When an answer must be there: epoch milliseconds. */
  readonly guard: number;
  readonly lifeMs: number;
}

/** An occasion that was read: who speaks, and the record of it. */
export interface OwnSpeech {
  readonly bot: BotSettings;
  readonly index: number;
  readonly delivery: Delivery;
  readonly subChannelId: string | undefined;
  /** The ARN of the member who alone sees it. */
  readonly target: string | undefined;
  /** What is paused when a person takes over, where that silences these words. */
  readonly watched: Watched | undefined;
}

/** What words of the bot's own accord are planned with. */
export interface OwnRules {
  readonly settings: Settings;
  readonly handoff: Pick<Handoff, "watchOwn"> | undefined;
}

const TOKEN_MAX = 1_024;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Plans words that are given, so that nobody is asked for them. Throws USAGE for what can't be said, REPLY_TOO_LARGE if nothing of it fits. */
export async function planWords(words: OwnWords, time: DeliveryTime, rules: OwnRules): Promise<OwnPlan> {
  const messages = readWords(words.messages);
  const speech = openSpeech({ ...words, member: words.target }, time, rules);
  const answer = await speechToAnswer({ ...speech, target: words.target }, messagesToReply(messages));
  return planAnswers(speech, rules.settings, { ask: async () => answer, doubt: async () => answer });
}

/** How the answers of a speech are made, and until when. */
export function planAnswers(
  { delivery, watched }: OwnSpeech,
  settings: Settings,
  answers: Pick<Answers, "ask" | "doubt">,
): OwnPlan {
  const guard = lastTurnEnd(delivery.begun, delivery.deadline, settings);
  const release = async () => silentAnswer(delivery);
  return {
    delivery,
    guard,
    lifeMs: settings.rememberDays * DAY_MS,
    answers: { ...answers, release, silence: release, ...(watched ? { watched } : {}) },
  };
}

/** Throws USAGE where the occasion can't be one, or the bot can't speak for itself. */
export function openSpeech(
  {
    channelArn,
    subChannelId,
    token,
    bot: index = 0,
    duringPause,
    member,
  }: OwnOccasion & { readonly member: string | undefined },
  time: DeliveryTime,
  { settings: { bots }, handoff }: OwnRules,
): OwnSpeech {
  if (!isText(channelArn)) throw new BridgeError("USAGE", "channelArn must be the ARN of a channel.");
  if (!isText(token) || token.length > TOKEN_MAX)
    throw new BridgeError("USAGE", `token must be a text of 1 to ${TOKEN_MAX} characters.`);
  const bot = bots[index];
  if (!bot) throw new BridgeError("USAGE", `There is no bots[${index}] in the configuration.`);
  const { appInstanceBotArn } = bot;
  if (!appInstanceBotArn)
    throw new BridgeError("USAGE", `bots[${index}] has no appInstanceBotArn, so it can't speak for itself.`);
  const id = `say:${sha256Hex(JSON.stringify([channelArn, subChannelId ?? "", appInstanceBotArn, token]))}`;
  const watched = duringPause ? undefined : handoff?.watchOwn({ channelArn, subChannelId, senderArn: member });
  return { bot, index, delivery: openOwn({ channelArn, id }, time), subChannelId, target: undefined, watched };
}

/** Throws USAGE. Messages get no allowance: what would be a listed loss in Lex's answer is the caller's error here. */
function readWords(given: unknown): readonly LexMessage[] {
  const messages = Array.isArray(given)
    ? given.map((one) => (typeof one === "string" ? { contentType: "PlainText", content: one } : one))
    : [];
  const read = messages.length > 0 ? readTurn({ messages }) : undefined;
  if (read && "result" in read && read.losses.length === 0) return read.result.messages ?? [];
  throw new BridgeError(
    "USAGE",
    'messages must be a list of one or more texts, or Lex messages such as { contentType: "PlainText", content: "…" }.',
  );
}

export function messagesToReply(messages: readonly LexMessage[]): Reply {
  return { kind: "messages", messages, facts: { sessionId: "" } };
}

/** What goes out for a reply: mapped, fitted and split like one to a message. Throws REPLY_TOO_LARGE. */
export async function speechToAnswer(
  { bot, delivery, subChannelId, target }: OwnSpeech,
  reply: Reply,
): Promise<Answer> {
  const { decision, ids } = delivery;
  const message = {
    MessageId: "",
    ChannelArn: ids.ChannelArn,
    Sender: { Arn: target ?? "" },
    ...(subChannelId ? { SubChannelId: subChannelId } : {}),
  };
  const { messages, losses, bytesBefore } = await replyToMessages(reply, {
    message,
    delivery,
    bot,
    isPrivate: target !== undefined,
  });
  if (messages.length === 0 && reply.kind !== "silence") throw new BridgeError("REPLY_TOO_LARGE");
  const silent = silentAnswer(delivery);
  if (messages.length === 0) return silent;
  noteAnswer(decision, { losses, sizes: { ...messagesToSizes(messages), contentBefore: bytesBefore } });
  return { ...silent, parts: messages, outcome: decision.error ? "errored" : "replied" };
}

/** Nothing is said. Of the callback, which an answer has, nothing is ever posted. */
function silentAnswer({ ids: { CallbackId, ChannelArn }, decision }: Delivery): Answer {
  const error = decision.error ? { error: decision.error } : {};
  return {
    callback: { CallbackId, ChannelArn, ChannelMessage: { MessageId: "" } },
    parts: [],
    outcome: decision.error ? "failed" : "released",
    ...error,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
