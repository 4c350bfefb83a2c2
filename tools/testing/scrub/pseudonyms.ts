import { createHmac } from "node:crypto";
import { utf8Length } from "../../../mappers/shapes/utf8.ts";

/** Letters and digits, in order, without what stands between them, all lower case: what two spellings of one value share. */
export function canonical(value: string): string {
  return [...value].filter(isWordCharacter).map(lowerOf).join("");
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

export function isWordCharacter(character: string): boolean {
  return WORD.test(character);
}

/** Lower case where that is one character of as many bytes; "İ" and "Ɫ" have none that is. */
function lowerOf(character: string): string {
  const lower = character.toLowerCase();
  return utf8Length(lower) === utf8Length(character) && lower.length === character.length ? lower : character;
}

/** Numbers drawn from a secret and a value: the same for the same two, and of no use to find either. */
export type Draw = (below: number) => number;

/** What another value is made of: as many letters and digits as the canonical form, drawn as the kind of value wants them. */
export type Make = (canonical: string, draw: Draw) => string;

/**
 * Pseudonyms of one run: the same value always becomes the same one, two values never become one, and none is a word of what
 * is scrubbed. Values that differ in case, spaces or hyphens alone are the same value.
 */
export class Pseudonyms {
  private readonly salt: string;
  private readonly byValue = new Map<string, string>();
  private readonly taken = new Set<string>();
  /** What was there before: a pseudonym that is a word of it would look like a survivor. */
  private readonly originals = new Set<string>();

  constructor(salt: string) {
    this.salt = salt;
  }

  /** Says which words there are before any is replaced. */
  meet(words: Iterable<string>): void {
    for (const word of words) {
      const value = canonical(word);
      if (!this.taken.has(value)) this.originals.add(value);
    }
  }

  /** Whether a value is a pseudonym of this run already, and so stays as it is. */
  isOwn(value: string): boolean {
    const known = canonical(value);
    return this.taken.has(known) && !this.originals.has(known);
  }

  /** Takes values for pseudonyms, unless they were there before: what came out, or what an earlier run left, is to stay. */
  own(words: Iterable<string>): void {
    for (const word of words) {
      const value = canonical(word);
      if (!this.originals.has(value)) this.taken.add(value);
    }
  }

  /** The canonical form of a value's pseudonym. */
  of(value: string, make: Make): string {
    const key = canonical(value);
    const known = this.byValue.get(key);
    if (known !== undefined) return known;
    const pseudonym = this.find(key, make);
    this.byValue.set(key, pseudonym);
    this.taken.add(pseudonym);
    return pseudonym;
  }

  private find(key: string, make: Make): string {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = make(key, drawFrom(this.salt, `${attempt}:${key}`));
      if (found !== key && !this.taken.has(found) && !this.originals.has(found)) return found;
    }
    // Of very short words there are few, and a payload may hold them all: then two may share one, and none keeps its own.
    const last = make(key, drawFrom(this.salt, `last:${key}`));
    return last === key ? rotated(last) : last;
  }
}

const ATTEMPTS = 200;

function rotated(text: string): string {
  return [...text]
    .map((one) => (/[a-y0-8]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 1) : one === "z" ? "a" : "0"))
    .join("");
}

function drawFrom(salt: string, value: string): Draw {
  let block = Buffer.alloc(0);
  let count = 0;
  let at = 0;
  return (below) => {
    if (at + 4 > block.length) {
      block = createHmac("sha256", salt).update(`${count++}:${value}`).digest();
      at = 0;
    }
    const number = block.readUInt32BE(at);
    at += 4;
    return number % below;
  };
}

const TWO_BYTES = "àáâãäåæçèéêëìíîïñòóôõöøùúûüý";
const THREE_BYTES_FROM = 0x4e00;
const THREE_BYTES = 20_000;
const FOUR_BYTES_FROM = 0x20000;
const FOUR_BYTES = 40_000;

/** A digit for a digit, a letter for a letter, each of as many UTF-8 bytes: what fits into a limit still does. */
export const alike: Make = (value, draw) => [...value].map((one) => characterLike(one, draw, LETTERS)).join("");

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The same, where letters are hexadecimal digits. */
export const alikeInHex: Make = (value, draw) => [...value].map((one) => characterLike(one, draw, "abcdef")).join("");

function characterLike(character: string, draw: Draw, letters: string): string {
  if (/[0-9]/.test(character)) return String(draw(10));
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return letters[draw(letters.length)] ?? "";
  if (code < 0x800) return TWO_BYTES[draw(TWO_BYTES.length)] ?? "";
  return code < 0x10000
    ? String.fromCodePoint(THREE_BYTES_FROM + draw(THREE_BYTES))
    : String.fromCodePoint(FOUR_BYTES_FROM + draw(FOUR_BYTES));
}

/** Writes a canonical form the way a value is written: with its case, and with what stands between its letters and digits. */
export function written(like: string, form: string): string {
  const characters = [...form];
  let at = 0;
  return [...like]
    .map((character) => {
      if (!isWordCharacter(character)) return character;
      const next = characters[at++] ?? "";
      const upper = next.toUpperCase();
      return lowerOf(character) !== character && upper.length === next.length ? upper : next;
    })
    .join("");
}
