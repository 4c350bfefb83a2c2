import { tokensOf } from "../words/tokens.ts";
import { answerIn, type SlotValue, slotValue } from "./answer.ts";
import type { FilledSlot } from "./filled.ts";
import { exactly, type Recogniser } from "./recogniser.ts";

const BETWEEN = /\s*(?:[,;&+]|(?<!\p{L})(?:and|plus|as well as|y|et|und|e)(?!\p{L}))\s*/iu;

/** A list of values (Lex V2 developer guide "Using multiple values in a slot"): `ham, olives and mushrooms`. */
export function fillList(
  text: string,
  recogniser: Recogniser,
  utterances: readonly string[],
  now: number,
): FilledSlot | undefined {
  const values =
    recogniser.loose || recogniser.keep !== undefined
      ? text
          .split(BETWEEN)
          .flatMap((piece) => (piece === "" ? [] : (answerIn(piece, recogniser, utterances, now) ?? [])))
      : valuesIn(text, recogniser, now);
  if (values.length === 0) return undefined;
  return listOf(text.trim(), values);
}

export function listOf(words: string, values: readonly SlotValue[]): FilledSlot {
  return {
    shape: "List",
    value: slotValue(words, exactly(words)),
    values: values.map((value) => ({ shape: "Scalar", value })),
  };
}

/** From left to right, always the longest value that begins there. */
function valuesIn(text: string, recogniser: Recogniser, now: number): SlotValue[] {
  const tokens = tokensOf(text);
  const values: SlotValue[] = [];
  let from = 0;
  while (from < tokens.length) {
    let taken = 0;
    for (let length = Math.min(recogniser.words, tokens.length - from); length > 0 && taken === 0; length--) {
      const words = text.slice(tokens[from]?.start, tokens[from + length - 1]?.end);
      const meaning = recogniser.recognise(words, { now, part: tokens.length > length });
      if (meaning === undefined) continue;
      values.push(slotValue(words, meaning));
      taken = length;
    }
    from += taken || 1;
  }
  return values;
}
