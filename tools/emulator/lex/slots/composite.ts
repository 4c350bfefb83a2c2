import type { Askable, CompositeModel } from "../model/model.ts";
import { type Token, tokensOf } from "../words/tokens.ts";
import { weightOf } from "../words/word-weight.ts";
import { answerIn, slotValue } from "./answer.ts";
import { type FilledSlot, nextPart, type Slots, textOf } from "./filled.ts";
import { exactly, type Recogniser, type Recognisers } from "./recogniser.ts";

/**
 * The parts of a composite slot in one answer, or undefined for none. Parts that can be told by their form are looked for
 * first; what is left over goes to the names and places among them, in their order: how Lex parts them is unverified.
 */
export function fillComposite(
  text: string,
  composite: CompositeModel,
  recognisers: Recognisers,
  now: number,
): FilledSlot | undefined {
  const { slots, left } = partsIn(text, composite, recognisers, now);
  const loose = composite.parts.filter((part) => slots[part.name] === null && recognisers(part.typeName).loose);
  const segments = segmentsOf(text, left);
  for (const [index, part] of loose.entries()) {
    const words = wordsFor(text, segments, loose.length - index);
    const meaning = recognisers(part.typeName).recognise(words, { now, part: false });
    if (words !== "" && meaning !== undefined) slots[part.name] = { value: slotValue(words, meaning) };
  }
  if (Object.values(slots).every((part) => part === null)) return undefined;
  return compositeOf(composite, slots, text);
}

/**
 * The answer to the prompt of one part, put beside the parts that are known. What is no value of it may be one of another part that
 * can be told by its form: where one of two is enough, people answer with the other.
 */
export function fillPart(
  text: string,
  composite: CompositeModel,
  asked: Askable,
  known: FilledSlot | null | undefined,
  recognisers: Recognisers,
  now: number,
): FilledSlot | undefined {
  const none = Object.fromEntries(composite.parts.map(({ name }) => [name, null]));
  const before: Slots = { ...none, ...known?.subSlots };
  const value = answerIn(text, recognisers(asked.typeName), asked.utterances, now);
  const found: Slots =
    value === undefined ? partsIn(text, composite, recognisers, now).slots : { [asked.name]: { value } };
  const fresh = Object.entries(found).filter(
    ([name, part]) => part !== null && (name === asked.name || before[name] === null),
  );
  if (fresh.length === 0) return undefined;
  return compositeOf(composite, { ...before, ...Object.fromEntries(fresh) }, "");
}

/** With its parts; the value of the whole is there once the expression of the slot holds. */
export function compositeOf(composite: CompositeModel, subSlots: Slots, words: string): FilledSlot {
  const slot: FilledSlot = { shape: "Composite", subSlots };
  if (nextPart(composite, slot) !== undefined) return slot;
  const filled = Object.values(subSlots).flatMap((part) => part?.value ?? []);
  const original = words.trim() || filled.map(({ originalValue }) => originalValue).join(" ");
  return { ...slot, value: slotValue(original, exactly(textOf(slot) ?? original)) };
}

/** A composite slot inside an utterance: a run of words in which every word belongs to a part. */
export function compositeRecogniser(composite: CompositeModel, recognisers: Recognisers): Recogniser {
  return {
    loose: composite.parts.some(({ typeName }) => recognisers(typeName).loose),
    words: 10,
    recognise: (text, { now }) => {
      const { slots, left } = partsIn(text, composite, recognisers, now);
      const free = composite.parts.some((part) => slots[part.name] === null && recognisers(part.typeName).loose);
      return free || left.every((token) => token === undefined || weightOf(token.word) < 1)
        ? exactly(text.trim())
        : undefined;
    },
  };
}

function partsIn(text: string, { parts }: CompositeModel, recognisers: Recognisers, now: number) {
  const left: (Token | undefined)[] = tokensOf(text);
  const slots: Slots = Object.fromEntries(parts.map(({ name }) => [name, null]));
  for (const part of parts) {
    const found = recognisers(part.typeName).loose ? undefined : longest(text, left, part, recognisers, now);
    if (found === undefined) continue;
    slots[part.name] = found.slot;
    left.fill(undefined, found.from, found.from + found.length);
  }
  return { slots, left };
}

function longest(
  text: string,
  tokens: readonly (Token | undefined)[],
  { typeName }: Askable,
  recognisers: Recognisers,
  now: number,
): { slot: FilledSlot; from: number; length: number } | undefined {
  const { words, recognise } = recognisers(typeName);
  for (let length = Math.min(words, tokens.length); length > 0; length--) {
    for (let from = 0; from + length <= tokens.length; from++) {
      const run = tokens.slice(from, from + length);
      if (run.includes(undefined)) continue;
      const piece = text.slice(run[0]?.start, run.at(-1)?.end);
      const meaning = recognise(piece, { now, part: length < tokens.length });
      if (meaning !== undefined) return { slot: { value: slotValue(piece, meaning) }, from, length };
    }
  }
  return undefined;
}

/** The words that no part has taken, in runs between those that were taken, between commas, and without small words. */
function segmentsOf(text: string, tokens: readonly (Token | undefined)[]): Token[][] {
  const segments: Token[][] = [[]];
  for (const token of tokens) {
    const last = segments.at(-1);
    const before = last?.at(-1);
    const apart = token === undefined || (before !== undefined && /[,;]/.test(text.slice(before.end, token.start)));
    if (apart && before !== undefined) segments.push([]);
    if (token !== undefined && weightOf(token.word) === 1) segments.at(-1)?.push(token);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** What the next of so many parts gets: a segment of its own, else one word of the last segment, the last part all of it. */
function wordsFor(text: string, segments: Token[][], parts: number): string {
  const segment = segments[0] ?? [];
  const count = segments.length >= parts || parts === 1 ? segment.length : 1;
  const words = segment.splice(0, count);
  if (segment.length === 0) segments.shift();
  // Nothing is left for this part: no word fills two.
  return text.slice(words[0]?.start ?? text.length, words.at(-1)?.end);
}
