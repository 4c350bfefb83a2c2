/** Whether a text is one of the phrases, without regard to case and to punctuation at its end. */
export function saysPhrase(text: string, phrases: readonly string[]): boolean {
  const said = bare(text);
  return phrases.some((phrase) => bare(phrase) === said);
}

function bare(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.!?]+$/u, "")
    .trim();
}
