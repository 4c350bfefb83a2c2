import { eventToRelease } from "../../mappers/answer/event-to-release.ts";
import type { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import type { Settings } from "../config/settings.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { lookUp } from "../gate/lookup.ts";
import type { Tools } from "../gate/tools.ts";
import { judge } from "../gate/verdict.ts";
import type { Answer } from "../ports/claims.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ports } from "../ports/ports.ts";
import type { Answers } from "../post/settle.ts";
import type { Delivery } from "../read/delivery.ts";
import { noteVerdict } from "../read/record.ts";
import type { Question } from "../turn/question.ts";
import { askForAnswer, doubtToAnswer } from "./ask.ts";
import { breakOff, endingToAnswer } from "./endings.ts";
import { silentAnswer } from "./reply-answer.ts";

/** The answers of a delivery whose bot is chosen: in `replace` the event is all there is to know. */
export function askNow(question: Question, functions: Ports & Hooks): Answers {
  const { delivery } = question;
  return {
    ask: () => orBreakOff(delivery, askForAnswer(question, functions)),
    doubt: () => orBreakOff(delivery, doubtToAnswer(question)),
    release: async () => endingToAnswer("release", delivery),
  };
}

interface Released {
  readonly message: ChannelMessage;
  readonly delivery: Delivery;
  readonly settings: Settings;
  readonly until: number;
}

/**
 * The answers of a delivery in `reply`: the message is let through first, then looked up, and only then it is known whether a bot
 * may answer, which, and to whom.
 */
export function askLater(released: Released, functions: Ports & Hooks, tools: Tools): Answers {
  const { delivery } = released;
  return {
    ask: () =>
      orSilent(delivery, async () => {
        if (delivery.releaseCallback?.DeleteResource) return denied(delivery);
        const question = await toQuestion(released, functions, tools, 2);
        return question ? askForAnswer(question, functions) : silentAnswer(released);
      }),
    // Whoever doubts may not have let the message through: a bot that doesn't see it answers the sender alone.
    doubt: () =>
      orSilent(delivery, async () => {
        // Whoever takes over may do so because the time for a turn is over: looking up and judging have a share of what is left.
        const now = functions.now();
        const until = Math.max(released.until, now + (delivery.deadline - now) / 3);
        const question = await toQuestion({ ...released, until }, functions, tools, 1);
        return question ? doubtToAnswer(question) : silentAnswer(released);
      }),
    release: async () => endingToAnswer("release", delivery),
  };
}

async function toQuestion(
  { message: given, delivery, settings, until }: Released,
  functions: Ports & Hooks,
  tools: Tools,
  looks: 1 | 2,
): Promise<Question | undefined> {
  const { decision } = delivery;
  const { now, getChannelMessage } = functions;
  const isDoubt = looks === 1;
  const looked = await lookUp(given, delivery, settings, { getChannelMessage, now, ...tools }, { until, looks });
  if (looked.kind === "hidden" && !isDoubt) {
    decision.trace = [
      ...decision.trace,
      { step: "lookup", pass: false, because: "Chime shows the message to none of our bots" },
    ];
    decision.verdict = { kind: "release", reason: "lookup" };
    return undefined;
  }
  const { message } = looked;
  const isSeen = looked.kind === "seen";
  decision.trace = [...decision.trace, { step: "lookup", pass: true, because: LOOKUP_TEXTS[looked.kind] }];
  const verdict = await judge(
    message,
    delivery,
    settings,
    { hooks: functions, now, ...tools },
    { until, isLookedUp: isSeen },
  );
  noteVerdict(decision, verdict);
  if (verdict.kind === "release") return undefined;
  const bot = settings.bots[verdict.bot] ?? settings.bots[0];
  const mayBePrivate = looked.kind === "unknown" || looked.kind === "hidden";
  const isPrivate = bot.private || Boolean(message.Target?.length) || mayBePrivate;
  return { verdict, message, delivery, settings, bot, until, isPrivate };
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

function orBreakOff(delivery: Delivery, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((caught: unknown) => breakOff(delivery, BridgeError.from(caught)));
}

/** In `reply` the message is through already: where we break, the bot says nothing. */
async function orSilent(delivery: Delivery, make: () => Promise<Answer>): Promise<Answer> {
  try {
    return await make();
  } catch (caught) {
    return { ...breakOff(delivery, BridgeError.from(caught)), parts: [] };
  }
}
