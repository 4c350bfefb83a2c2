import { randomUUID } from "node:crypto";
import { eventToRelease, idsToDenial } from "../mappers/event-to-release.ts";
import { gate } from "../mappers/gate.ts";
import { askForAnswer, doubtToAnswer, turnEnd } from "./answer.ts";
import { begin, beginRelease, beginUnclaimed } from "./attempt.ts";
import type { AttemptRules, Move } from "./attempt-state.ts";
import type { Answer } from "./claim.ts";
import { type Settings, settingsToGateRules } from "./config.ts";
import { errorToRecord, noteVerdict } from "./decision.ts";
import { type Delivery, readMessage } from "./delivery.ts";
import { BridgeError } from "./errors.ts";
import { type Hooks, moderate } from "./hooks.ts";
import { isText } from "./media.ts";
import type { Ports } from "./ports.ts";
import type { Answers } from "./settle.ts";

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
): Promise<Plan> {
  try {
    return await plan(delivery, settings, functions);
  } catch (caught) {
    return released(breakOff(delivery, BridgeError.from(caught)));
  }
}

async function plan(delivery: Delivery, settings: Settings | BridgeError, functions: Ports & Hooks): Promise<Plan> {
  if (settings instanceof BridgeError) throw settings;
  const { now, claims } = functions;
  const { onFailure, claimReleases, onUnknownTurn } = settings;
  const until = turnEnd(now(), delivery.deadline, settings);
  const rules = { isDurable: claims.isDurable, asksAgain: onUnknownTurn === "again", isReply: false };

  const moderated = await moderate(readMessage(delivery), delivery, functions, { now, until, onFailure });
  const start = claimReleases ? beginRelease : beginUnclaimed;
  if (moderated.kind !== "goOn") return released(endingToAnswer(moderated.kind, delivery), start, until, rules);
  const { message } = moderated;
  const verdict = gate(message, { ...settingsToGateRules(settings), isText: await isText(message.ContentType) });
  noteVerdict(delivery.decision, verdict);
  if (verdict.kind !== "turn") return released(endingToAnswer("release", delivery), start, until, rules);

  const question = { verdict, message, delivery, settings, until };
  return {
    first: begin(randomUUID(), until, rules),
    answers: {
      ask: () => orBreakOff(delivery, askForAnswer(question, functions)),
      doubt: () => orBreakOff(delivery, doubtToAnswer(question)),
      release: async () => endingToAnswer("release", delivery),
    },
  };
}

/** A delivery whose answer needs no turn. By default nothing is remembered of it: its callback says it all. */
function released(answer: Answer, start = beginUnclaimed, until = 0, rules = NO_RULES): Plan {
  const same = async () => answer;
  return { first: start(randomUUID(), until, rules), answers: { ask: same, doubt: same, release: same } };
}

const NO_RULES: AttemptRules = { isDurable: false, asksAgain: false, isReply: false };

/** A delivery that ends without the bot. A release with an error in the record is one where we broke. */
function endingToAnswer(kind: "release" | "deny", { ids, raw, decision }: Delivery): Answer {
  const error = decision.error ? { error: decision.error } : {};
  if (kind === "deny") return { callback: idsToDenial(ids), outcome: "denied", ...error };
  return { callback: eventToRelease(ids, raw), outcome: decision.error ? "failed" : "released", ...error };
}

/** Whatever else is wrong, a delivery with its three ids is called back: unchanged, logged as an error, outcome `failed`. */
function breakOff(delivery: Delivery, error: BridgeError): Answer {
  delivery.decision.error = errorToRecord(error);
  return endingToAnswer("release", delivery);
}

function orBreakOff(delivery: Delivery, answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((caught: unknown) => breakOff(delivery, BridgeError.from(caught)));
}
