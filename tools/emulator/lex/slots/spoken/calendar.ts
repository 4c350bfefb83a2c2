export const DAY = 86_400_000;

/** Undefined for days that no calendar has, as the 31st of April. */
export function calendar(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : undefined;
}

/** The day in its year; without a year, the next one to come. A year of two figures is one of this century. */
export function comingDay(today: number, month: number, day: number, year: string | undefined): number | undefined {
  if (year !== undefined) return calendar(Number(year.length === 2 ? `20${year}` : year), month, day);
  const thisYear = new Date(today).getUTCFullYear();
  const date = calendar(thisYear, month, day);
  return date === undefined || date >= today ? date : calendar(thisYear + 1, month, day);
}

/** The day of this month, or of the next one that has it still to come. */
export function comingDayOfMonth(today: number, day: number): number | undefined {
  const now = new Date(today);
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = now.getUTCMonth() + ahead;
    const date = calendar(now.getUTCFullYear() + Math.floor(month / 12), (month % 12) + 1, day);
    if (date !== undefined && date >= today) return date;
  }
  return undefined;
}

/** The first such weekday (Sunday is 0) after today. */
export function comingWeekday(today: number, weekday: number): number {
  return today + ((weekday - new Date(today).getUTCDay() + 7) % 7 || 7) * DAY;
}

/** The weekday of the week that begins on the Monday to come. */
export function weekdayOfNextWeek(today: number, weekday: number): number {
  return comingWeekday(today, 1) + ((weekday + 6) % 7) * DAY;
}

/** `2026-11-25`, `25/11`, `11/25/2026` as the locale has it; undefined for anything else. */
export function dayInFigures(folded: string, today: number, dayFirst: boolean): number | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/.exec(folded);
  if (iso !== null) return calendar(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const figures = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4}))?\.?$/.exec(folded);
  if (figures === null) return undefined;
  const [first, second] = [Number(figures[1]), Number(figures[3])];
  return comingDay(today, dayFirst ? second : first, dayFirst ? first : second, figures[4]);
}
