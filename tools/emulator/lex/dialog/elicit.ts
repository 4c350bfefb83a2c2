import type { Askable, IntentModel, SlotModel } from "../model/model.ts";
import { own } from "../model/own.ts";
import type { ActiveIntent, Asking, DialogAction } from "../session/session.ts";
import { slotValue } from "../slots/answer.ts";
import { compositeOf } from "../slots/composite.ts";
import { isFilled, nextPart } from "../slots/filled.ts";
import { exactly } from "../slots/recogniser.ts";
import { askPrompt, fillPlaceholders } from "./say.ts";
import type { Position } from "./stage.ts";
import type { Turn } from "./turn.ts";

/** Slots that came with the user's first words pass through their capture stage in their turn; optional ones are not asked for. */
export function nextSlot(turn: Turn, active: ActiveIntent, model: IntentModel): Position {
  for (const slot of model.slots) {
    const { name, required } = slot;
    const filled = isFilled(active.slots[name], slot, turn.choices.ambiguousTime === "take");
    if (filled && !active.captured.includes(name)) return { at: "captured", slot: name };
    if (!filled && (required || defaultOf(turn, slot) !== undefined)) return { at: "elicit", slot: name };
  }
  return { at: "confirm" };
}

/** Asks for a slot; what is filled is passed, since the console writes such a step behind every slot, also where one sentence filled them all. */
export function elicit(
  turn: Turn,
  active: ActiveIntent,
  slot: SlotModel | undefined,
  { quiet = false, again = false }: { readonly quiet?: boolean; readonly again?: boolean },
): Position | undefined {
  if (slot === undefined) return { at: "next slot" };
  if (!again) {
    if (isFilled(active.slots[slot.name], slot, turn.choices.ambiguousTime === "take")) {
      return { at: "captured", slot: slot.name };
    }
    if (takeDefaults(turn, active, slot)) return { at: "captured", slot: slot.name };
  }
  active.state = "InProgress";
  askFor(turn, active, slot, 0, quiet);
  return undefined;
}

/** Says the prompt of a slot, or of the next part of a composite one, for the `tries`th time. */
export function askFor(turn: Turn, active: ActiveIntent, slot: SlotModel, tries: number, quiet: boolean): void {
  const part = partToAsk(active, slot);
  const asking: Asking = { kind: "slot", slot: slot.name, tries };
  const action: DialogAction = { type: "ElicitSlot", slotToElicit: slot.name };
  turn.session.asking = part === undefined ? asking : { ...asking, part: part.name };
  turn.session.dialogAction = part === undefined ? action : { ...action, subSlotToElicit: { name: part.name } };
  if (!quiet) askPrompt(turn, (part ?? slot).prompt, tries);
}

/** What a composite slot asks for: all of it with its own prompt as long as nothing is known, then part by part. */
export function partToAsk(active: ActiveIntent, { composite, name, prompt }: SlotModel): Askable | undefined {
  if (composite === undefined) return undefined;
  const known = active.slots[name];
  if ((known === null || known === undefined) && prompt.groups.length > 0) return undefined;
  const next = nextPart(composite, known) ?? composite.parts[0]?.name;
  return composite.parts.find((part) => part.name === next);
}

/** Whether the default values fill the slot: its own, or those of its parts. */
function takeDefaults(turn: Turn, active: ActiveIntent, slot: SlotModel): boolean {
  const known = defaultOf(turn, slot);
  if (known !== undefined) {
    active.slots[slot.name] = { value: slotValue(known, exactly(known)) };
    return true;
  }
  if (slot.composite === undefined) return false;
  const { parts } = slot.composite;
  const before = active.slots[slot.name]?.subSlots;
  const subSlots = Object.fromEntries(
    parts.map((part) => {
      const text = before?.[part.name] ? undefined : defaultOf(turn, part);
      return [
        part.name,
        text === undefined ? (before?.[part.name] ?? null) : { value: slotValue(text, exactly(text)) },
      ];
    }),
  );
  if (Object.values(subSlots).every((part) => part === null)) return false;
  active.slots[slot.name] = compositeOf(slot.composite, subSlots, active.slots[slot.name]?.value?.originalValue ?? "");
  return nextPart(slot.composite, active.slots[slot.name]) === undefined;
}

/** The first default value that is known: a text, `[sessionAttribute]` or `#context.slot` (Lex V2 developer guide "Using default slot values"). */
function defaultOf(turn: Turn, { defaultValues }: Askable): string | undefined {
  for (const value of defaultValues) {
    const [, context, attribute] = /^#([^.]+)\.(.+)$/.exec(value) ?? [];
    const text =
      context === undefined || attribute === undefined
        ? fillPlaceholders(turn, value)
        : own(turn.session.contexts.find(({ name }) => name === context)?.attributes ?? {}, attribute);
    if (text !== undefined && text !== "" && !/^[[#]/.test(text)) return text;
  }
  return undefined;
}

export function confirm(
  turn: Turn,
  active: ActiveIntent,
  model: IntentModel,
  { quiet = false, again = false }: { readonly quiet?: boolean; readonly again?: boolean },
): Position | undefined {
  const needless = model.confirmation === undefined || active.confirmationState === "Confirmed";
  if (needless && !again) return { at: "fulfill" };
  active.state = "InProgress";
  active.confirmationState = "None";
  turn.session.asking = { kind: "confirmation", tries: 0 };
  turn.session.dialogAction = { type: "ConfirmIntent" };
  if (!quiet && model.confirmation !== undefined) askPrompt(turn, model.confirmation.prompt, 0);
  return undefined;
}
