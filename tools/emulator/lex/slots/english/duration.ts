import { own } from "../../model/own.ts";
import { normalise } from "../../words/tokens.ts";
import { numberIn } from "../number.ts";
import { exactly, type Recogniser } from "../recogniser.ts";

/** The letter in ISO 8601, and what halves and quarters of a unit are made of. */
interface Unit {
  readonly letter: string;
  readonly date: boolean;
  readonly half?: readonly [count: number, unit: string];
}

const UNITS: Readonly<Record<string, Unit>> = {
  second: { letter: "S", date: false },
  minute: { letter: "M", date: false, half: [30, "second"] },
  hour: { letter: "H", date: false, half: [30, "minute"] },
  day: { letter: "D", date: true, half: [12, "hour"] },
  week: { letter: "W", date: true },
  month: { letter: "M", date: true },
  year: { letter: "Y", date: true, half: [6, "month"] },
};

const NAMES: Readonly<Record<string, string>> = {
  ...{ s: "second", sec: "second", m: "minute", min: "minute", h: "hour", hr: "hour", d: "day" },
  ...{ second: "second", minute: "minute", hour: "hour", day: "day", week: "week", month: "month", year: "year" },
};
const UNIT = "(?<unit>seconds?|minutes?|hours?|days?|weeks?|months?|years?|secs?|mins?|hrs?|[smhd])";
const COUNTED = new RegExp(`^(?<count>[a-z\\d.,\\s-]+?)\\s*\\b(?:of )?${UNIT}(?<half> and a half)?$`);
const ATTACHED = new RegExp(`^(?<count>\\d+(?:\\.\\d+)?)${UNIT}$`);
const HALF = new RegExp(`^half (?:an?|of an?) ${UNIT}$|^(?:a )?half[ -](?<alone>hour|day|year)s?$`);
const HALVED = new RegExp(`^(?<count>.+?) and a half ${UNIT}$`);

/** The order in which ISO 8601 writes them. */
const ORDER = ["year", "month", "week", "day", "hour", "minute", "second"];

/** AMAZON.Duration in the form of ISO 8601, as `PT10M`, `P3D` (built-in-slot-duration). What can't be written in whole units is asked again. */
export const DURATION: Recogniser = {
  loose: false,
  words: 8,
  recognise: (text) => {
    const counts = new Map<string, number>();
    for (const part of partsOf(text)) {
      const read = partIn(part);
      if (read === undefined) return undefined;
      for (const [count, unit] of read) {
        if (counts.has(unit)) return undefined;
        counts.set(unit, count);
      }
    }
    const units = ORDER.filter((unit) => counts.has(unit));
    const written = (date: boolean) =>
      units.map((unit) => (UNITS[unit]?.date === date ? `${counts.get(unit)}${UNITS[unit]?.letter}` : "")).join("");
    const time = written(false);
    return units.length === 0 ? undefined : exactly(`P${written(true)}${time === "" ? "" : `T${time}`}`);
  },
  mayLeave: (rest) =>
    !rest.split(/[\s,;]+/).some((word) => numberIn(word) !== undefined || /^halves?$|^half$/.test(word)),
};

/** "2 days, 3 hours and 5 minutes", "1h30m"; a half belongs to what it halves. */
function partsOf(text: string): string[] {
  const bare = text
    .toLowerCase()
    .trim()
    .replace(/^for |[.!?]$/g, "")
    .replace(/(\d[a-z]+)\s*(?=\d)/g, "$1, ");
  return bare.split(/\s*(?:,|\band\b(?! a half\b))\s*/).filter((part) => part !== "");
}

function partIn(part: string): readonly (readonly [count: number, unit: string])[] | undefined {
  if (/^(a )?fortnight$/.test(part)) return [[2, "week"]];
  const half = HALF.exec(part)?.groups;
  if (half !== undefined) return halfOf(half["unit"] ?? half["alone"] ?? "");
  const halved = HALVED.exec(part)?.groups;
  const match = halved ?? ATTACHED.exec(part)?.groups ?? COUNTED.exec(part)?.groups;
  const unit = unitOf(match?.["unit"] ?? "");
  const count = countIn(match?.["count"]?.trim() ?? "");
  if (unit === undefined || count === undefined) return undefined;
  const more = halved !== undefined || match?.["half"] !== undefined ? halfOf(unit) : [];
  if (more === undefined) return undefined;
  if (Number.isInteger(count)) return [[count, unit], ...more];
  const rest = halfOf(unit);
  return count % 1 === 0.5 && rest !== undefined && more.length === 0 ? [...wholeOf(count, unit), ...rest] : undefined;
}

function wholeOf(count: number, unit: string): readonly (readonly [count: number, unit: string])[] {
  return count < 1 ? [] : [[Math.floor(count), unit]];
}

function halfOf(name: string): readonly (readonly [count: number, unit: string])[] | undefined {
  const half = UNITS[unitOf(name) ?? ""]?.half;
  return half === undefined ? undefined : [half];
}

function unitOf(name: string): string | undefined {
  return own(NAMES, name) ?? own(NAMES, name.replace(/s$/, ""));
}

function countIn(words: string): number | undefined {
  if (/^an?$/.test(words)) return 1;
  return /^(a )?couple$/.test(words) ? 2 : numberIn(normalise(words) === "" ? "" : words);
}
