import type { SlotModel } from "../model/model.ts";
import { answerIn } from "./answer.ts";
import { fillComposite } from "./composite.ts";
import type { FilledSlot } from "./filled.ts";
import { fillList } from "./list.ts";
import type { Recognisers } from "./recogniser.ts";

/** What an answer to a slot's prompt fills the slot with, by its kind: one value, a list, or several parts. */
export function fillSlot(text: string, slot: SlotModel, recognisers: Recognisers, now: number): FilledSlot | undefined {
  if (slot.composite !== undefined) return fillComposite(text, slot.composite, recognisers, now);
  const recogniser = recognisers(slot.typeName);
  if (slot.multiple) return fillList(text, recogniser, slot.utterances, now);
  const value = answerIn(text, recogniser, slot.utterances, now);
  return value === undefined ? undefined : { value };
}
