/** A text as it is searched, and where each of its characters stands in the text itself. */
interface Shadow {
  readonly text: string;
  readonly at: readonly number[];
}

/** What was found, as it stands in the text itself. */
export interface FoundText {
  readonly at: number;
  readonly text: string;
  /** The same as it was searched. */
  readonly seen: string;
}

/** All places of a text whose shadow matches. `fold` gives what a character is searched as, and nothing for one that is passed over. */
export function findInShadow(text: string, pattern: RegExp, fold: (character: string) => string): FoundText[] {
  const { text: shadow, at } = shadowOf(text, fold);
  return [...shadow.matchAll(pattern)].flatMap((match) => {
    if (match[0] === "") return [];
    const start = at[match.index] ?? 0;
    // What was passed over behind the match, as an accent, goes with it.
    const next = at
      .slice(match.index + match[0].length)
      .find((place) => place > (at[match.index + match[0].length - 1] ?? 0));
    return [{ at: start, text: text.slice(start, next ?? text.length), seen: match[0] }];
  });
}

function shadowOf(text: string, fold: (character: string) => string): Shadow {
  let shadow = "";
  const at: number[] = [];
  let place = 0;
  for (const character of text) {
    const seen = fold(character);
    shadow += seen;
    for (let unit = 0; unit < seen.length; unit++) at.push(place);
    place += character.length;
  }
  return { text: shadow, at };
}

/**
 * A character in the plain form that patterns are written in: any decimal digit as 0 to 9, any space as a space, any dash as a hyphen,
 * full-width letters and signs as theirs of ASCII. What can't be seen (soft hyphens, joiners) is passed over.
 */
export function toPlainForm(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (/\p{Nd}/u.test(character)) return String(digitOf(code));
  if (/\p{Zs}/u.test(character)) return " ";
  if (/[\p{Pd}\u2212]/u.test(character)) return "-";
  return /\p{Cf}/u.test(character) ? "" : character;
}

/** Unicode has its decimal digits in runs of ten, each from zero (Unicode Standard, 4.6 Numeric Value). */
function digitOf(code: number): number {
  let first = code;
  while (code - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  // Runs may touch: those of the mathematical digits do, from U+1D7CE on.
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : code - first;
}

/** Letters without case and accents: what "José", "JOSÉ" and "Jose" share. */
export function toBareLetters(character: string): string {
  const bare = character
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Cf}]/gu, "");
  return [...bare].map((one) => LETTERS[one] ?? one).join("");
}

/** Letters that are written with another where a keyboard lacks them, and have no decomposition. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ı: "i",
  þ: "th",
};
