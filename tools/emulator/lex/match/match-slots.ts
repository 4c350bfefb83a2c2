import type { IntentModel } from "../model/model.ts";
import { slotValue } from "../slots/answer.ts";
import { compositeOf } from "../slots/composite.ts";
import { fillSlot } from "../slots/fill.ts";
import type { FilledSlot } from "../slots/filled.ts";
import type { Recognisers } from "../slots/recogniser.ts";
import type { Token } from "../words/tokens.ts";
import type { Alignment, Spans } from "./align.ts";
import { askableNamed } from "./pattern.ts";

/** One text on its way through the matcher. */
export interface SlotReading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly now: number;
  readonly recognisers: Recognisers;
  readonly spans: Spans;
}

type SlotPlace = Alignment["slots"][number];

/** What a loose type accepts says half as much as a word that matches. */
const LOOSE_GAIN = 0.5;

export function readingOf(text: string, tokens: readonly Token[], recognisers: Recognisers, now: number): SlotReading {
  const cut = tokens.map(({ word }) => word);
  const known = new Map<string, { length: number; gain: number }[]>();
  // Asked once for each type and place: the patterns of a bot share a few types.
  const spans: Spans = (typeName, from) => {
    const key = `${from} ${typeName}`;
    const asked = known.get(key);
    if (asked !== undefined) return asked;
    const recogniser = recognisers(typeName);
    const found: { length: number; gain: number }[] = [];
    for (let length = Math.min(recogniser.words, tokens.length - from); length > 0; length--) {
      const words = text.slice(tokens[from]?.start, tokens[from + length - 1]?.end);
      const meaning =
        recogniser.recogniseWords === undefined
          ? recogniser.recognise(words, { now, part: true })
          : recogniser.recogniseWords(cut.slice(from, from + length), words);
      if (meaning === undefined) continue;
      found.push({ length, gain: recogniser.loose ? LOOSE_GAIN : 1 });
    }
    known.set(key, found);
    return found;
  };
  return { text, tokens, now, recognisers, spans };
}

/** The slots that a text fills: those in the utterance, and values that stand beside it ("check balance, my savings"). */
export function slotsOf(reading: SlotReading, intent: IntentModel, alignment: Alignment): Record<string, FilledSlot> {
  const filled: Record<string, FilledSlot> = {};
  for (const place of [...alignment.slots, ...besides(reading, intent, alignment)]) {
    const { text, tokens, now, recognisers } = reading;
    const slot = intent.slots.find(({ name }) => name === place.name);
    const [from, end] = slot?.multiple ? listAround(place, alignment) : [place.from, place.from + place.length];
    const words = text.slice(tokens[from]?.start, tokens[end - 1]?.end);
    if (slot !== undefined && (slot.multiple || slot.composite !== undefined)) {
      const value = fillSlot(words, slot, recognisers, now);
      if (value !== undefined) filled[place.name] = value;
      continue;
    }
    const typeName = askableNamed(intent, place.name)?.typeName ?? "";
    const meaning = recognisers(typeName).recognise(words, { now, part: true });
    if (meaning !== undefined) put(filled, intent, place.name, { value: slotValue(words, meaning) });
  }
  return filled;
}

function put(filled: Record<string, FilledSlot>, { slots }: IntentModel, name: string, value: FilledSlot): void {
  const [whole = "", part] = name.split(".");
  const composite = slots.find((slot) => slot.name === whole)?.composite;
  if (part === undefined || composite === undefined) {
    filled[name] = value;
    return;
  }
  const none = Object.fromEntries(composite.parts.map((one) => [one.name, null]));
  const subSlots = { ...none, ...filled[whole]?.subSlots, [part]: value };
  filled[whole] = compositeOf(composite, subSlots, value.value?.originalValue ?? "");
}

/** The words around one value of a list that the utterance does not account for may hold its other values. */
function listAround({ from, length }: SlotPlace, { unused }: Alignment): [from: number, end: number] {
  let [start, end] = [from, from + length];
  while (unused.includes(start - 1)) start--;
  while (unused.includes(end)) end++;
  return [start, end];
}

function besides({ recognisers, spans }: SlotReading, intent: IntentModel, alignment: Alignment): SlotPlace[] {
  const free = new Set(alignment.unused);
  const taken = new Set(alignment.slots.map(({ name }) => name));
  const places: SlotPlace[] = [];
  for (const { name, typeName } of intent.slots) {
    if (taken.has(name) || recognisers(typeName).loose) continue;
    const place = firstFree(free, typeName, spans);
    if (place === undefined) continue;
    places.push({ name, ...place });
    for (let i = place.from; i < place.from + place.length; i++) free.delete(i);
  }
  return places;
}

function firstFree(free: ReadonlySet<number>, typeName: string, spans: Spans): Omit<SlotPlace, "name"> | undefined {
  for (const from of free) {
    for (const { length } of spans(typeName, from)) {
      if (Array.from({ length }, (_, i) => from + i).every((i) => free.has(i))) return { from, length };
    }
  }
  return undefined;
}
