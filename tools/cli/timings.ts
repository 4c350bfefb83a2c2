import type { Colours } from "./print.ts";

/** How long each took, the slowest first. A last line feed ends it. */
export function timingsToText(rows: readonly { readonly name: string; readonly ms: number }[], c: Colours): string {
  const sorted = rows.toSorted((one, other) => other.ms - one.ms);
  const numbers = sorted.map(({ ms }) => `${Math.round(ms).toLocaleString("en")} ms`);
  const width = Math.max(0, ...numbers.map((number) => number.length));
  return sorted.map(({ name }, at) => `  ${c.dim((numbers[at] ?? "").padStart(width))}  ${name}\n`).join("");
}
