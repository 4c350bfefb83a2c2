import { ServiceError } from "../../service-error.ts";
import type { ActiveIntent } from "../session/session.ts";
import { confirm, elicit, nextSlot } from "./elicit.ts";
import { fulfill } from "./fulfill.ts";
import { confirmationAnswered, takeAnswer } from "./heard.ts";
import { afterDialogHook } from "./hooks/hook-steps.ts";
import { type Position, play } from "./stage.ts";
import { currentIntent, type Turn } from "./turn.ts";

/** No dialog takes as many steps between two messages of the user, unless its next steps lead in a circle. */
const MAX_STEPS = 100;

/**
 * Goes on from a position until the bot waits for the user or the conversation is closed, in the default order: initial
 * response, slots by priority, confirmation, fulfilment, closing response (`docs/facts.md` §6).
 * Throws InternalServerException when the bot's next steps lead in a circle; how Lex ends that is unknown.
 */
export async function proceed(turn: Turn, from: Position): Promise<void> {
  let position: Position | undefined = from;
  for (let steps = 0; position !== undefined; steps++) {
    if (steps >= MAX_STEPS) {
      const name = turn.session.intent?.name;
      throw new ServiceError(500, "InternalServerException", `The next steps of intent ${name} lead in a circle.`);
    }
    position = await step(turn, position);
  }
}

type Next = Position | undefined | Promise<Position | undefined>;

function step(turn: Turn, position: Position): Next {
  if (position.at === "start") return start(turn, position);
  const { active, model } = currentIntent(turn);
  const slot = "slot" in position ? model.slots.find(({ name }) => name === position.slot) : undefined;
  switch (position.at) {
    case "next slot":
      return nextSlot(turn, active, model);
    case "elicit":
      return elicit(turn, active, slot, position);
    case "answered":
      return takeAnswer(turn, position);
    case "captured":
      active.captured.push(position.slot);
      if (slot !== undefined) turn.visited?.(slot);
      return play(turn, slot?.captured ?? {}, { at: "next slot" });
    case "slot failed":
      turn.asker = undefined;
      active.state = "Failed";
      return play(turn, slot?.failed ?? {}, onceFailed(turn, active));
    case "confirm":
      return confirm(turn, active, model, position);
    case "confirmation answered":
      return confirmationAnswered(turn, position);
    case "confirmed":
      return play(turn, model.confirmation?.confirmed ?? {}, { at: "fulfill" });
    case "declined":
      // Unverified, but usually taken so (`docs/facts.md` §6).
      active.state = "Failed";
      return play(turn, model.confirmation?.declined ?? {}, { at: "end" });
    case "confirmation failed":
      turn.asker = undefined;
      active.state = "Failed";
      return play(turn, model.confirmation?.failed ?? {}, onceFailed(turn, active));
    case "dialog hook": {
      const { hook, next } = position;
      const { callHook } = turn;
      // Without a function the step counts as having succeeded without a change.
      if (callHook === undefined && hook.invokes && model.hooksOff !== true) turn.lacksFunction = true;
      if (callHook === undefined || !hook.invokes || model.hooksOff === true) return play(turn, hook.success, next);
      const proposed = next.at === "next slot" ? nextSlot(turn, active, model) : next;
      return afterDialogHook(turn, { callHook, label: hook.label, proposed }, hook, next);
    }
    case "fulfill":
      return fulfill(turn, active, model);
    case "close":
      return play(turn, model.closing ?? {}, { at: "end" });
    case "elicit intent":
      turn.session.dialogAction = { type: "ElicitIntent" };
      delete turn.session.intent;
      delete turn.session.asking;
      return undefined;
    case "end":
      turn.session.dialogAction = { type: "Close" };
      delete turn.session.asking;
      // What Lex calls an intent that ends before its fulfilment without having failed is unverified.
      if (active.state === "InProgress") active.state = "ReadyForFulfillment";
      return undefined;
  }
}

function start(turn: Turn, { intent, slots, quiet }: Extract<Position, { at: "start" }>): Position {
  const model = turn.locale.intent(intent);
  if (model === undefined) {
    throw new ServiceError(500, "InternalServerException", `A next step starts intent ${intent}, which the bot lacks.`);
  }
  turn.visited?.(model);
  delete turn.session.asking;
  turn.session.intent = {
    name: model.name,
    state: "InProgress",
    confirmationState: "None",
    slots: Object.fromEntries(model.slots.map(({ name }) => [name, slots?.[name] ?? null])),
    captured: [],
  };
  const { response: _, ...silent } = model.initial;
  turn.visited?.(model.initial);
  return play(turn, quiet === true ? silent : model.initial, { at: "next slot" });
}

/** FallbackIntent takes over where a slot or a confirmation has no failure step of its own; it can't take over from itself. */
function onceFailed({ locale }: Turn, active: ActiveIntent): Position {
  return active.name === locale.fallback.name ? { at: "end" } : { at: "start", intent: locale.fallback.name };
}
