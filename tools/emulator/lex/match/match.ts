import type { IntentModel, LocaleModel } from "../model/model.ts";
import type { FilledSlot } from "../slots/filled.ts";
import type { Recognisers } from "../slots/recogniser.ts";
import { kinship } from "../words/kinship.ts";
import { tokensOf } from "../words/tokens.ts";
import { weightOf } from "../words/word-weight.ts";
import { type Alignment, alignPattern, type Heard, MISSING_COST, SPARE_COST, type Spans } from "./align.ts";
import { readingOf, slotsOf } from "./match-slots.ts";
import { indexPatterns, type PatternIndex } from "./pattern.ts";

/** How well a text fits an intent (0 to 1), and the slots that it fills. */
export interface Match {
  readonly intent: IntentModel;
  readonly score: number;
  readonly slots: Readonly<Record<string, FilledSlot>>;
}

/** The best five intents for a text, best first, of those that can be recognised now. */
export type Matcher = (text: string, now: number, eligible?: (intent: IntentModel) => boolean) => readonly Match[];

/** Longer texts are told apart by their beginning. */
const MAX_WORDS = 64;

/** API_runtime_RecognizeText: up to five interpretations. */
export const MAX_INTERPRETATIONS = 5;

/**
 * Tells a locale's intents apart by the best sample utterance of each.
 *
 * The scores are ours, not Lex's, and are the same for the same bot and text: the weight that text and utterance share,
 * against that plus 0.3 of what only the text has and 0.7 of what only the utterance has. A text that is a sample utterance
 * scores 1. Words compare without case and with one slip from four letters on; small words of English weigh a quarter; a
 * slot in an utterance accepts what its type recognises. Lex learns instead, so near misses come out otherwise there.
 */
export function createMatcher(locale: LocaleModel, recognisers: Recognisers): Matcher {
  const all = indexPatterns(locale);
  const index = { ...all, byType: speaking(all, recognisers) };
  const vocabulary = [...index.byWord.keys()];
  return (text, now, eligible = () => true) => {
    const tokens = tokensOf(text).slice(0, MAX_WORDS);
    const words = tokens.map(({ word }) => ({ word, weight: weightOf(word) }));
    const reading = readingOf(text, tokens, recognisers, now);
    const best = new Map<IntentModel, { score: number; alignment: Alignment }>();
    for (const candidate of candidates(index, vocabulary, words, reading.spans)) {
      const pattern = index.patterns[candidate];
      if (pattern === undefined || !eligible(pattern.intent)) continue;
      const alignment = alignPattern(words, pattern.parts, reading.spans);
      const score = scoreOf(alignment);
      if (score > (best.get(pattern.intent)?.score ?? 0)) best.set(pattern.intent, { score, alignment });
    }
    return [...best]
      .map(([intent, found]) => ({ intent, ...found, score: Math.round(found.score * 100) / 100 }))
      .sort((a, b) => b.score - a.score || (a.intent.name < b.intent.name ? -1 : 1))
      .slice(0, MAX_INTERPRETATIONS)
      .map(({ intent, score, alignment }) => ({ intent, score, slots: slotsOf(reading, intent, alignment) }));
  };
}

/** A loose type accepts nearly anything, so alone it speaks only for utterances without a word: `{Name}`, not `{Name} speaking`. */
function speaking({ byType, patterns }: PatternIndex, recognisers: Recognisers): PatternIndex["byType"] {
  const wordless = (index: number): boolean => patterns[index]?.parts.every(({ kind }) => kind === "slot") ?? false;
  return new Map(
    [...byType].map(([name, indexes]) => [name, recognisers(name).loose ? indexes.filter(wordless) : indexes]),
  );
}

/** The utterances worth aligning: those that share a word with the text, or hold a slot that it can fill. */
function candidates(
  index: PatternIndex,
  vocabulary: readonly string[],
  words: readonly Heard[],
  spans: Spans,
): Set<number> {
  const found = new Set<number>();
  const add = (indexes: readonly number[] | undefined): void => {
    for (const one of indexes ?? []) found.add(one);
  };
  for (const { word } of words) {
    add(index.byWord.get(word));
    if (!index.byWord.has(word))
      for (const known of vocabulary) if (kinship(word, known) > 0) add(index.byWord.get(known));
  }
  for (const [typeName, indexes] of index.byType) {
    if (words.some((_, from) => spans(typeName, from).length > 0)) add(indexes);
  }
  return found;
}

function scoreOf({ matched, spare, missing }: Alignment): number {
  const total = matched + SPARE_COST * spare + MISSING_COST * missing;
  return total === 0 ? 0 : matched / total;
}
