/** A text made comparable. */
export interface FoldedText {
  readonly folded: string;
  /**
   * For each unit of `folded`, where in the text the character begins that it begins, or -1 inside a character. One more at the
   * end: the text's length.
   */
  readonly starts: readonly number[];
}

/**
 * A text in the form in which two spellings of one name are equal: decomposed (NFD), without case, full-width characters as plain ones,
 * each run of white space as one space, and each line end as `\n`. It is folded character by character, a base with its marks, so
 * that every place in it can be found again in the text.
 */
export function foldText(text: string): FoldedText {
  const starts: number[] = [];
  const pieces: string[] = [];
  for (const { 0: character, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = foldCharacter(character);
    if (piece === " " && pieces.at(-1) === " ") continue;
    for (let unit = 0; unit < piece.length; unit++) starts.push(unit === 0 ? index : -1);
    pieces.push(piece);
  }
  starts.push(text.length);
  return { folded: pieces.join(""), starts };
}

/**
 * To upper case first: only so ß meets SS, and a final sigma its others. İ is i with a dot above it, in any language: the dot goes, so that
 * `İZMİR` and `izmir` are one name.
 */
function foldCharacter(character: string): string {
  if (/^[\n\v\f\r\u0085\u2028\u2029]$/.test(character)) return "\n";
  if (/^\s$/.test(character)) return " ";
  return character
    .replace(/[\uff01-\uff5e]/, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace("\ufe6b", "@")
    .normalize("NFD")
    .toUpperCase()
    .toLowerCase()
    .replace("i\u0307", "i");
}
