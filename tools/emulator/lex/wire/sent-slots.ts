import type { IntentModel } from "../model/model.ts";
import type { SlotValue } from "../slots/answer.ts";
import type { FilledSlot, Slots } from "../slots/filled.ts";
import type { SentSlot, SentValue } from "./wire.ts";

type SentSlots = Readonly<Record<string, SentSlot | null | undefined>>;

/** The slots of an intent as a caller or a hook sent them; those that were not sent are empty. */
export function sentToSlots(model: IntentModel, sent: SentSlots | null | undefined): Slots {
  return Object.fromEntries(model.slots.map(({ name }) => [name, sentToSlot(sent?.[name])]));
}

/** The first name among those sent that is no slot of the intent. */
export function unknownSlot(model: IntentModel, sent: SentSlots | null | undefined): string | undefined {
  const known = new Set(model.slots.map(({ name }) => name));
  return Object.keys(sent ?? {}).find((name) => !known.has(name));
}

function sentToSlot(sent: SentSlot | null | undefined): FilledSlot | null {
  if (sent === null || sent === undefined) return null;
  const value = sentToValue(sent.value);
  if (sent.shape === "List" || (sent.values ?? []).length > 0) {
    const values = (sent.values ?? []).flatMap((one) => sentToSlot(one) ?? []);
    return {
      shape: "List",
      ...(value === undefined ? {} : { value }),
      values: values.map((one) => ({ shape: "Scalar", ...one })),
    };
  }
  if (sent.shape === "Composite" || sent.subSlots) {
    const subSlots = Object.fromEntries(
      Object.entries(sent.subSlots ?? {}).map(([name, part]) => [name, sentToSlot(part)]),
    );
    return { shape: "Composite", ...(value === undefined ? {} : { value }), subSlots };
  }
  return value === undefined ? null : { value };
}

function sentToValue(sent: SentValue | null | undefined): SlotValue | undefined {
  const words = sent?.originalValue ?? sent?.interpretedValue;
  if (words === undefined || words === null) return undefined;
  const interpretedValue = sent?.interpretedValue ?? null;
  return { originalValue: words, interpretedValue, resolvedValues: [...(sent?.resolvedValues ?? [])] };
}
