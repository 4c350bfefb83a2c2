import type { IntentModel, LocaleModel } from "./model.ts";
import { standardUtterances } from "./standard-intents.ts";
import { tokensOf } from "./tokens.ts";

/** A sample utterance, cut into words and slots. */
export interface Pattern {
  readonly intent: IntentModel;
  readonly parts: readonly Part[];
}

/** A word with its weight, or a slot with the name of its type. */
export type Part =
  | { readonly kind: "word"; readonly word: string; readonly weight: number }
  | { readonly kind: "slot"; readonly name: string; readonly typeName: string };

/** The patterns of a locale, and where each word occurs. */
export interface PatternIndex {
  readonly patterns: readonly Pattern[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** By the name of the slot type, the patterns that hold such a slot. */
  readonly byType: ReadonlyMap<string, readonly number[]>;
}

/** Cut once for each bot, so that a turn only has to look words up. */
export function indexPatterns(locale: LocaleModel): PatternIndex {
  const patterns = locale.intents
    .flatMap((intent) =>
      [...intent.utterances, ...standardUtterances(intent.parent)].map((utterance) => patternOf(intent, utterance)),
    )
    .filter(({ parts }) => parts.length > 0);
  const byWord = new Map<string, number[]>();
  const byType = new Map<string, number[]>();
  for (const [index, { parts }] of patterns.entries()) {
    for (const part of parts) {
      if (part.kind === "word") put(byWord, part.word, index);
      else put(byType, part.typeName, index);
    }
  }
  return { patterns, byWord, byType };
}

function put(map: Map<string, number[]>, key: string, index: number): void {
  const indexes = map.get(key);
  if (indexes === undefined) map.set(key, [index]);
  else if (indexes.at(-1) !== index) indexes.push(index);
}

function patternOf(intent: IntentModel, utterance: string): Pattern {
  const parts = utterance.split(/(\{[^}]*\})/).flatMap((piece): Part[] => {
    if (!piece.startsWith("{"))
      return tokensOf(piece).map(({ word }) => ({ kind: "word", word, weight: weightOf(word) }));
    const name = piece.slice(1, -1).trim();
    const slot = intent.slots.find((candidate) => candidate.name === name);
    return slot === undefined ? [] : [{ kind: "slot", name, typeName: slot.typeName }];
  });
  return { intent, parts };
}

/** Words that say little about what is wanted count a quarter. English only: elsewhere all words weigh the same. */
const LIGHT = new Set(
  "a an and any are at be been but by can could do does for from get give had has have how i id ill im in is it its ive just like me my of off on or our please so some tell than that thats the their them then there these they this those to us want wants was we were what whats when where which who will with would you your".split(
    " ",
  ),
);

export function weightOf(word: string): number {
  return LIGHT.has(word) ? 0.25 : 1;
}
