import { figuresReader } from "./figures.ts";
import { fold, readTable } from "./fold.ts";
import type { SpokenLanguage } from "./language.ts";
import { politeness } from "./polite.ts";

/** Reads a number in figures or words; undefined for anything that is not a number as a whole. */
export type ReadNumber = (text: string) => number | undefined;

/** The most letters of a number in words: cutting them tries more than one way. */
const LONGEST = 120;

export function numberReader(language: SpokenLanguage): ReadNumber {
  const { numbers, counters, point, tag } = language;
  const words = new Map(readTable(numbers));
  const longest = Math.max(...[...words.keys()].map(({ length }) => length));
  const counted = counters === undefined ? undefined : new RegExp(`(?:${fold(counters)})$`, "u");
  const pointed = point === undefined ? undefined : new RegExp(`^(.+?)\\s*(?:${fold(point)})\\s*(.+)$`, "u");
  const around = politeness(language);
  const figures = figuresReader(tag);
  const beginnings = new Set([...words.keys()].map((word) => word[0]));
  const whole: ReadNumber = (text) => {
    if (!beginnings.has(text[0])) return undefined;
    const letters = text.replace(/[\s-]+/g, "");
    return letters === "" || letters.length > LONGEST ? undefined : cut(letters, words, longest, START);
  };
  const read: ReadNumber = (text) => {
    const number = figures(text) ?? whole(text);
    if (number !== undefined) return number;
    const match = pointed?.exec(text);
    const [integer, digits] = [match?.[1], match?.[2]].map((part) => (part === undefined ? undefined : whole(part)));
    if (integer === undefined || digits === undefined) return undefined;
    return Number(`${integer}.${digits}`);
  };
  return (text) => {
    const folded = fold(text)
      .trim()
      .replace(/^#|[.!?。،।]+$/g, "");
    // First as it is: in Japanese "に" is a particle and two.
    for (const one of new Set([folded, around(folded)])) {
      const number = read(one) ?? (counted?.test(one) ? read(one.replace(counted, "").trim()) : undefined);
      if (number !== undefined) return number;
    }
    return undefined;
  };
}

/** A number on its way: whole groups, the group so far, its last piece, and what may still be added below that piece. */
interface Sum {
  readonly total: number;
  readonly scale: number;
  readonly group: number;
  readonly piece: number;
  readonly free: number;
  readonly heard: boolean;
  readonly joined: "" | "+" | "&";
}

const START: Sum = {
  ...{ total: 0, scale: Number.POSITIVE_INFINITY, group: 0, piece: 0 },
  ...{ free: Number.POSITIVE_INFINITY, heard: false, joined: "" },
};

/** Cuts the letters into number words, the longest first; another way where the sum of one makes no number. */
function cut(letters: string, words: ReadonlyMap<string, string>, longest: number, sum: Sum): number | undefined {
  if (letters === "") return sum.heard && sum.joined === "" ? sum.total + sum.group : undefined;
  for (let length = Math.min(longest, letters.length); length > 0; length--) {
    const value = words.get(letters.slice(0, length));
    const next = value === undefined ? undefined : add(sum, value);
    const number = next === undefined ? undefined : cut(letters.slice(length), words, longest, next);
    if (number !== undefined) return number;
  }
  return undefined;
}

function add(sum: Sum, value: string): Sum | undefined {
  if (value === "+0" && !sum.heard) return added(sum, 0, 0);
  if (value === "+0") return sum.joined === "" ? { ...sum, joined: "+" } : undefined;
  if (value === "+" || value === "&") return sum.heard && sum.joined === "" ? { ...sum, joined: value } : undefined;
  const number = Number(value.replace(/^[*^]/, ""));
  if (value.startsWith("^")) return scaled(sum, number);
  if (value.startsWith("*")) return multiplied(sum, number);
  // "drei und zwanzig": the unit is said before its ten.
  const unitFirst = sum.joined === "&" && sum.piece > 0 && sum.piece < 10 && number >= 20 && number < 100;
  if (unitFirst && number % 10 === 0) return added(sum, number, 1);
  if (number >= sum.free || (number === 0 && sum.heard)) return undefined;
  return added(sum, number, number === 0 ? 0 : below(number));
}

function added(sum: Sum, number: number, free: number): Sum {
  return { ...sum, group: sum.group + number, piece: number, free, heard: true, joined: "" };
}

/** "Soixante-dix", "quatre-vingt-onze": sixty and eighty take up to nineteen where the language has words for that alone. */
function below(number: number): number {
  let free = 1;
  while (number % (free * 10) === 0) free *= 10;
  return number === 60 || number === 80 ? 20 : free;
}

function multiplied(sum: Sum, by: number): Sum | undefined {
  const counts = sum.piece > 0 && sum.piece < 20 && sum.free === 1 && (by !== 10 || sum.piece < 10);
  const before = sum.group - sum.piece;
  if (counts && (before === 0 || by < below(before))) {
    return { ...sum, group: before + sum.piece * by, piece: 0, free: by, heard: true, joined: "" };
  }
  return by < sum.free && !counts ? { ...added(sum, by, by), piece: 0 } : undefined;
}

function scaled(sum: Sum, by: number): Sum | undefined {
  if (by >= sum.scale) return undefined;
  const total = sum.total + (sum.group || 1) * by;
  return { total, scale: by, group: 0, piece: 0, free: by, heard: true, joined: "" };
}
