/**
 * What the emulator knows of one language. Every text is compared after `fold`: without case, without the accents of Latin
 * letters, digits of all scripts as 0 to 9. Templates are regular expressions for a whole text with places in them: `<n>` a
 * number, `<w>` a weekday, `<m>` a month, `<d>` a day of the month, `<y>` a year, `<h>` an hour, `<i>` minutes after, `<b>` before it.
 */
export interface SpokenLanguage {
  /** For `Intl`, which brings the names of months and weekdays and the separators of figures. */
  readonly tag: string;
  /** Written without spaces: they are taken out before anything is compared. */
  readonly spaceless?: true;
  /** Endings are written onto the word before: "내일이요". */
  readonly attached?: true;
  /** What may stand around an answer and changes nothing, as alternatives. */
  readonly polite: string;
  /** What may stand beside a date or a time in a longer answer, beside politeness: "quiero viajar …". */
  readonly small?: string;
  /** What may stand before a weekday or a day of the month, and before an hour. Not before "tomorrow": "am Morgen" is no "morgen". */
  readonly on?: string;
  readonly at?: string;
  readonly answers: Readonly<Record<"yes" | "no" | "maybe" | "unsure", string>>;
  /** `word|word=value`; `=*100` multiplies what stands before, `=^1000` the whole group, `=+` joins, `=&` joins a unit to the ten after it,
   * `=+0` is zero alone and joins within: "一百零五". */
  readonly numbers: string;
  /** Words that count, after a number: "3명", "3人". */
  readonly counters?: string;
  /** The word in the middle of "three point five". */
  readonly point?: string;
  /** Days from today, by their alternatives. */
  readonly days: Readonly<Record<string, number>>;
  readonly dates: DateTemplates;
  /** Other forms than those of `Intl`: `segunda=1` (Sunday is 0), `stycznia=1` (January is 1). */
  readonly weekdays?: string;
  readonly months?: string;
  /** What makes a number the day of a month, and ordinals that no number hides in. */
  readonly ordinal?: string;
  readonly ordinals?: string;
  readonly times: TimeTemplates;
}

export interface DateTemplates {
  readonly inDays?: readonly string[];
  readonly inWeeks?: readonly string[];
  /** A weekday: the next one to come. */
  readonly weekday?: readonly string[];
  /** A weekday of the week that begins on the Monday to come. */
  readonly weekdayOfNextWeek?: readonly string[];
  readonly day: readonly string[];
}

/** Before noon, after it, "at night" (six to twelve, and the small hours), "at noon" (eleven to three). */
export type DayPart = "am" | "pm" | "night" | "noon";

export interface TimeTemplates {
  readonly clock: readonly string[];
  /** With so many minutes added: "y media" 30, "menos cuarto" -15. */
  readonly shifted?: Readonly<Record<string, number>>;
  readonly parts: Readonly<Partial<Record<DayPart, string>>>;
  /** Times by name, as `HH:MM`, and the ranges MO, AF, EV, NI. */
  readonly named: Readonly<Record<string, string>>;
  readonly now?: string;
}
