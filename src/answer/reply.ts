import { eventToRelease } from "../../mappers/answer/event-to-release.ts";
import type { Verdict } from "../../mappers/gate/gate.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import { messageToSession } from "../../mappers/turn/message-to-session.ts";
import type { BotSettings, Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Answer } from "../ports/claims.ts";
import type { Delivery } from "../read/delivery.ts";
import { judge, messagesToSizes, noteAnswer, pass, stop } from "../read/record.ts";
import { lastTurnEnd, leastTurn, type Question, sha256Hex, turnEnd } from "../turn/question.ts";
import { createQueues } from "../turn/queues.ts";
import { askForAnswer, doubtToAnswer } from "./ask.ts";
import { breakOff, endingToAnswer } from "./endings.ts";
import { errorToReply } from "./failure.ts";
import { replyToMessages } from "./messages.ts";
import type { Answers, Arrived, CreateMode, ReplyToAnswer } from "./mode.ts";
import { questionToSigns } from "./signs.ts";

/**
 * `reply`: the message is let through first, then looked up. Only then do we know whether a bot may answer, which one, and to
 * whom.
 */
export const createReply: CreateMode = (settings, functions, gate) => {
  const waitInQueue = createQueues(functions.now);

  async function toQuestion(
    { message: given, delivery, until, latest }: Arrived & Pick<Question, "until" | "latest">,
    looks: 1 | 2,
  ): Promise<Question | undefined> {
    const { decision } = delivery;
    const isDoubt = looks === 1;
    const looksUntil = isDoubt ? until : until - leastTurn(delivery, settings);
    const looked = await gate.lookUp(given, delivery, { until: looksUntil, looks });
    if (looked.kind === "hidden" && !isDoubt) {
      stop(decision, "release", { step: "lookup", because: "Chime shows the message to none of our bots" });
      return undefined;
    }
    const { message } = looked;
    pass(decision, { step: "lookup", because: LOOKUP_TEXTS[looked.kind] });
    const verdict = await gate.judge(message, delivery, { until: looksUntil, isLookedUp: looked.kind === "seen" });
    judge(decision, verdict);
    if (verdict.kind === "release") return undefined;
    const bot = settings.bots[verdict.bot] ?? settings.bots[0];
    const mayBePrivate = looked.kind === "unknown" || looked.kind === "hidden";
    const isPrivate = bot.private || Boolean(message.Target?.length) || mayBePrivate;
    const sessionId = messageToSession(message, bot.session, sha256Hex);
    return { verdict, message, delivery, settings, bot, waitInQueue, until, looksUntil, latest, isPrivate, sessionId };
  }

  return {
    isReleasedFirst: true,
    answers: async (arrived) => {
      const { first, message, delivery } = arrived;
      if (!mayYetSpeak(first, message, settings)) {
        judge(delivery.decision, first);
        return undefined;
      }
      const latest = lastTurnEnd(functions.now(), delivery.deadline, settings);
      const answers: Answers = {
        // The time for a turn begins here, with the message let through, however long that took.
        ask: async (show) => {
          if (delivery.releaseCallback?.DeleteResource) return denied(delivery);
          const now = functions.now();
          const until = Math.min(latest, turnEnd(now, delivery.deadline, settings));
          if (until - now < leastTurn(delivery, settings)) return "no-time";
          return orSilent(delivery, async () => {
            const question = await toQuestion({ ...arrived, until, latest }, 2);
            if (!question) return silentAnswer(delivery);
            const begun = (localeId: string) => {
              if (hasSigns(question.bot)) show?.(questionToSigns(question, now, localeId));
            };
            return askForAnswer({ ...question, begun }, functions, replyToAnswer);
          });
        },
        // An attempt in doubt may not have let the message through: a bot that can't see it answers the sender alone.
        doubt: () =>
          orSilent(delivery, async () => {
            // A take-over may come because the time for a turn is over: the lookup and the gate get a share of what is left.
            const now = functions.now();
            const until = Math.max(latest, now + (delivery.deadline - now) / 3);
            const question = await toQuestion({ ...arrived, until, latest: until }, 1);
            return question ? doubtToAnswer(question, replyToAnswer) : silentAnswer(delivery);
          }),
        release: async () => endingToAnswer("release", delivery),
        silence: async () => quietAnswer(delivery),
        toEdited: ({ MessageAttributes, ...part }) => {
          const bot = settings.bots.find(({ appInstanceBotArn }) => appInstanceBotArn === part.ChimeBearer);
          return MessageAttributes && bot?.placeholderAttributes ? { ...part, MessageAttributes } : part;
        },
      };
      return { answers, guard: latest };
    },
  };
};

/** Whether the bot may have to speak, as far as the event tells: what a lookup adds may still make it one's turn. */
function mayYetSpeak(verdict: Verdict, { Persistence }: ChannelMessage, { lookup, bots }: Settings): boolean {
  if (verdict.kind !== "release") return true;
  if (verdict.reason !== "not-invoked" || !lookup || Persistence === "NON_PERSISTENT") return false;
  return bots.some(
    ({ standardMessages, targetedMessages }) => standardMessages !== "NONE" || targetedMessages !== "NONE",
  );
}

const LOOKUP_TEXTS = {
  seen: "Target, attributes and content type are known",
  hidden: "not seen yet: whom it was targeted at is unknown, so the reply is the sender's alone",
  unknown: "whom it was targeted at is unknown, so the reply is the sender's alone",
  "not-asked": "lookup is off: whom it was targeted at is unknown",
} as const;

function denied({ ids, raw }: Delivery): Answer {
  return { callback: eventToRelease(ids, raw), parts: [], outcome: "denied" };
}

/** The message has already been let through: if the bridge fails here, the bot says nothing. */
async function orSilent(delivery: Delivery, make: () => Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (caught) {
    return { ...breakOff(delivery, BridgeError.from(caught)), parts: [] };
  }
}

/** A person has taken over, or nobody can tell: then the record has an error. */
function quietAnswer(delivery: Delivery): Answer {
  return { ...endingToAnswer("release", delivery), parts: [] };
}

/** The user's message is let through, and the bot says nothing. */
function silentAnswer({ ids, raw, decision }: Delivery): Answer {
  const error = decision.error ? { error: decision.error } : {};
  return { callback: eventToRelease(ids, raw), parts: [], outcome: "released", ...error };
}

const replyToAnswer: ReplyToAnswer = async (reply, question, facts) => {
  const { delivery, bot } = question;
  const isSilent = reply.kind === "silence" && bot.emptyReply !== "envelope";
  if (reply.kind === "release" || reply.kind === "deny" || isSilent) return silentAnswer(delivery);
  const { ids, raw, decision } = delivery;
  const { messages, losses, bytesBefore } = await replyToMessages(reply as Reply, question);
  if (messages.length === 0) {
    const failure = errorToReply(new BridgeError("REPLY_TOO_LARGE"), delivery, { bot, ...facts });
    return replyToAnswer(failure, question, facts);
  }
  const error = decision.error ? { error: decision.error } : {};
  noteAnswer(decision, { losses, sizes: { ...messagesToSizes(messages), contentBefore: bytesBefore } });
  return {
    callback: eventToRelease(ids, raw),
    parts: messages,
    outcome: decision.error ? "errored" : "replied",
    ...error,
  };
};

/** Whether anything is shown while this bot thinks. */
function hasSigns({ typingAfterMs, placeholderAfterMs }: BotSettings): boolean {
  return typingAfterMs !== undefined || placeholderAfterMs !== undefined;
}
