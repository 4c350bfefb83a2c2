import type { Askable, IntentModel, LocaleModel } from "../model/model.ts";
import { standardUtterances } from "../model/standard-intents.ts";
import { tokensOf } from "../words/tokens.ts";
import { weightOf } from "../words/word-weight.ts";

/** A sample utterance, cut into words and slots. */
export interface Pattern {
  readonly intent: IntentModel;
  readonly parts: readonly PatternPart[];
}

/** A word with its weight, or a slot (`Slot`, or `Slot.Part` of a composite one) with the name of its type. */
export type PatternPart =
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
  const words = new Map<string, PatternPart>();
  const patterns = locale.intents
    .filter(({ elsewhere }) => elsewhere !== true)
    .flatMap((intent) =>
      [...intent.utterances, ...standardUtterances(intent.parent)].map((utterance) =>
        patternOf(intent, utterance, words),
      ),
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

/** Utterances share their words, which are most of what a bot takes in memory. */
function wordPart(word: string, words: Map<string, PatternPart>): PatternPart {
  const known = words.get(word);
  if (known !== undefined) return known;
  const part: PatternPart = { kind: "word", word, weight: weightOf(word) };
  words.set(word, part);
  return part;
}

function patternOf(intent: IntentModel, utterance: string, words: Map<string, PatternPart>): Pattern {
  const parts = utterance.split(/(\{[^}]*\})/).flatMap((piece): PatternPart[] => {
    if (!piece.startsWith("{")) return tokensOf(piece).map(({ word }) => wordPart(word, words));
    const name = piece.slice(1, -1).trim();
    const asked = askableNamed(intent, name);
    return asked === undefined ? [] : [{ kind: "slot", name, typeName: asked.typeName }];
  });
  return { intent, parts };
}

/** A slot of the intent, or a part of a composite one by `Slot.Part`. */
export function askableNamed({ slots }: IntentModel, name: string): Askable | undefined {
  const slot = slots.find((candidate) => candidate.name === name);
  if (slot !== undefined) return slot;
  const [whole, part] = name.split(".");
  return slots.find((candidate) => candidate.name === whole)?.composite?.parts.find((one) => one.name === part);
}
