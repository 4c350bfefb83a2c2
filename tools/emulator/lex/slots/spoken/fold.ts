// biome-ignore lint/suspicious/noControlCharactersInRegex: the first 128 characters, whatever they are
const isAscii = /^[\x00-\x7f]*$/;

/** The first digit of scripts that have their own and are used in answers: Arabic, Persian, Devanagari. */
const ZEROS = [0x0660, 0x06f0, 0x0966];

/**
 * A text for comparing: lower case, full-width letters as plain ones, digits as 0 to 9, without the accents of Latin letters and
 * without spellings that people mix (Arabic alif and ta marbuta, Devanagari chandrabindu and nukta).
 */
export function fold(text: string): string {
  // Most texts need none of it, and it is asked for every run of words of every text.
  if (isAscii.test(text)) return text.toLowerCase().replaceAll("`", "'");
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u064b-\u0652\u0640\u093c]/g, "")
    .normalize("NFC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, toDigit)
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replace(/[أإآٱ]/g, "ا")
    .replaceAll("ى", "ي")
    .replaceAll("ة", "ه")
    .replaceAll("\u0901", "\u0902")
    .replace(/['’‘`]/g, "'");
}

function toDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code <= first + 9) ?? code;
  return String(code - zero);
}

/** `a|b=1 c=2` as pairs of a folded word and its value. */
export function readTable(table: string): [word: string, value: string][] {
  return table
    .split(/\s+/)
    .filter((entry) => entry !== "")
    .flatMap((entry) => {
      const at = entry.lastIndexOf("=");
      const value = entry.slice(at + 1);
      return entry
        .slice(0, at)
        .split("|")
        .map((word): [string, string] => [fold(word), value]);
    });
}
