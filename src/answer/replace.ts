import { eventToRelease, idsToDenial } from "../../mappers/answer/event-to-release.ts";
import { replyToCallback } from "../../mappers/answer/reply-to-callback.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import { messageToSession } from "../../mappers/turn/message-to-session.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import { unusableImages } from "../read/media.ts";
import { judge, messageToSizes, noteAnswer } from "../read/record.ts";
import { lastTurnEnd, leastTurn, type Question, sha256Hex, turnEnd } from "../turn/question.ts";
import { conversationToQueue, createQueues } from "../turn/queues.ts";
import { askForAnswer, doubtToAnswer } from "./ask.ts";
import { breakOff, endingToAnswer } from "./endings.ts";
import { errorToReply } from "./failure.ts";
import { pushOf } from "./messages.ts";
import type { CreateMode, ReplyToAnswer } from "./mode.ts";

/** `replace`: the callback puts the bot's answer in the message's place, so the event is all there is to know. */
export const createReplace: CreateMode = (settings, functions, gate) => {
  const { now, session } = functions;
  const waitInQueue = createQueues(now);

  /**
   * Nothing is claimed while a delivery waits: the claim would run out. A session that a function tells is known too late for
   * that.
   */
  function waitForSession({ delivery, bot, latest, waitInQueue, sessionId }: Omit<Question, "until" | "looksUntil">) {
    if (session) return undefined;
    const queue = conversationToQueue(bot, sessionId);
    return waitInQueue(queue, delivery, latest - leastTurn(delivery, settings));
  }

  return {
    isReleasedFirst: false,
    answers: async ({ message, delivery, first }) => {
      const { deadline } = delivery;
      const least = leastTurn(delivery, settings);
      const time = { until: turnEnd(now(), deadline, settings) - least, isLookedUp: false };
      const verdict = first.kind === "ask" ? await gate.judge(message, delivery, time) : first;
      judge(delivery.decision, verdict);
      if (verdict.kind === "release") return undefined;
      const bot = settings.bots[verdict.bot] ?? settings.bots[0];
      const sessionId = messageToSession(message, bot.session, sha256Hex);
      const asked = { verdict, message, delivery, settings, bot, waitInQueue, isPrivate: bot.private, sessionId };
      const leave = await waitForSession({ ...asked, latest: lastTurnEnd(now(), deadline, settings) });
      const until = turnEnd(now(), deadline, settings);
      const question = { ...asked, until, looksUntil: until - least, latest: until };
      const orBreakOff = (answer: Promise<Answer>) =>
        answer.catch((caught: unknown) => breakOff(delivery, BridgeError.from(caught)));
      return {
        guard: until,
        answers: {
          ask: () => orBreakOff(askForAnswer(question, functions, replyToAnswer)),
          doubt: () => orBreakOff(doubtToAnswer(question, replyToAnswer)),
          release: async () => endingToAnswer("release", delivery),
          silence: async () => endingToAnswer("release", delivery),
          leave: () => leave?.(false),
        },
      };
    },
  };
};

const replyToAnswer: ReplyToAnswer = async (reply, question, facts) => {
  const { delivery, settings, bot } = question;
  const { ids, raw, decision } = delivery;
  const error = decision.error ? { error: decision.error } : {};
  const silence = reply.kind === "silence" ? bot.emptyReply : undefined;
  if (reply.kind === "release" || silence === "release") {
    return { callback: eventToRelease(ids, raw), outcome: "released", ...error };
  }
  if (reply.kind === "deny" || silence === "deny") return { callback: idsToDenial(ids), outcome: "denied", ...error };
  const { callback, bytesBefore, losses } = replyToCallback(ids, question.message, reply as Reply, {
    input: settings.keepInput ? question.verdict.input : undefined,
    unusableImages: await unusableImages(reply.kind === "messages" ? reply.messages : []),
  });
  if (!callback) {
    const failure = errorToReply(new BridgeError("REPLY_TOO_LARGE"), delivery, { bot, ...facts });
    return replyToAnswer(failure, question, facts);
  }
  const push = pushOf(reply as Reply, bot);
  if (push) callback.ChannelMessage.PushNotification = push;
  noteAnswer(decision, { losses, sizes: { ...messageToSizes(callback.ChannelMessage), contentBefore: bytesBefore } });
  return { callback, outcome: decision.error ? "errored" : "replied", ...error };
};
