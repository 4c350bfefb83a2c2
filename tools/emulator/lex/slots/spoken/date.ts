import { comingDay, comingDayOfMonth, comingWeekday, DAY, dayInFigures, weekdayOfNextWeek } from "./calendar.ts";
import { fold, readTable } from "./fold.ts";
import type { DateTemplates, SpokenLanguage } from "./language.ts";
import type { ReadNumber } from "./number.ts";
import { politeness } from "./polite.ts";
import { alternatives, monthNames, type Template, template, weekdayNames } from "./template.ts";

/** The day that a text names as a whole, in epoch milliseconds at 00:00 UTC. */
export type ReadDate = (text: string, today: number) => number | undefined;

/** The farthest "in … days" that is taken for a date. */
const FARTHEST_DAYS = 3650;

export function dateReader(language: SpokenLanguage, number: ReadNumber, dayFirst: boolean): ReadDate {
  const { dates, on, spaceless, ordinal, ordinals = "" } = language;
  const weekdays = weekdayNames(language);
  const months = monthNames(language);
  const places = {
    w: alternatives(weekdays),
    m: alternatives(months),
    y: "\\d{4}",
  };
  const around = politeness(language);
  const leading = on === undefined ? undefined : new RegExp(`^(?:${fold(on)})${spaceless ? "" : "\\s+"}`, "u");
  const all = (kind: keyof DateTemplates): Template[] => (dates[kind] ?? []).map((one) => template(one, places));
  const [inDays, inWeeks, weekday] = [all("inDays"), all("inWeeks"), all("weekday")];
  const [ofNextWeek, day] = [all("weekdayOfNextWeek"), all("day")];
  const relative = Object.entries(language.days).map(([words, ahead]) => [template(words, places), ahead] as const);
  const ofDay = new Map(readTable(ordinals));
  const suffix = new RegExp(`(?:${fold(ordinal ?? "\\.")})$`, "u");

  const dayOfMonth = (words: string): number | undefined => {
    const named = ofDay.get(words);
    const found = named === undefined ? (number(words) ?? number(words.replace(suffix, ""))) : Number(named);
    return found !== undefined && Number.isInteger(found) && found >= 1 && found <= 31 ? found : undefined;
  };
  const distance = (templates: readonly Template[], text: string, days: number): number | undefined => {
    for (const one of templates) {
      const words = one(text);
      if (words === undefined) continue;
      const count = words["n"] === undefined ? 1 : number(words["n"]);
      if (count !== undefined && Number.isInteger(count) && count >= 0 && count * days <= FARTHEST_DAYS)
        return count * days;
    }
    return undefined;
  };
  const named = (templates: readonly Template[], text: string): number | undefined => {
    const word = templates.map((one) => one(text)?.["w"]).find((found) => found !== undefined);
    return word === undefined ? undefined : weekdays.get(word);
  };
  const onDay = (text: string, today: number): number | undefined => {
    for (const one of day) {
      const { d, m, y } = one(text) ?? {};
      const date = d === undefined ? undefined : dayOfMonth(d);
      if (date === undefined) continue;
      const month = m === undefined ? undefined : (months.get(m) ?? number(m));
      if (month !== undefined) return month <= 12 ? comingDay(today, month, date, y) : undefined;
      if (m === undefined) return comingDayOfMonth(today, date);
    }
    return undefined;
  };

  return (text, today) => {
    const bare = around(fold(text));
    const phrase = spaceless ? bare.replace(/[\s、,]+/g, "") : bare.replace(/[\s,،]+/g, " ");
    const figures = dayInFigures(phrase, today, dayFirst);
    if (figures !== undefined) return figures;
    for (const [words, ahead] of relative) if (words(phrase) !== undefined) return today + ahead * DAY;
    const ahead = distance(inDays, phrase, 1) ?? distance(inWeeks, phrase, 7);
    if (ahead !== undefined) return today + ahead * DAY;
    for (const one of leading === undefined ? [phrase] : [phrase, phrase.replace(leading, "")]) {
      const next = named(ofNextWeek, one);
      if (next !== undefined) return weekdayOfNextWeek(today, next);
      const coming = named(weekday, one);
      if (coming !== undefined) return comingWeekday(today, coming);
      const date = onDay(one, today) ?? dayInFigures(one, today, dayFirst);
      if (date !== undefined) return date;
    }
    return undefined;
  };
}
