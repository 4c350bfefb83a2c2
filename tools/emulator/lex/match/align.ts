import { kinship } from "../words/kinship.ts";
import type { PatternPart } from "./pattern.ts";

/** A word of the text with its weight. */
export interface Heard {
  readonly word: string;
  readonly weight: number;
}

/** How many words from `from` on can fill a slot of this type, longest first, with what that counts (1, or less for loose types). */
export type Spans = (typeName: string, from: number) => readonly { readonly length: number; readonly gain: number }[];

/** `matched`, `spare` (words of the text that the pattern lacks) and `missing` (the reverse) are sums of weights. */
export interface Alignment {
  readonly matched: number;
  readonly spare: number;
  readonly missing: number;
  readonly slots: readonly { readonly name: string; readonly from: number; readonly length: number }[];
  /** Which words of the text the pattern does not account for. */
  readonly unused: readonly number[];
}

/** What the two kinds of difference cost: people say more than a sample utterance more often than less. */
export const SPARE_COST = 0.3;
export const MISSING_COST = 0.7;

const SKIP_WORD = 0;
const SKIP_PART = -1;
const MATCH = -2;

/**
 * The best alignment of a text with a pattern that keeps the order of both: words against like words, slots against runs of
 * words that their type accepts. A table from the end backwards, then one walk along the best way.
 */
export function alignPattern(text: readonly Heard[], parts: readonly PatternPart[], spans: Spans): Alignment {
  const width = parts.length + 1;
  const best = new Float64Array((text.length + 1) * width);
  /** SKIP_WORD, SKIP_PART, MATCH, or the length of the run that fills the slot. */
  const move = new Int8Array((text.length + 1) * width);
  for (let i = text.length; i >= 0; i--) {
    for (let j = parts.length; j >= 0; j--) {
      const word = text[i];
      const part = parts[j];
      if (word === undefined && part === undefined) continue;
      let top = Number.NEGATIVE_INFINITY;
      let choice = SKIP_PART;
      if (part !== undefined) top = (best[i * width + j + 1] ?? 0) - MISSING_COST * partWeight(part);
      if (word !== undefined) {
        const skip = (best[(i + 1) * width + j] ?? 0) - SPARE_COST * word.weight;
        if (skip > top) [top, choice] = [skip, SKIP_WORD];
      }
      if (word !== undefined && part?.kind === "word") {
        const alike = kinship(word.word, part.word);
        const value = (best[(i + 1) * width + j + 1] ?? 0) + alike * part.weight;
        if (alike > 0 && value >= top) [top, choice] = [value, MATCH];
      }
      if (word !== undefined && part?.kind === "slot") {
        for (const { length, gain } of spans(part.typeName, i)) {
          const value = (best[(i + length) * width + j + 1] ?? 0) + gain;
          if (value > top) [top, choice] = [value, length];
        }
      }
      best[i * width + j] = top;
      move[i * width + j] = choice;
    }
  }
  return walk(text, parts, move, spans);
}

function walk(text: readonly Heard[], parts: readonly PatternPart[], move: Int8Array, spans: Spans): Alignment {
  const slots: { name: string; from: number; length: number }[] = [];
  const unused: number[] = [];
  let [matched, spare, missing, i, j] = [0, 0, 0, 0, 0];
  while (i < text.length || j < parts.length) {
    const choice = move[i * (parts.length + 1) + j] ?? SKIP_WORD;
    const word = text[i];
    const part = parts[j];
    if (choice === SKIP_PART && part !== undefined) {
      missing += partWeight(part);
      j++;
    } else if (choice === MATCH && word !== undefined && part?.kind === "word") {
      const alike = kinship(word.word, part.word) * part.weight;
      matched += alike;
      missing += part.weight - alike;
      i++;
      j++;
    } else if (choice > 0 && part?.kind === "slot") {
      const gain = spans(part.typeName, i).find(({ length }) => length === choice)?.gain ?? 0;
      matched += gain;
      missing += 1 - gain;
      slots.push({ name: part.name, from: i, length: choice });
      i += choice;
      j++;
    } else {
      spare += word?.weight ?? 0;
      unused.push(i);
      i++;
    }
  }
  return { matched, spare, missing, slots, unused };
}

function partWeight(part: PatternPart): number {
  return part.kind === "word" ? part.weight : 1;
}
