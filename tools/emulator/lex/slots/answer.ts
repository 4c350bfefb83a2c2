import { tokensOf } from "../words/tokens.ts";
import type { Meaning, Recogniser } from "./recogniser.ts";

/** A filled slot, as it stands on the wire (API_runtime_Slot). Lex omits `shape` for single values. */
export type SlotValue = {
  readonly originalValue: string;
  readonly interpretedValue: string | null;
  readonly resolvedValues: string[];
};

export function slotValue(originalValue: string, meaning: Meaning): SlotValue {
  return { originalValue, interpretedValue: meaning.interpreted, resolvedValues: [...meaning.resolved] };
}

/**
 * The value in an answer to a slot's prompt, or undefined: the whole answer, what stands in place of the slot in one of
 * its sample utterances, the longest part that is a value, or what the type keeps of unknown words.
 */
export function answerIn(
  text: string,
  recogniser: Recogniser,
  utterances: readonly string[],
  now: number,
): SlotValue | undefined {
  const whole = recogniser.recognise(text, { now, part: false });
  if (whole !== undefined) return slotValue(text.trim(), whole);
  for (const utterance of utterances) {
    const inner = inPlace(text, utterance);
    const meaning = inner === undefined ? undefined : recogniser.recognise(inner, { now, part: false });
    if (inner !== undefined && meaning !== undefined) return slotValue(inner, meaning);
  }
  const kept = recogniser.keep?.(text);
  return partOf(text, recogniser, now) ?? (kept === undefined ? undefined : slotValue(text.trim(), kept));
}

/** `at 5 o'clock` by the sample `at {Time} o'clock` is `5`. */
function inPlace(text: string, utterance: string): string | undefined {
  const [before = "", after = ""] = utterance.toLowerCase().split(/\{[^}]*\}/);
  const lower = text.trim().toLowerCase();
  const fits = lower.startsWith(before) && lower.endsWith(after) && lower.length > before.length + after.length;
  return fits
    ? text
        .trim()
        .slice(before.length, lower.length - after.length)
        .trim()
    : undefined;
}

function partOf(text: string, recogniser: Recogniser, now: number): SlotValue | undefined {
  const tokens = tokensOf(text);
  for (let length = Math.min(recogniser.words, tokens.length); length > 0; length--) {
    for (let from = 0; from + length <= tokens.length; from++) {
      const words = text.slice(tokens[from]?.start, tokens[from + length - 1]?.end);
      const meaning = recogniser.recognise(words, { now, part: true });
      const rest = [text.slice(0, tokens[from]?.start), text.slice(tokens[from + length - 1]?.end)];
      if (!rest.every((one) => one.trim() === "" || recogniser.mayLeave?.(one, now) !== false)) continue;
      if (meaning !== undefined && !recogniser.loose) return slotValue(words, meaning);
      if (meaning !== undefined && /\p{N}/u.test(words)) return slotValue(words, meaning);
    }
  }
  return undefined;
}
