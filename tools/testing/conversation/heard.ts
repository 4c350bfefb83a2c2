import type { BotAnswer } from "./channel.ts";

/** A slot as Lex filled it: each of its values in every form that there is (as said, as interpreted, as resolved). */
export type HeardSlot = readonly (readonly string[])[];

/** API_runtime_Slot, as far as it is read. */
interface WireSlot {
  readonly value?: {
    readonly originalValue?: string | null;
    readonly interpretedValue?: string | null;
    readonly resolvedValues?: readonly string[] | null;
  } | null;
  readonly values?: readonly (WireSlot | null)[] | null;
  readonly subSlots?: Readonly<Record<string, WireSlot | null>> | null;
}

/** A slot of an answer by its name, or a part of a composite slot as `Car.Color`. Empty where nothing fills it. */
export function heardIn({ turn }: BotAnswer, name: string): HeardSlot {
  const slots = (turn?.result?.sessionState?.intent?.slots ?? {}) as Readonly<Record<string, WireSlot | null>>;
  const [whole = "", ...parts] = Object.hasOwn(slots, name) ? [name] : name.split(".");
  let slot = ownOf(slots, whole);
  for (const part of parts) slot = ownOf(slot?.subSlots ?? {}, part);
  return slotToHeard(slot);
}

function ownOf(slots: Readonly<Record<string, WireSlot | null>>, name: string): WireSlot | null | undefined {
  return Object.hasOwn(slots, name) ? slots[name] : undefined;
}

function slotToHeard(slot: WireSlot | null | undefined): HeardSlot {
  if (slot?.values && slot.values.length > 0) return slot.values.flatMap(slotToHeard);
  const { originalValue, interpretedValue, resolvedValues } = slot?.value ?? {};
  const forms = [interpretedValue, originalValue, ...(resolvedValues ?? [])].filter(
    (form) => typeof form === "string" && form !== "",
  ) as string[];
  return forms.length === 0 ? [] : [[...new Set(forms)]];
}

/**
 * Whether a slot was heard as a test set expects: the value as said or as resolved, several divided by commas and in any order (Lex V2
 * developer guide, "Tips for creating a successful test set"). That case doesn't matter is unverified.
 */
export function isHeard(expected: string, heard: HeardSlot): boolean {
  if (folded(expected) === "") return heard.length === 0;
  const fits = (wanted: string) => (forms: readonly string[]) => forms.some((form) => folded(form) === folded(wanted));
  if (heard.length === 1 && heard.some(fits(expected))) return true;
  const wanted = expected.split(",");
  return (
    wanted.length === heard.length &&
    wanted.every((one) => heard.some(fits(one))) &&
    heard.every((forms) => wanted.some((one) => fits(one)(forms)))
  );
}

/** A slot in words: the first form of each value. */
export function heardToText(heard: HeardSlot): string {
  return heard.map(([first = ""]) => first).join(", ");
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
