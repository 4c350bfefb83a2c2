import type { CompositeModel, PartExpression, SlotModel } from "../model/model.ts";
import type { SlotValue } from "./answer.ts";

/** A slot as it stands on the wire (API_runtime_Slot). Lex omits `shape` where there is a single value. */
export type FilledSlot = {
  readonly value?: SlotValue;
  readonly shape?: "Scalar" | "List" | "Composite";
  readonly values?: readonly FilledSlot[];
  readonly subSlots?: Readonly<Record<string, FilledSlot | null>>;
};

export type Slots = Record<string, FilledSlot | null>;

/**
 * Whether a slot needs not be asked for any more. A value that is still open, as a time before or after noon, counts only
 * where `open` says so.
 */
export function isFilled(slot: FilledSlot | null | undefined, model: SlotModel | undefined, open: boolean): boolean {
  if (slot === null || slot === undefined) return false;
  const composite = model?.composite;
  if (composite !== undefined) return nextPart(composite, slot) === undefined;
  if (slot.shape === "List") return (slot.values ?? []).length > 0;
  return slot.value !== undefined && (open || slot.value.interpretedValue !== null);
}

/** The part of a composite slot that is to be asked for next; undefined when its expression holds. */
export function nextPart({ needs }: CompositeModel, slot: FilledSlot | null | undefined): string | undefined {
  const has = (name: string): boolean => slot?.subSlots?.[name] != null;
  const missing = (expression: PartExpression): string | undefined => {
    if (expression.kind === "part") return has(expression.name) ? undefined : expression.name;
    const all = expression.of.map(missing);
    const open = all.filter((name) => name !== undefined);
    if (expression.kind === "any" && open.length < all.length) return undefined;
    return open[0];
  };
  return missing(needs);
}

/** What a slot says in a placeholder or a condition: its interpreted value, else the user's words. */
export function textOf(slot: FilledSlot | null | undefined): string | undefined {
  if (slot === null || slot === undefined) return undefined;
  const parts = Object.values(slot.subSlots ?? {}).flatMap((part) => textOf(part) ?? []);
  return slot.value?.interpretedValue ?? slot.value?.originalValue ?? (parts.length > 0 ? parts.join(" ") : undefined);
}

/** The texts of a list; undefined for any other slot. */
export function textsOf(slot: FilledSlot | null | undefined): string[] | undefined {
  return slot?.shape === "List" ? (slot.values ?? []).flatMap((value) => textOf(value) ?? []) : undefined;
}

/** A slot by its name, or a part of a composite one by `Slot.Part`. */
export function slotNamed(slots: Slots, name: string): FilledSlot | null | undefined {
  if (Object.hasOwn(slots, name)) return slots[name];
  const dot = name.indexOf(".");
  if (dot < 0) return undefined;
  const parts = Object.hasOwn(slots, name.slice(0, dot)) ? slots[name.slice(0, dot)]?.subSlots : undefined;
  const part = name.slice(dot + 1);
  return parts !== undefined && Object.hasOwn(parts, part) ? parts[part] : undefined;
}
