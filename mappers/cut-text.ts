/**
 * The longest beginning of a text that has at most `max` UTF-16 units, the mark included, never splitting a character, and
 * ending at a word where one ends in its last quarter.
 */
export function cutAtWord(text: string, max: number, mark = ""): string {
  if (text.length <= max) return text;
  const room = Math.max(0, max - mark.length);
  const whole = text.slice(0, characterStart(text, room));
  const space = whole.search(/\s\S*$/u);
  const endsInWord = /^\S/u.test(text.slice(whole.length, whole.length + 2));
  return (endsInWord && space > whole.length * 0.75 ? whole.slice(0, space) : whole).trimEnd() + mark;
}

/** Where the character (grapheme) begins that holds the unit at `index`. */
function characterStart(text: string, index: number): number {
  graphemes ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  return graphemes.segment(text).containing(index)?.index ?? index;
}

/** Made at the first cut: most deliveries cut nothing, and a segmenter loads its rules. */
let graphemes: Intl.Segmenter | undefined;
