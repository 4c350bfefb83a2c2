/**
 * The clock for dates and times that users name: UTC, or in the zone of the request attribute `x-amz-lex:time-zone` (Lex V2 developer
 * guide "AMAZON.Date"), as the epoch milliseconds whose UTC reading is the local one. An unknown zone is UTC.
 */
export function localTime(now: number, requestAttributes: Readonly<Record<string, string>>): number {
  const zone = requestAttributes["x-amz-lex:time-zone"];
  const format = zone === undefined ? undefined : formatOf(zone);
  if (format === undefined) return now;
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Kept, since making one takes longer than a turn; few zones are ever used, and their number is bounded. */
function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone)) {
    if (formats.size >= 600) formats.clear();
    formats.set(timeZone, newFormat(timeZone));
  }
  return formats.get(timeZone);
}

function newFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    const figures = "numeric";
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: figures,
      month: figures,
      day: figures,
      hour: figures,
      minute: figures,
      second: figures,
    });
  } catch {
    // Not the name of a zone. What Lex does then is unverified.
    return undefined;
  }
}
