import { isBlank } from "../shapes/is-blank.ts";
import { characterStart } from "./cut-text.ts";
import { jsonSizes } from "./json-sizes.ts";

/** An end of a sentence, with the quotes and brackets that close after it. */
const ENDS_SENTENCE = /[.!?\u2026]["')\]\u00bb\u201d\u2019]*$/;
/** In scripts without spaces a sentence ends without one, too. */
const ENDS_WIDE = /[\u3002\uff01\uff1f\uff61]/;
const CLOSES_WIDE = /[\u300d\u300f\uff09\u3011\u201d\u2019]/;
/** How many units before a space are looked at for the end of a sentence. */
const CLOSERS_MAX = 8;

/** Where a text may be cut, from the best place to the worst. */
type Seam = "paragraph" | "line" | "sentence" | "word";
const SEAMS: readonly Seam[] = ["paragraph", "line", "sentence", "word"];

/**
 * A text in pieces that take at most `max` UTF-8 bytes each inside a JSON string. It is cut at a paragraph, else at a line, else at
 * a sentence, where one ends in the second half of what fits; else at a word, else between two characters (graphemes). Only
 * a single character that is longer than a whole piece is cut, between its code points. Nothing is lost but the white space
 * at a cut; a blank text has no pieces. `max` is at least 12, what one escaped code point can take.
 */
export function splitText(text: string, max: number): string[] {
  if (isBlank(text)) return [];
  const sizes = jsonSizes(text);
  const sizeAt = (at: number) => sizes[at] ?? 0;
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let fits = start;
    while (fits < text.length && sizeAt(fits + 1) - sizeAt(start) <= max) fits++;
    const end = fits === text.length ? fits : cutBefore(text, start, fits);
    const piece = text.slice(start, end);
    // A joiner that a cut left alone belongs to the characters around it: together the pieces are the text.
    if (piece.trim() !== "") pieces.push(piece);
    start = afterSpace(text, end);
  }
  return pieces;
}

/**
 * The best place to cut within what fits, `(start, fits]`. In the first half any seam is as good as a word, and the last one
 * counts.
 */
function cutBefore(text: string, start: number, fits: number): number {
  const half = start + (fits - start) / 2;
  const last = new Map<Seam, number>();
  for (let at = fits; at > start; at--) {
    if (at < half && last.size > 0) break;
    const seam = seamAt(text, at);
    if (seam && !last.has(seam)) last.set(seam, at);
  }
  const best = SEAMS.find((seam) => last.has(seam));
  return (best && last.get(best)) ?? betweenCharacters(text, start, fits);
}

/** What ends just before `at`: white space begins here, or a sentence ended that needs none behind it. */
function seamAt(text: string, at: number): Seam | undefined {
  const before = text.charAt(at - 1);
  if (isSpace(before)) return undefined;
  if (isSpace(text.charAt(at))) {
    const gap = text.slice(at, afterSpace(text, at));
    if (/\n[^\S\n]*\n|\u2029/.test(gap)) return "paragraph";
    if (/[\n\v\f\r\u0085\u2028]/.test(gap)) return "line";
    return ENDS_SENTENCE.test(text.slice(Math.max(0, at - CLOSERS_MAX), at)) ? "sentence" : "word";
  }
  const isEnd = ENDS_WIDE.test(before) || (CLOSES_WIDE.test(before) && ENDS_WIDE.test(text.charAt(at - 2)));
  const goesOn = ENDS_WIDE.test(text.charAt(at)) || CLOSES_WIDE.test(text.charAt(at));
  return isEnd && !goesOn ? "sentence" : undefined;
}

function betweenCharacters(text: string, start: number, fits: number): number {
  const at = start + characterStart(text.slice(start, fits + 2), fits - start);
  return at > start ? at : fits;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charAt(at))) at++;
  return at;
}

function isSpace(unit: string): boolean {
  return /\s/.test(unit);
}
