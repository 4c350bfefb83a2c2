const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "10 m" as milliseconds; undefined for what is no duration. Units: ms, s, m, h, d. */
export function durationToMs(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,7}) ?(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 0);
}
