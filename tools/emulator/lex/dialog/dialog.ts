import type { Match } from "../match/match.ts";
import type { Asking } from "../session/session.ts";
import { fillPart } from "../slots/composite.ts";
import { confirmationIn } from "../slots/confirmation.ts";
import { fillSlot } from "../slots/fill.ts";
import { isFilled } from "../slots/filled.ts";
import { proceed } from "./play.ts";
import type { Position } from "./stage.ts";
import { currentIntent, type Turn } from "./turn.ts";

/** While the bot waits for something, another intent takes over only from this score on (ours, as the scores are). */
const CLEARLY = 0.8;

/**
 * Plays one message of the user: as the answer that the bot waits for, as the beginning of another intent, or as
 * something it does not understand. Changes the turn's session and collects its messages.
 */
export async function hear(turn: Turn): Promise<void> {
  const { locale, session } = turn;
  const active = new Set(session.contexts.map(({ name }) => name));
  turn.matches = locale.match(turn.text, turn.localNow, ({ inputContexts }) => {
    return inputContexts.every((name) => active.has(name));
  });
  const best = turn.matches[0];
  const { asking, intent } = session;
  if (asking !== undefined && intent !== undefined) {
    turn.asker = intent.name;
    return proceed(
      turn,
      asking.kind === "slot" ? slotAnswer(turn, asking, best) : confirmationAnswer(turn, asking, best),
    );
  }
  const understood = best !== undefined && best.score >= locale.threshold;
  return proceed(
    turn,
    understood
      ? { at: "start", intent: best.intent.name, slots: best.slots }
      : { at: "start", intent: locale.fallback.name },
  );
}

type AskingSlot = Extract<Asking, { kind: "slot" }>;

function slotAnswer(turn: Turn, asking: AskingSlot, best: Match | undefined): Position {
  const { active, model } = currentIntent(turn);
  const slot = model.slots.find(({ name }) => name === asking.slot);
  if (slot === undefined) return { at: "next slot" };
  const { recognisers } = turn.locale;
  const part = slot.composite?.parts.find(({ name }) => name === asking.part);
  const recogniser = recognisers((part ?? slot).typeName);
  const isValue =
    !recogniser.loose && recogniser.recognise(turn.text, { now: turn.localNow, part: false }) !== undefined;
  if (!isValue) {
    const other = switchTo(turn, best);
    if (other !== undefined) return other;
  }
  const { composite } = slot;
  const value =
    part === undefined || composite === undefined
      ? fillSlot(turn.text, slot, recognisers, turn.localNow)
      : fillPart(turn.text, composite, part, active.slots[slot.name], recognisers, turn.localNow);
  if (value !== undefined) active.slots[slot.name] = value;
  // What is left open is shown to the code hook, and asked for again.
  const open = turn.choices.ambiguousTime === "take";
  const understood = value !== undefined && (slot.composite !== undefined || isFilled(value, slot, open));
  return { at: "answered", slot: slot.name, understood, tries: asking.tries };
}

function confirmationAnswer(turn: Turn, { tries }: Asking, best: Match | undefined): Position {
  const said = confirmationIn(turn.text, turn.locale.id);
  const other = said === "Yes" || said === "No" ? undefined : switchTo(turn, best);
  if (other !== undefined) return other;
  return { at: "confirmation answered", said: said === "Yes" ? "yes" : said === "No" ? "no" : "neither", tries };
}

/** The intent that asks does not interrupt itself. */
function switchTo(turn: Turn, best: Match | undefined): Position | undefined {
  if (turn.requestAttributes["x-amz-lex:intent-switch"] === "DISABLE") return undefined;
  if (best === undefined || best.score < CLEARLY || best.intent.name === turn.session.intent?.name) return undefined;
  turn.asker = undefined;
  return { at: "start", intent: best.intent.name, slots: best.slots };
}
