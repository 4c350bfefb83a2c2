import { DATE, DAY_FIRST_DATE } from "../date.ts";
import { TIME } from "../english/time.ts";
import { currencyIn, numberIn, percentageIn } from "../number.ts";
import { exactly, type Recogniser } from "../recogniser.ts";
import { isDayFirst, readersOf } from "./readers.ts";

/**
 * The built-in types that people say in their own language. The tables are ours for all fifteen: the two libraries that could read
 * some of them find "tomorrow" inside "pasado mañana" or "après-demain", or fall back to English without a word (`docs/emulator.md`).
 */
export function dateRecogniser(localeId: string): Recogniser {
  const { english, date: read, time: readTime, saysNothing, spaceless } = readersOf(localeId);
  const older = isDayFirst(localeId) ? DAY_FIRST_DATE : DATE;
  return {
    loose: false,
    words: spaceless ? 14 : 7,
    recognise: (text, setting) => {
      const day = (english ? older.recognise(text, setting) : undefined) ?? read(text, setting.now);
      return typeof day === "string" ? exactly(day) : day;
    },
    mayLeave: (rest, now) => saysNothing(rest) || readTime(rest, { now, part: false }) !== undefined,
  };
}

export function timeRecogniser(localeId: string): Recogniser {
  const { english, date: readDate, time: read, saysNothing, spaceless } = readersOf(localeId);
  return {
    loose: false,
    words: spaceless ? 12 : 7,
    recognise: (text, setting) => read(text, setting) ?? (english ? TIME.recognise(text, setting) : undefined),
    mayLeave: (rest, now) => saysNothing(rest) || readDate(rest, now) !== undefined,
  };
}

export function numberRecogniser(localeId: string): Recogniser {
  const { english, number: readOwn, spaceless } = readersOf(localeId);
  const read = (text: string): number | undefined => readOwn(text) ?? (english ? numberIn(text) : undefined);
  // "Two or three" is asked again; "one" may stand for a thing.
  const another = (word: string): boolean => (/\d/.test(word) ? read(word) !== undefined : (read(word) ?? 1) !== 1);
  return {
    loose: false,
    words: spaceless ? 12 : 7,
    recognise: (text) => {
      const found = read(text);
      return found === undefined ? undefined : exactly(String(found));
    },
    mayLeave: (rest) => !(spaceless ? [...rest] : rest.split(/[\s,;]+/)).some(another),
  };
}

export function percentageRecogniser(localeId: string): Recogniser {
  return percentageIn(readersOf(localeId).english ? numberIn : readersOf(localeId).number);
}

export function currencyRecogniser(localeId: string): Recogniser {
  return currencyIn(readersOf(localeId).english ? numberIn : readersOf(localeId).number);
}

/** AMAZON.Confirmation: `Yes`, `No`, `Maybe` or `Don't know`. */
export function confirmationRecogniser(localeId: string): Recogniser {
  const { answer: read } = readersOf(localeId);
  return {
    loose: false,
    words: 6,
    recognise: (text) => {
      const answer = read(text);
      return answer === undefined ? undefined : exactly(answer);
    },
  };
}
