import { own } from "../model/own.ts";
import { normalise } from "../words/tokens.ts";
import { numberIn } from "./number.ts";
import { exactly, type Recogniser } from "./recogniser.ts";

const DAY = 86_400_000;
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const MONTHS = "january february march april may june july august september october november december".split(" ");
const RELATIVE: Readonly<Record<string, number>> = {
  today: 0,
  tonight: 0,
  now: 0,
  tomorrow: 1,
  yesterday: -1,
  "day after tomorrow": 2,
  "day before yesterday": -2,
};

/**
 * AMAZON.Date as `YYYY-MM-DD` (built-in-slot-date). A day without a year, or a weekday, is the next one to come, as Lex
 * reads it by default. The calendar is UTC; Lex takes the time zone of the region or of `x-amz-lex:time-zone`.
 */
export const DATE = date(false);
/** As in all English but that of the United States, and in most other languages. */
export const DAY_FIRST_DATE = date(true);

function date(dayFirst: boolean): Recogniser {
  return {
    loose: false,
    words: 5,
    recognise: (text, { now }) => {
      const day = dayOf(text.trim(), Math.floor(now / DAY) * DAY, dayFirst);
      return day === undefined ? undefined : exactly(new Date(day).toISOString().slice(0, 10));
    },
  };
}

function dayOf(text: string, today: number, dayFirst: boolean): number | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return calendar(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$/.exec(text);
  if (figures !== null) {
    const [first, second] = [Number(figures[1]), Number(figures[2])];
    return coming(today, dayFirst ? second : first, dayFirst ? first : second, figures[3]);
  }
  const phrase = text
    .split(/[\s,]+/)
    .map(normalise)
    .filter((word) => word !== "the" && word !== "on" && word !== "of")
    .join(" ");
  const relative = own(RELATIVE, phrase);
  if (relative !== undefined) return today + relative * DAY;
  return weekday(phrase, today) ?? distance(phrase, today) ?? named(phrase, today);
}

function weekday(phrase: string, today: number): number | undefined {
  const match = /^(?:(next|this|coming) )?(\w{3,})$/.exec(phrase);
  const day = WEEKDAYS.findIndex((name) => match?.[2] !== undefined && abbreviates(match[2], name));
  if (day < 0) return undefined;
  const ahead = (day - new Date(today).getUTCDay() + 7) % 7 || 7;
  return today + ahead * DAY;
}

function distance(phrase: string, today: number): number | undefined {
  const next = /^next (day|week)$/.exec(phrase)?.[1];
  if (next !== undefined) return today + (next === "day" ? 1 : 7) * DAY;
  const match = /^(?:in )?(.+) (days?|weeks?)(?: from now| from today)?$/.exec(phrase);
  const count = match?.[1] === "a" ? 1 : numberIn(match?.[1] ?? "");
  if (match === null || count === undefined || count > 3650) return undefined;
  return today + Math.round(count) * (match[2]?.startsWith("week") ? 7 : 1) * DAY;
}

/** `25 november`, `nov 25th`, `november 25 2026`. */
function named(phrase: string, today: number): number | undefined {
  const match =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)? (?<month>[a-z]{3,})(?: (?<year>\d{4}))?$/.exec(phrase) ??
    /^(?<month>[a-z]{3,}) (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/.exec(phrase);
  const groups = match?.groups;
  const month = MONTHS.findIndex((name) => abbreviates(groups?.["month"] ?? "?", name));
  return groups === undefined || month < 0
    ? undefined
    : coming(today, month + 1, Number(groups["day"]), groups["year"]);
}

function abbreviates(word: string, name: string): boolean {
  return word === name || word === `${name}s` || (word.length >= 3 && word.length <= 4 && name.startsWith(word));
}

function coming(today: number, month: number, day: number, year: string | undefined): number | undefined {
  if (year !== undefined) return calendar(Number(year.length === 2 ? `20${year}` : year), month, day);
  const thisYear = new Date(today).getUTCFullYear();
  const date = calendar(thisYear, month, day);
  return date === undefined || date >= today ? date : calendar(thisYear + 1, month, day);
}

/** Undefined for days that no calendar has, as the 31st of April. */
function calendar(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}
