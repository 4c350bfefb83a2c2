import { answerReader, type ReadAnswer } from "./answer.ts";
import { DAY } from "./calendar.ts";
import { dateReader } from "./date.ts";
import { figuresOnly, languageOf } from "./languages.ts";
import { numberReader, type ReadNumber } from "./number.ts";
import { onlyPolite } from "./polite.ts";
import { recent } from "./recent.ts";
import { type ReadTime, timeReader } from "./time.ts";

/** What one locale reads. */
export interface Readers {
  readonly english: boolean;
  readonly spaceless: boolean;
  readonly tag: string;
  readonly number: ReadNumber;
  /** As `YYYY-MM-DD`. */
  readonly date: (text: string, now: number) => string | undefined;
  readonly time: ReadTime;
  readonly answer: ReadAnswer;
  /** Whether words say nothing but "please" and the like. */
  readonly saysNothing: (text: string) => boolean;
}

const made = new Map<string, Readers>();

/** Made when a bot first needs them, and kept: there are few locales. */
export function readersOf(localeId: string): Readers {
  const known = made.get(localeId);
  if (known !== undefined) return known;
  const language = languageOf(localeId) ?? figuresOnly(localeId);
  const number = recent(numberReader(language), () => "");
  const date = recent(dateReader(language, number, isDayFirst(localeId)), String);
  const readers: Readers = {
    english: /^en\b/i.test(localeId.replace("_", "-")),
    spaceless: language.spaceless === true,
    tag: language.tag,
    number,
    date: (text, now) => {
      const day = date(text, Math.floor(now / DAY) * DAY);
      return day === undefined ? undefined : new Date(day).toISOString().slice(0, 10);
    },
    time: timeReader(language, number),
    answer: answerReader(language),
    saysNothing: onlyPolite(language),
  };
  made.set(localeId, readers);
  return readers;
}

/** `3/4` is the third of April, but in the United States' English and where years come first. */
export function isDayFirst(localeId: string): boolean {
  return !/^(en_US|zh|ja|ko|$)/.test(localeId);
}
