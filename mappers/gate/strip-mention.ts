import { isBlank } from "../shapes/is-blank.ts";
import type { TextRange } from "../text/code-ranges.ts";
import { type AliasMention, findAliases } from "./alias-mentions.ts";

/** Marks that belong to what precedes them, and would be left hanging without it. Each is asked of a single unit, or of none. */
const PAUSE = /[,;:\u3001\uff0c\uff1a\uff1b]/;
const ENDS = /[.!?\u2026\u3002\uff01\uff1f]/;
const OPENS = /[([{<\u00ab\u201c\u2018\u00bf\u00a1\uff08]/;
const CLOSES = /[)\]}>\u00bb\u201d\u2019\uff09]/;
const PAIRS = ["()", "[]", "{}", "<>", '""', "''", "**", "~~", "\u201c\u201d", "\u2018\u2019", "\u00ab\u00bb", "（）"];

/**
 * A text without its first mention by one of these names, so that the rest still reads: "Hello @Bank, how are you?" becomes
 * "Hello, how are you?". Line breaks stay, and so does the whole text where nothing but marks would remain, or where
 * an ending hangs on the name ("@bank's hours"). Mentions in code are no mentions.
 */
export function stripMention(text: string, aliases: readonly string[]): string {
  const [first] = findAliases(
    text,
    aliases.map((name) => ({ bot: 0, name })),
  );
  return first ? cutMention(text, first) : text;
}

/** A text without this mention. */
export function cutMention(text: string, mention: AliasMention): string {
  if (/^['\u2019]\p{L}/u.test(text.slice(mention.end, mention.end + 3))) return text;
  const { start, end } = withSpace(text, withPairs(text, mention));
  const rest = text.slice(0, start) + text.slice(end);
  return isBlank(rest.replace(/[\p{P}\p{C}]/gu, "")) ? text : rest;
}

/** Brackets, quotes and asterisks around nothing but the mention go with it. */
function withPairs(text: string, { start, end }: TextRange): TextRange {
  let [from, to] = [start, end];
  while (PAIRS.includes(text.charAt(from - 1) + text.charAt(to))) {
    from--;
    to++;
  }
  return { start: from, end: to };
}

/** How much of the white space and of the marks beside a mention goes with it: one space stays between words, and one mark. */
function withSpace(text: string, { start, end }: TextRange): TextRange {
  const [left, right] = [spaceBefore(text, start), spaceAfter(text, end)];
  const [before, after] = [text.charAt(left - 1), text.charAt(right)];
  const beforePause = PAUSE.test(before) ? spaceBefore(text, left - 1) : left;
  const isFirst = before === "" || isLineEnd(before);
  if (after === "" || isLineEnd(after)) return { start: beforePause, end: right };
  if (isFirst) return { start: left, end: afterDash(text, spaceAfter(text, afterMarks(text, end))) };
  if (OPENS.test(before) || (left === start && /["'*~]/.test(before))) {
    return { start: left, end: PAUSE.test(after) ? spaceAfter(text, right + 1) : right };
  }
  if (right > end) return { start: left, end };
  if (PAUSE.test(after)) return { start: left, end: PAUSE.test(before) || ENDS.test(before) ? end + 1 : end };
  if (ENDS.test(after) && ENDS.test(before)) return { start: left, end: afterMarks(text, end) };
  return ENDS.test(after) || CLOSES.test(after) ? { start: beforePause, end } : { start, end };
}

/** "@bank, …", "@bank: …" and "@bank! …" lose the mark too. */
function afterMarks(text: string, from: number): number {
  let at = from;
  while (PAUSE.test(text.charAt(at)) || ENDS.test(text.charAt(at)) || /[–—]/.test(text.charAt(at))) at++;
  return at;
}

function afterDash(text: string, from: number): number {
  return /[-–—]/.test(text.charAt(from)) && isSpace(text.charAt(from + 1)) ? spaceAfter(text, from + 1) : from;
}

function isLineEnd(unit: string): boolean {
  return /[\n\v\f\r\u0085\u2028\u2029]/.test(unit);
}

function isSpace(unit: string): boolean {
  return /\s/.test(unit) && !isLineEnd(unit);
}

function spaceBefore(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charAt(at - 1))) at--;
  return at;
}

function spaceAfter(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charAt(at))) at++;
  return at;
}
