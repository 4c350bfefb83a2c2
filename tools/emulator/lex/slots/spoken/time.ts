import type { Meaning } from "../recogniser.ts";
import { exactly } from "../recogniser.ts";
import { fold } from "./fold.ts";
import type { DayPart, SpokenLanguage } from "./language.ts";
import type { ReadNumber } from "./number.ts";
import { politeness } from "./polite.ts";
import { template } from "./template.ts";

/** What a text means as a time of the day, as a whole: `HH:MM`, MO, AF, EV or NI, or two readings of one hour. */
export type ReadTime = (text: string, setting: { readonly now: number; readonly part: boolean }) => Meaning | undefined;

const FIGURES = /^(?<h>\d{1,2})(?:\s?[:.h]\s?(?<i>\d{2}))?(?:\s?(?:h|hrs?))?\s?(?<half>[ap]\s?\.?\s?m\.?)?$/u;

export function timeReader(language: SpokenLanguage, number: ReadNumber): ReadTime {
  const { times, at, spaceless, attached } = language;
  const around = politeness(language);
  const leading = at === undefined ? undefined : new RegExp(`^(?:${fold(at)})${spaceless ? "" : "\\s+"}`, "u");
  const named = Object.entries(times.named).map(([words, time]) => [template(words, {}), time] as const);
  const clock = times.clock.map((one) => [template(one, {}), 0] as const);
  const shifted = Object.entries(times.shifted ?? {}).map(([one, minutes]) => [template(one, {}), minutes] as const);
  const gap = spaceless ? "" : attached ? " ?" : " ";
  const parts = Object.entries(times.parts).flatMap(([part, words]) =>
    [`(?:${words})${gap}<h>`, `<h>${gap}(?:${words})`].map((one) => [part as DayPart, template(one, {})] as const),
  );
  const now = times.now === undefined ? undefined : template(times.now, {});

  const clockIn = (text: string, part: DayPart | undefined): Meaning | undefined => {
    const figures = FIGURES.exec(text)?.groups;
    if (figures !== undefined) {
      const half = figures["half"] === undefined ? part : figures["half"].startsWith("a") ? "am" : "pm";
      const [hour = "", minute = 0] = [figures["h"], Number(figures["i"] ?? 0)];
      const plain = hour.length === 2 && hour.startsWith("0") && figures["i"] !== undefined && half === undefined;
      return plain ? exactOf(Number(hour) * 60 + minute) : meaningOf(Number(hour), minute, half);
    }
    for (const [words, minutes] of [...shifted, ...clock]) {
      const { h, i, b } = words(text) ?? {};
      const hour = h === undefined ? undefined : number(h);
      const [after, before] = [i, b].map((one) => (one === undefined ? 0 : number(one)));
      if (hour === undefined || after === undefined || before === undefined || after > 59 || before > 59) continue;
      const meaning = meaningOf(hour, minutes + after - before, part);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  };

  return (text, setting) => {
    const bare = around(fold(text));
    const phrase = spaceless ? bare.replace(/[\s、,]+/g, "") : bare.replace(/[\s,،]+/g, " ");
    const led = leading === undefined ? phrase : phrase.replace(leading, "");
    for (const one of [phrase, led]) {
      for (const [words, time] of named) if (words(one) !== undefined) return exactly(time);
      if (now?.(one) !== undefined) return exactly(new Date(setting.now).toISOString().slice(11, 16));
      // Inside a longer text a bare number is more likely an amount.
      const amount = setting.part && one === phrase && led === phrase && number(one) !== undefined;
      const alone = amount ? undefined : clockIn(one, undefined);
      if (alone !== undefined) return alone;
      for (const [part, words] of parts) {
        const left = words(one)?.["h"]?.replace(/^,|,$/g, "").trim();
        const meaning =
          left === undefined ? undefined : (clockIn(left, part) ?? clockIn(left.replace(leading ?? /^$/, ""), part));
        if (meaning !== undefined) return meaning;
      }
    }
    return undefined;
  };
}

function exactOf(minutes: number): Meaning | undefined {
  if (minutes < 0 || minutes >= 1440) return undefined;
  return exactly(format(minutes));
}

function meaningOf(hour: number, minute: number, part: DayPart | undefined): Meaning | undefined {
  if (!Number.isInteger(hour) || !Number.isInteger(minute) || hour < 0 || hour > 24 || minute < -59 || minute > 59)
    return undefined;
  if (hour === 24 && minute > 0) return undefined;
  if (part !== undefined) {
    const whole = hourIn(hour, part);
    return whole === undefined ? undefined : exactly(format((whole * 60 + minute + 1440) % 1440));
  }
  if (hour > 12 || hour === 0) return exactly(format((hour * 60 + minute + 1440) % 1440));
  const first = ((hour % 12) * 60 + minute + 720) % 720;
  return { interpreted: null, resolved: [format(first), format(first + 720)] };
}

function hourIn(hour: number, part: DayPart): number | undefined {
  if (hour > 12) return part === "am" ? undefined : hour < 24 ? hour : undefined;
  if (part === "am") return hour % 12;
  if (part === "pm") return (hour % 12) + 12;
  if (part === "noon") return hour === 11 || hour === 10 ? hour : (hour % 12) + 12;
  return hour >= 5 && hour < 12 ? hour + 12 : hour % 12;
}

function format(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
