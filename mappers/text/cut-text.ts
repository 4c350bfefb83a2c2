/**
 * The longest beginning of a text that has at most `max` UTF-16 units, the mark included, never splitting a character, and
 * ending at a word where one ends in its last quarter.
 */
export function cutAtWord(text: string, max: number, mark = ""): string {
  if (text.length <= max) return text;
  const room = Math.max(0, max - mark.length);
  const whole = text.slice(0, characterStart(text, room));
  // Only a space in the last quarter counts.
  const quarter = Math.floor(whole.length * 0.75) + 1;
  const space = whole.slice(quarter).search(/\s\S*$/u);
  const endsInWord = /^\S/u.test(text.slice(whole.length, whole.length + 2));
  return (endsInWord && space >= 0 ? whole.slice(0, quarter + space) : whole).trimEnd() + mark;
}

/**
 * Where the character (grapheme) begins that holds the unit at `index`. Between two printable ASCII characters there is always a
 * boundary, so the segmenter is asked only from the last of these on, and in most texts not at all: it is slow on long ones.
 */
export function characterStart(text: string, index: number): number {
  let safe = index;
  while (safe > 0 && !(isPlain(text.charCodeAt(safe - 1)) && isPlain(text.charCodeAt(safe)))) safe--;
  if (safe === index) return index;
  graphemes ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  const segment = graphemes.segment(text.slice(safe, index + 2)).containing(index - safe);
  return safe + (segment?.index ?? index - safe);
}

function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit <= 0x7e;
}

/** Made at the first cut: most deliveries cut nothing, and a segmenter loads its rules. */
let graphemes: Intl.Segmenter | undefined;
