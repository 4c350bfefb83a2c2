/** What any runner's `expect.stringContaining` and its kin are. */
export interface Asymmetric {
  asymmetricMatch(other: unknown): boolean;
}

/** A text: the whole of it, a pattern found in it, or what `expect.stringContaining` and its kin say. */
export type TextPattern = string | RegExp | Asymmetric;

export function matches(pattern: TextPattern, text: string | null | undefined): boolean {
  if (text === null || text === undefined) return false;
  if (typeof pattern === "string") return text === pattern;
  // A pattern with the flag g remembers where it stopped.
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")).test(text);
  return pattern.asymmetricMatch(text);
}

export function patternToText(pattern: TextPattern): string {
  if (typeof pattern === "string") return JSON.stringify(pattern);
  return String(pattern);
}
