import type { SlotModel } from "../model/model.ts";
import type { ActiveIntent } from "../session/session.ts";
import { isFilled } from "../slots/filled.ts";
import { askFor, nextSlot } from "./elicit.ts";
import { afterElicitationHook } from "./hooks/hook-steps.ts";
import { askPrompt } from "./say.ts";
import type { Position } from "./stage.ts";
import { currentIntent, type Turn } from "./turn.ts";

/** After an answer to a slot's prompt: on when it is filled, else the same prompt again, as often as it may be. */
export async function takeAnswer(
  turn: Turn,
  { slot: name, understood, tries }: Extract<Position, { at: "answered" }>,
): Promise<Position | undefined> {
  const { active, model } = currentIntent(turn);
  const slot = model.slots.find((one) => one.name === name);
  if (slot === undefined) return { at: "next slot" };
  const open = turn.choices.ambiguousTime === "take";
  const { callHook } = turn;
  if (slot.elicitationHook !== undefined && callHook !== undefined && model.hooksOff !== true) {
    const filled = isFilled(active.slots[name], slot, open);
    const proposed: Position = filled
      ? nextSlot(turn, { ...active, captured: [...active.captured, name] }, model)
      : { at: "elicit", slot: name };
    const hookStep = { callHook, label: slot.elicitationHook.label, proposed, tries: filled ? 0 : tries + 1 };
    const led = await afterElicitationHook(turn, hookStep);
    if (led !== undefined) return led;
  }
  const now = currentIntent(turn).active;
  if (now.name !== model.name) return { at: "next slot" };
  if (isFilled(now.slots[name], slot, open)) return { at: "captured", slot: name };
  if (understood) return { at: "elicit", slot: name };
  return askAgain(turn, now, slot, tries);
}

function askAgain(turn: Turn, active: ActiveIntent, slot: SlotModel, tries: number): Position | undefined {
  const asking = turn.session.asking;
  const part = asking?.kind === "slot" ? slot.composite?.parts.find((one) => one.name === asking.part) : undefined;
  if (tries >= (part ?? slot).prompt.maxRetries) return { at: "slot failed", slot: slot.name };
  askFor(turn, active, slot, tries + 1, false);
  return undefined;
}

/** After an answer to the confirmation prompt: yes, no, or the same prompt again. */
export async function confirmationAnswered(
  turn: Turn,
  { said, tries }: Extract<Position, { at: "confirmation answered" }>,
): Promise<Position | undefined> {
  const { active, model } = currentIntent(turn);
  if (said !== "neither") active.confirmationState = said === "yes" ? "Confirmed" : "Denied";
  const hook = model.confirmation?.elicitationHook;
  if (hook !== undefined && turn.callHook !== undefined && model.hooksOff !== true) {
    const { callHook } = turn;
    const proposed: Position | undefined = said === "neither" ? { at: "confirm" } : undefined;
    const led = await afterElicitationHook(turn, { callHook, label: hook.label, proposed, tries: tries + 1 });
    if (led !== undefined) return led;
  }
  const { confirmationState } = currentIntent(turn).active;
  if (confirmationState === "Confirmed") return { at: "confirmed" };
  if (confirmationState === "Denied") return { at: "declined" };
  const prompt = model.confirmation?.prompt;
  if (prompt === undefined || tries >= prompt.maxRetries) return { at: "confirmation failed" };
  turn.session.asking = { kind: "confirmation", tries: tries + 1 };
  askPrompt(turn, prompt, tries + 1);
  return undefined;
}
