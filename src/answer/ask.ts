import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import type { AskedPause } from "../ports/handoff.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import type { PauseReason } from "../read/decision.ts";
import { noteConversation } from "../read/record.ts";
import { type MadeReply, makeReply } from "../turn/ask-bot.ts";
import type { Welcoming } from "../turn/first-welcome.ts";
import { type BotSession, type Question, questionToConversation } from "../turn/question.ts";
import { conversationToQueue } from "../turn/queues.ts";
import { errorToReply } from "./failure.ts";
import type { FailureFacts, ReplyToAnswer } from "./mode.ts";

/** Asks the bot once, and maps what it says. A turn that fails has an answer too: what `onFailure` says. */
export async function askForAnswer(
  question: Question,
  functions: Ports & Hooks & Welcoming,
  toAnswer: ReplyToAnswer,
): Promise<Answer> {
  const { bot, delivery } = question;
  let facts = questionToFacts(question);
  let said: MadeReply;
  try {
    const conversation = await questionToConversation(question, functions, functions.now);
    facts = { localeId: conversation.bot.localeId, sessionId: conversation.sessionId };
    question.begun?.(facts.localeId);
    said = await askInQueue(question, conversation, functions);
  } catch (caught) {
    said = { reply: errorToReply(BridgeError.from(caught), delivery, { bot, ...facts }) };
  }
  const answer = await toAnswer(said.reply, question, facts);
  return said.asks ? { ...answer, pause: askedPause(said.asks, question, functions.now()) } : answer;
}

/** Waits until no delivery in this process holds the session. The time for the turn begins after that. */
async function askInQueue(
  question: Question,
  conversation: BotSession,
  functions: Ports & Hooks & Welcoming,
): Promise<MadeReply> {
  const { delivery, waitInQueue, until, looksUntil, latest } = question;
  const queue = conversationToQueue(conversation.bot, conversation.sessionId);
  const from = functions.now();
  const leave = await waitInQueue(queue, delivery, latest - (until - looksUntil));
  if (!leave)
    throw new BridgeError("LEX_CONFLICT", "The time was over before the messages before this one were answered.");
  const end = Math.min(latest, until + functions.now() - from);
  try {
    return await makeReply(
      { ...question, until: end, looksUntil: end - (until - looksUntil) },
      conversation,
      functions,
    );
  } finally {
    leave(true);
  }
}

/** The pause of a turn that asks for a person: every attempt at its delivery writes the same. */
function askedPause(reason: PauseReason, { delivery, message, verdict }: Question, at: number): AskedPause {
  const { MessageId, CallbackId } = delivery.ids;
  return { by: `${MessageId}:${CallbackId}`, reason, at, asker: message.Sender.Arn, bot: verdict.bot };
}

/** The answer when nobody knows whether the turn was taken: a failure, or the message unchanged. */
export async function doubtToAnswer(question: Question, toAnswer: ReplyToAnswer): Promise<Answer> {
  const { bot, delivery, settings } = question;
  const facts = questionToFacts(question);
  noteConversation(delivery.decision, { sessionId: facts.sessionId }, question.message.SubChannelId);
  const policy = settings.onUnknownTurn === "release" ? "release" : bot.onFailure;
  const reply = errorToReply(new BridgeError("TURN_UNKNOWN"), delivery, { bot, ...facts, policy });
  return toAnswer(reply, question, facts);
}

function questionToFacts({ bot, sessionId }: Question): FailureFacts {
  return { localeId: bot.localeId, sessionId };
}
