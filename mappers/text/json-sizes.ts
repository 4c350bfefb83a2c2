/**
 * How many UTF-8 bytes each beginning of a text takes inside a JSON string, by its length: measured once, where the search asks
 * a dozen times. A pair counts at its first half, so that a beginning never takes less than a shorter one.
 */
export function jsonSizes(text: string): Uint32Array {
  const sizes = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    bytes += unitBytes(text.charCodeAt(at));
    sizes[at + 1] = bytes;
  }
  return sizes;
}

function unitBytes(unit: number): number {
  if (unit < 0x20) return SHORT_ESCAPES.has(unit) ? 2 : 6;
  if (unit === 0x22 || unit === 0x5c) return 2;
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (unit < 0xd800 || unit > 0xdfff) return 3;
  return unit < 0xdc00 ? 4 : 0;
}

/** \b \t \n \f \r: what JSON writes with two characters; other control characters take six. */
const SHORT_ESCAPES: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);
