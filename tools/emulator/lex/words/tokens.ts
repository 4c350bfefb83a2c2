/**
 * One word of a text: `word` for comparing (lower case, without accents of width, apostrophes and outer punctuation),
 * `start` and `end` in the text as it came.
 */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Scripts written without spaces give one token a character. */
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s;!?()"“”¿¡。、？！\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECE)) {
    for (const [piece, offset] of commaPieces(match[0])) {
      const word = normalise(piece);
      const start = match.index + offset;
      if (word !== "") tokens.push({ word, start, end: start + piece.length });
    }
  }
  return tokens;
}

/** `hello,world` are two words, `1,000` is one. */
function commaPieces(piece: string): [string, number][] {
  const pieces: [string, number][] = [];
  let from = 0;
  for (const match of piece.matchAll(/(?<!\d),|,(?!\d)/g)) {
    pieces.push([piece.slice(from, match.index), from]);
    from = match.index + 1;
  }
  pieces.push([piece.slice(from), from]);
  return pieces;
}

export function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’‘`]/g, "")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** A text as its words with one space between, for looking whole phrases up. */
export function phraseOf(text: string): string {
  return tokensOf(text)
    .map(({ word }) => word)
    .join(" ");
}

/** How alike two words are: 1 the same, 0.9 one slip apart (from four letters on), else 0. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 4 || b.length < 4 || Math.abs(a.length - b.length) > 1) return 0;
  if (/^\d/.test(a) || /^\d/.test(b)) return 0;
  return oneSlipApart(a, b) ? 0.9 : 0;
}

/** One letter more, less or other, or two neighbours swapped. */
function oneSlipApart(a: string, b: string): boolean {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  const restA = a.slice(i);
  const restB = b.slice(i);
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
