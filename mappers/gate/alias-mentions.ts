import { codeRanges, type TextRange } from "../text/code-ranges.ts";
import { foldText } from "../text/fold-text.ts";

/** A name that mentions a bot, and which one. */
export interface Alias {
  readonly bot: number;
  readonly name: string;
}

/** Where a text mentions a bot by name, the `@` included. */
export interface AliasMention extends TextRange, Alias {}

/** Characters of a name: next to one of these, an alias is part of something longer. */
const IN_NAME = /[\p{L}\p{M}\p{N}_\u200c\u200d]/u;
/** Scripts that put no space between words, or attach what follows a foreign name to it. */
const ATTACHES = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
/** What joins two parts of a longer name, as in `@bank-team`, `@bank.com`, `@bank/x`. */
const JOINS = /[-./\\\u00b7\u30fb\u2010\u2011\uff0d\uff0e\uff0f\uff3c]/;
const MARK = /\p{M}/u;
const AT = /[@\ufe6b\uff20]/;
/** A link with its scheme, or one that begins with www. The scheme's length is bounded, so that no text takes long. */
const LINK = /\b(?:[a-z][a-z0-9+.-]{1,30}:\/\/|www\.)\S*/gi;

/**
 * Where a text mentions one of these names as `@name`, in its order. Not in code, links, e-mail addresses or longer names. Case and Unicode
 * form don't matter, nor which white space stands in a name of several words; of two names the longer counts. Takes time linear
 * in the text, whatever is in it.
 */
export function findAliases(text: string, aliases: readonly Alias[]): AliasMention[] {
  const names = aliases.map(foldAlias).filter(({ folded }) => folded !== "");
  if (names.length === 0 || !AT.test(text)) return [];
  names.sort((one, other) => other.folded.length - one.folded.length);
  const { folded, starts } = foldText(text);
  const isHidden = hiddenIn([...codeRanges(text), ...linkRanges(text)]);
  const found: AliasMention[] = [];
  for (let at = folded.indexOf("@"); at >= 0; at = folded.indexOf("@", at + 1)) {
    const start = starts[at] ?? -1;
    if (start < 0 || isHidden(start) || !canBegin(text, start)) continue;
    for (const { bot, name, folded: wanted, last } of names) {
      const end = starts[at + 1 + wanted.length] ?? -1;
      if (end < 0 || !folded.startsWith(wanted, at + 1) || !canEnd(text, end, last)) continue;
      found.push({ start, end, bot, name });
      break;
    }
  }
  return found;
}

function foldAlias({ bot, name }: Alias): Alias & { folded: string; last: string } {
  const written = name.trim().replace(/^[@\ufe6b\uff20]/, "");
  return { bot, name: written, folded: foldText(written).folded, last: characterBefore(written, written.length) };
}

function linkRanges(text: string): TextRange[] {
  return [...text.matchAll(LINK)].map(({ 0: link, index }) => ({ start: index, end: index + link.length }));
}

/** Call it with growing positions only. */
function hiddenIn(ranges: TextRange[]): (place: number) => boolean {
  ranges.sort((one, other) => one.start - other.start);
  let next = 0;
  let hiddenUntil = 0;
  return (place) => {
    for (; (ranges[next]?.start ?? Number.POSITIVE_INFINITY) <= place; next++) {
      hiddenUntil = Math.max(hiddenUntil, ranges[next]?.end ?? 0);
    }
    return place < hiddenUntil;
  };
}

/** An `@` after a name is one of an e-mail address, after a slash one of a path. */
function canBegin(text: string, start: number): boolean {
  let at = start;
  let before = characterBefore(text, at);
  if (/[\ufe0e\ufe0f]/.test(before)) return true;
  if (/[@\ufe6b\uff20/\\=]/.test(before)) return false;
  while (/[-+%]/.test(before)) before = characterBefore(text, --at);
  // A mark belongs to the letter before it, whatever scripts share it: `Ã` is the same in one character and in two.
  const isMarked = MARK.test(before);
  while (MARK.test(before)) {
    at -= before.length;
    before = characterBefore(text, at);
  }
  return !(isMarked || IN_NAME.test(before)) || ATTACHES.test(before);
}

function canEnd(text: string, end: number, last: string): boolean {
  const after = characterAt(text, end);
  if (AT.test(after)) return false;
  if (JOINS.test(after)) return !IN_NAME.test(characterAt(text, end + 1));
  return !IN_NAME.test(after) || (!MARK.test(after) && ATTACHES.test(after) && !ATTACHES.test(last));
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at);
  return /[\ud800-\udbff][\udc00-\udfff]/.test(pair) ? pair : pair.slice(-1);
}
