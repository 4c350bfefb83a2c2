/**
 * Whether a text is one of the phrases, without regard to case, to how much white space stands between words, to marks of direction, and to
 * punctuation of any script at its end. Where there is nothing but punctuation, it counts.
 */
export function saysPhrase(text: string, phrases: readonly string[]): boolean {
  const said = bare(text);
  return said !== "" && phrases.some((phrase) => bare(phrase) === said);
}

function bare(text: string): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    // `Bidi_Control` of Unicode, which keyboards and copied texts bring along unseen.
    .replace(/\p{Bidi_Control}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
  // Looking behind keeps it linear: a run of punctuation is tried from its beginning only.
  return plain.replace(/(?<![\s\p{P}])[\s\p{P}]+$/u, "") || plain;
}
