import type { IntentModel } from "../model/model.ts";
import { activated } from "../session/contexts.ts";
import type { ActiveIntent } from "../session/session.ts";
import { afterFulfillmentHook } from "./hooks/hook-steps.ts";
import { type Position, play } from "./stage.ts";
import { currentIntent, type Turn } from "./turn.ts";

/** By the bot's function where there is one, else as the export and the emulator's choices say. */
export function fulfill(turn: Turn, active: ActiveIntent, model: IntentModel): Position | Promise<Position> {
  const { fulfillment } = model;
  if (fulfillment === undefined) {
    active.state = "ReadyForFulfillment";
    // The client fulfils; that contexts begin here, too, is unverified.
    activate(turn);
    return { at: "close" };
  }
  if (fulfillment.callsFunction && turn.callHook !== undefined) {
    return afterFulfillmentHook(turn, turn.callHook, fulfillment, () => activate(turn));
  }
  if (fulfillment.callsFunction) turn.lacksFunction = true;
  if (fulfillment.callsFunction && turn.choices.fulfillment === "failed") {
    active.state = "Failed";
    return play(turn, fulfillment.failure, { at: "end" });
  }
  // The state of a fulfilment that is active without a function is unverified.
  active.state = "Fulfilled";
  activate(turn);
  return play(turn, fulfillment.success, { at: "close" });
}

function activate(turn: Turn): void {
  const { active, model } = currentIntent(turn);
  turn.session.contexts = activated(turn.session.contexts, model.outputContexts, active.slots, turn.now);
}
