/**
 * Where a text stops being JSON: `line 3, column 7`, both from 1. Node.js 20 tells the place of some faults only, and its words quote the text, so
 * the place is found by parsing ever shorter beginnings: one that ends before the fault only lacks its end.
 */
export function jsonFaultPlace(text: string): string {
  let [whole, broken] = [0, text.length];
  if (lacksItsEnd(text)) return placeOf(text, text.length);
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1;
    if (lacksItsEnd(text.slice(0, middle))) whole = middle;
    else broken = middle;
  }
  return placeOf(text, whole);
}

function lacksItsEnd(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (fault) {
    const { message } = fault as Error;
    const at = /at position (\d+)/.exec(message)?.[1];
    return /end of JSON input|Unterminated string/.test(message) || Number(at) === text.length;
  }
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
