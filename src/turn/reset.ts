import type { FailureAnswer } from "../../mappers/turn/failure-to-reply.ts";
import { messageToSession } from "../../mappers/turn/message-to-session.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { callInTime, callWithRetries } from "../ports/calls.ts";
import type { Ports, SessionKey } from "../ports/ports.ts";
import { countRetry, pass } from "../read/record.ts";
import { type BotSession, type Question, sha256Hex } from "./question.ts";

/** Ends the conversation, and says so in the bot's words. Lex takes no turn. Throws a `LEX_…` error. */
export async function resetToReply(
  { bot, delivery: { decision }, until }: Question,
  { bot: { botId, botAliasId, localeId }, sessionId }: BotSession,
  ports: Pick<Ports, "deleteSession" | "now">,
): Promise<FailureAnswer> {
  await endSession({ botId, botAliasId, localeId, sessionId }, ports, until, () => countRetry(decision, "turn"));
  pass(decision, { step: "reset", because: "the text is a reset phrase" });
  return {
    kind: "messages",
    messages: [{ contentType: "PlainText", content: bot.resetText }],
    facts: { sessionId },
  };
}

/** Whose conversation it is, where, and with which bot. */
export interface ConversationKey {
  readonly channelArn: string;
  readonly senderArn: string;
  readonly subChannelId?: string;
  /** The bot's place in the configuration; by default the first. */
  readonly bot?: number;
  /** By default the bot's own. */
  readonly localeId?: string;
}

const RESET_TIME_MS = 10_000;

/** Ends a conversation that the embedding code names, within ten seconds. Throws USAGE where there is no such bot, or a `LEX_…` error. */
export async function resetConversation(
  { channelArn, senderArn, subChannelId, bot: index = 0, localeId }: ConversationKey,
  { bots }: Pick<Settings, "bots">,
  ports: Pick<Ports, "deleteSession" | "now">,
): Promise<void> {
  const bot = bots[index];
  if (!bot) throw new BridgeError("USAGE", `There is no bots[${index}] in the configuration.`);
  const message = { MessageId: "", ChannelArn: channelArn, Sender: { Arn: senderArn }, SubChannelId: subChannelId };
  const sessionId = messageToSession(message, bot.session, sha256Hex);
  const { botId, botAliasId } = bot;
  await endSession(
    { botId, botAliasId, localeId: localeId ?? bot.localeId, sessionId },
    ports,
    ports.now() + RESET_TIME_MS,
  );
}

/** Tries for errors that aren't temporary. */
const MOST_TRIES = 4;

/** One DeleteSession, repeated if that can help: ending an ended session changes nothing. */
async function endSession(
  key: SessionKey,
  { deleteSession, now }: Pick<Ports, "deleteSession" | "now">,
  until: number,
  onRetry: () => void = () => {},
): Promise<void> {
  if (until <= now()) throw new BridgeError("LEX_TIMEOUT", "No time was left to end the session.");
  await callWithRetries(() => callInTime((options) => deleteSession(key, options), until - now(), "LEX_TIMEOUT"), {
    now,
    until,
    late: "LEX_TIMEOUT",
    most: MOST_TRIES,
    mayRepeat: ({ fault }) => fault === "lex" || fault === "network",
    onRetry,
  });
}
