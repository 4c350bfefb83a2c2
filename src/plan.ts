import { randomUUID } from "node:crypto";
import { breakOff, endingToAnswer, nativeAnswer } from "./answer/endings.ts";
import { askLater, askNow } from "./answer/plan-turn.ts";
import type { Settings } from "./config/settings.ts";
import { BridgeError } from "./errors/bridge-error.ts";
import { moderate } from "./gate/moderate.ts";
import type { Tools } from "./gate/tools.ts";
import { firstVerdict, judge } from "./gate/verdict.ts";
import type { Answer } from "./ports/claims.ts";
import type { Hooks } from "./ports/hooks.ts";
import type { Ports } from "./ports/ports.ts";
import { begin, beginRelease, beginUnclaimed } from "./post/attempt/attempt.ts";
import type { AttemptRules, Move } from "./post/attempt/state.ts";
import type { Answers } from "./post/settle.ts";
import { type Delivery, readMessage } from "./read/delivery.ts";
import { noteVerdict } from "./read/record.ts";
import { turnEnd } from "./turn/question.ts";

/** How a delivery begins, and how its answers are made. */
export interface Plan {
  readonly first: Move;
  readonly answers: Answers;
}

/** Reading, the hook, and the gate. Whatever they throw, a delivery with its three ids is released. */
export async function planDelivery(
  delivery: Delivery,
  settings: Settings | BridgeError,
  functions: Ports & Hooks,
  tools: Tools,
): Promise<Plan> {
  try {
    if (settings instanceof BridgeError) throw settings;
    return await plan(delivery, settings, functions, tools);
  } catch (caught) {
    return released(breakOff(delivery, BridgeError.from(caught)));
  }
}

async function plan(delivery: Delivery, settings: Settings, functions: Ports & Hooks, tools: Tools): Promise<Plan> {
  const { now, claims } = functions;
  const { claimReleases, onUnknownTurn, bots } = settings;
  const until = turnEnd(now(), delivery.deadline, settings);
  const isReply = settings.delivery === "reply";
  const rules = { isDurable: claims.isDurable, asksAgain: onUnknownTurn === "again", isReply };

  const { onFailure } = bots[0];
  const moderated = await moderate(readMessage(delivery), delivery, functions, { now, until, onFailure });
  const start = claimReleases ? beginRelease : beginUnclaimed;
  if (moderated.kind !== "goOn") return released(endingToAnswer(moderated.kind, delivery), start, until, rules);
  const { message } = moderated;
  const native = nativeAnswer(message, delivery, settings);
  if (native) return released(native, start, until, rules);

  const first = await firstVerdict(message, settings, functions);
  if (isReply && mayYetSpeak(first, message, settings)) {
    return {
      first: begin(randomUUID(), until, rules),
      answers: askLater({ message, delivery, settings, until }, functions, tools),
    };
  }
  const time = { until, isLookedUp: false };
  const verdict =
    first.kind === "ask" ? await judge(message, delivery, settings, { hooks: functions, now, ...tools }, time) : first;
  noteVerdict(delivery.decision, verdict);
  if (verdict.kind === "release") return released(endingToAnswer("release", delivery), start, until, rules);
  const bot = bots[verdict.bot] ?? bots[0];
  const question = { verdict, message, delivery, settings, bot, until, isPrivate: bot.private };
  return { first: begin(randomUUID(), until, rules), answers: askNow(question, functions) };
}

/** Whether the bot may have to speak, as far as the event tells: what a lookup adds may still make it one's turn. */
function mayYetSpeak(
  verdict: Awaited<ReturnType<typeof firstVerdict>>,
  { Persistence }: { readonly Persistence?: string | null | undefined },
  { lookup, bots }: Settings,
): boolean {
  if (verdict.kind !== "release") return true;
  if (verdict.reason !== "not-invoked" || !lookup || Persistence === "NON_PERSISTENT") return false;
  return bots.some(
    ({ standardMessages, targetedMessages }) => standardMessages !== "NONE" || targetedMessages !== "NONE",
  );
}

/** A delivery whose answer needs no turn. By default nothing is remembered of it: its callback says it all. */
function released(answer: Answer, start = beginUnclaimed, until = 0, rules = NO_RULES): Plan {
  const same = async () => answer;
  return { first: start(randomUUID(), until, rules), answers: { ask: same, doubt: same, release: same } };
}

const NO_RULES: AttemptRules = { isDurable: false, asksAgain: false, isReply: false };
