import type { Match } from "./match.ts";
import { proceed } from "./play.ts";
import { ask } from "./say.ts";
import type { Asking } from "./session.ts";
import { answerIn } from "./slots/answer.ts";
import { confirmationIn } from "./slots/confirmation.ts";
import type { Position } from "./stage.ts";
import { currentIntent, type Turn } from "./turn.ts";

/** While the bot waits for something, another intent takes over only from this score on (ours, as the scores are). */
const CLEARLY = 0.8;

/** What the words of a turn were like. `asking` names the intent whose prompt they answered, well or badly. */
export interface Hearing {
  readonly matches: readonly Match[];
  readonly asking?: string;
}

/**
 * Plays one message of the user: as the answer that the bot waits for, as the beginning of another intent, or as
 * something it does not understand. Changes the turn's session and collects its messages.
 */
export function hear(turn: Turn): Hearing {
  const matches = turn.locale.match(turn.text, turn.now);
  const best = matches[0];
  const { asking, intent } = turn.session;
  if (asking !== undefined && intent !== undefined) {
    const position = answer(turn, asking, best);
    if (position !== undefined) proceed(turn, position);
    const left = position !== undefined && LEAVING.has(position.at);
    return left ? { matches } : { matches, asking: intent.name };
  }
  const understood = best !== undefined && best.score >= turn.locale.threshold;
  const position: Position = understood
    ? { at: "start", intent: best.intent.name, slots: best.slots }
    : { at: "start", intent: turn.locale.fallback.name };
  proceed(turn, position);
  return { matches };
}

const LEAVING: ReadonlySet<Position["at"]> = new Set(["start", "slot failed", "confirmation failed"]);

function answer(turn: Turn, asking: Asking, best: Match | undefined): Position | undefined {
  return asking.kind === "slot" ? slotAnswer(turn, asking, best) : confirmationAnswer(turn, asking.tries, best);
}

function slotAnswer(
  turn: Turn,
  asking: Extract<Asking, { kind: "slot" }>,
  best: Match | undefined,
): Position | undefined {
  const { active, model } = currentIntent(turn);
  const slot = model.slots.find(({ name }) => name === asking.slot);
  if (slot === undefined) return { at: "next slot" };
  const recogniser = turn.locale.recognisers(slot.typeName);
  const isValue = !recogniser.loose && recogniser.recognise(turn.text, { now: turn.now, part: false }) !== undefined;
  if (!isValue) {
    const other = switchTo(turn, best);
    if (other !== undefined) return other;
  }
  const value = answerIn(turn.text, recogniser, slot.utterances, turn.now);
  if (value !== undefined) {
    active.slots[slot.name] = value;
    return { at: "captured", slot: slot.name };
  }
  if (asking.tries >= slot.prompt.maxRetries) return { at: "slot failed", slot: slot.name };
  turn.session.asking = { ...asking, tries: asking.tries + 1 };
  ask(turn, slot.prompt, asking.tries + 1);
  return undefined;
}

function confirmationAnswer(turn: Turn, tries: number, best: Match | undefined): Position | undefined {
  const said = confirmationIn(turn.text);
  if (said === "Yes") return { at: "confirmed" };
  if (said === "No") return { at: "declined" };
  const other = switchTo(turn, best);
  if (other !== undefined) return other;
  const prompt = currentIntent(turn).model.confirmation?.prompt;
  if (prompt === undefined || tries >= prompt.maxRetries) return { at: "confirmation failed" };
  turn.session.asking = { kind: "confirmation", tries: tries + 1 };
  ask(turn, prompt, tries + 1);
  return undefined;
}

/** The intent that asks does not interrupt itself. */
function switchTo(turn: Turn, best: Match | undefined): Position | undefined {
  if (best === undefined || best.score < CLEARLY || best.intent.name === turn.session.intent?.name) return undefined;
  return { at: "start", intent: best.intent.name, slots: best.slots };
}
