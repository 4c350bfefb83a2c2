import type { SlotTypeModel } from "../model/model.ts";
import { likeness, phraseOf } from "../words/tokens.ts";
import type { Meaning, Recogniser } from "./recogniser.ts";

/**
 * A custom slot type: its values and their synonyms, without regard to case, and with one slip in words of four letters or more.
 * TOP_RESOLUTION answers the listed value, or asks again. ORIGINAL_VALUE keeps the user's words, listed or not
 * (`docs/facts.md` §6).
 */
export function custom(type: SlotTypeModel): Recogniser {
  const listed = new Map<string, string>();
  for (const { value, synonyms } of type.values) {
    for (const name of [value, ...synonyms]) {
      const phrase = phraseOf(name);
      if (phrase !== "" && !listed.has(phrase)) listed.set(phrase, value);
    }
  }
  const phrases = [...listed].map(([phrase, value]) => ({ words: phrase.split(" "), value }));
  const keepsWords = type.resolution === "ORIGINAL_VALUE";
  const recogniseWords = (words: readonly string[], text: string): Meaning | undefined => {
    const value = listed.get(words.join(" ")) ?? nearly(words, phrases);
    if (value === undefined) return undefined;
    return { interpreted: keepsWords ? text.trim() : value, resolved: [value] };
  };
  return {
    loose: false,
    words: Math.max(1, ...phrases.map(({ words }) => words.length)),
    recognise: (text) => recogniseWords(phraseOf(text).split(" "), text),
    recogniseWords,
    ...(keepsWords ? { keep: (answer: string) => ({ interpreted: answer.trim(), resolved: [] }) } : {}),
  };
}

function nearly(
  words: readonly string[],
  phrases: readonly { readonly words: readonly string[]; readonly value: string }[],
): string | undefined {
  return phrases.find(
    (phrase) =>
      phrase.words.length === words.length && phrase.words.every((word, i) => likeness(word, words[i] ?? "") > 0),
  )?.value;
}
