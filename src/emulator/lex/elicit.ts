import type { IntentModel, SlotModel } from "./model.ts";
import { ask, fillPlaceholders } from "./say.ts";
import type { ActiveIntent } from "./session.ts";
import { slotValue } from "./slots/answer.ts";
import { exactly } from "./slots/recogniser.ts";
import type { Position } from "./stage.ts";
import type { Turn } from "./turn.ts";

/** Slots that came with the user's first words pass through their capture stage in their turn; optional ones are not asked for. */
export function nextSlot(active: ActiveIntent, model: IntentModel): Position {
  for (const { name, required } of model.slots) {
    const filled = active.slots[name] !== null && active.slots[name] !== undefined;
    if (filled && !active.captured.includes(name)) return { at: "captured", slot: name };
    if (!filled && required) return { at: "elicit", slot: name };
  }
  return { at: "confirm" };
}

export function elicit(
  turn: Turn,
  active: ActiveIntent,
  slot: SlotModel | undefined,
  quiet: boolean,
): Position | undefined {
  if (slot === undefined) return { at: "next slot" };
  // Not asked for again: the console writes such a step behind every slot, also where one sentence filled them all.
  if (active.slots[slot.name]) return { at: "captured", slot: slot.name };
  const known = slot.defaultValues.map((value) => fillPlaceholders(turn, value)).find((value) => /^[^[#]/.test(value));
  if (known !== undefined) {
    active.slots[slot.name] = slotValue(known, exactly(known));
    return { at: "captured", slot: slot.name };
  }
  active.state = "InProgress";
  turn.session.asking = { kind: "slot", slot: slot.name, tries: 0 };
  turn.session.dialogAction = { type: "ElicitSlot", slotToElicit: slot.name };
  if (!quiet) ask(turn, slot.prompt, 0);
  return undefined;
}

export function confirm(turn: Turn, active: ActiveIntent, model: IntentModel, quiet: boolean): Position | undefined {
  if (model.confirmation === undefined || active.confirmationState === "Confirmed") return { at: "fulfill" };
  active.state = "InProgress";
  turn.session.asking = { kind: "confirmation", tries: 0 };
  turn.session.dialogAction = { type: "ConfirmIntent" };
  if (!quiet) ask(turn, model.confirmation.prompt, 0);
  return undefined;
}
