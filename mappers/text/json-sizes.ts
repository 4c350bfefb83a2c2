/**
 * UTF-8 bytes of a text inside a JSON string, where JSON writes it as it is: printable ASCII without quotes and backslashes, and a last
 * `…` at most. Each unit but that one then takes a byte. Undefined for any other text.
 */
export function plainJsonSize(text: string): number | undefined {
  if (!PLAIN.test(text)) return undefined;
  return text.endsWith("…") ? text.length + 2 : text.length;
}

const PLAIN = /^[ !#-[\]-~]*\u2026?$/;

/**
 * How many UTF-8 bytes each beginning of a text takes inside a JSON string, by its length: measured once, where the search asks
 * a dozen times. A pair counts at its first half, so that a beginning never takes less than a shorter one.
 */
export function jsonSizes(text: string): Uint32Array {
  const sizes = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes += unit < 0x80 ? (ASCII_BYTES[unit] ?? 1) : wideBytes(unit);
    sizes[at + 1] = bytes;
  }
  return sizes;
}

function wideBytes(unit: number): number {
  if (unit < 0x800) return 2;
  if (unit < 0xd800 || unit > 0xdfff) return 3;
  return unit < 0xdc00 ? 4 : 0;
}

/** What JSON writes for each ASCII character: \b \t \n \f \r, the quote and the backslash take two, other control characters six. */
const ASCII_BYTES = /* @__PURE__ */ Uint8Array.from({ length: 0x80 }, (_, unit) =>
  [8, 9, 10, 12, 13, 0x22, 0x5c].includes(unit) ? 2 : unit < 0x20 ? 6 : 1,
);
