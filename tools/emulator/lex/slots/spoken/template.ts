import { fold, readTable } from "./fold.ts";
import type { SpokenLanguage } from "./language.ts";

/** The places of a template and what stands in each. */
export type Template = (text: string) => Readonly<Record<string, string>> | undefined;

/** `places` are the patterns of the places that not any words may fill. */
export function template(source: string, places: Readonly<Record<string, string>>): Template {
  const filled = fold(source).replace(/<([a-z])>/g, (_, name: string) => `(?<${name}>${places[name] ?? ".+?"})`);
  const pattern = new RegExp(`^(?:${filled})$`, "u");
  return (text) => {
    const match = pattern.exec(text);
    return match === null ? undefined : (match.groups ?? {});
  };
}

/**
 * The names of months by `Intl`, alone and beside a day (Polish and Finnish inflect them), and the table's own: short names that only some
 * releases of Node give stand there, so that all of them read alike. January is 1.
 */
export function monthNames({ tag, months = "", spaceless }: SpokenLanguage): Map<string, number> {
  const names = new Map<string, number>();
  for (let month = 1; month <= 12; month++) {
    const date = Date.UTC(2026, month - 1, 15);
    for (const style of ["long", "short"] as const) {
      for (const day of [undefined, "numeric"] as const) {
        const format = new Intl.DateTimeFormat(tag, { timeZone: "UTC", month: style, ...(day ? { day } : {}) });
        const name = format.formatToParts(date).find(({ type }) => type === "month")?.value ?? "";
        put(names, name, month, spaceless);
      }
    }
  }
  for (const [word, value] of readTable(months)) names.set(word, Number(value));
  return names;
}

/** The names of weekdays by `Intl`, and the table's own. Sunday is 0. */
export function weekdayNames({ tag, weekdays = "", spaceless }: SpokenLanguage): Map<string, number> {
  const names = new Map<string, number>();
  for (let day = 0; day < 7; day++) {
    for (const weekday of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(tag, { timeZone: "UTC", weekday });
      put(names, format.format(Date.UTC(2026, 10, 1 + day)), day, spaceless);
    }
  }
  for (const [word, value] of readTable(weekdays)) names.set(word, Number(value));
  return names;
}

/** A single sign ("月") is more than a day's short name; a month that is a figure is read as one. */
function put(names: Map<string, number>, name: string, value: number, spaceless: true | undefined): void {
  const word = fold(name).replace(/\.$/, "");
  const tooShort = word.length < 2 || (spaceless === true && word.length < 3);
  if (!tooShort && !/\d/.test(word) && !names.has(word)) names.set(word, value);
}

export function alternatives(names: ReadonlyMap<string, number>): string {
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  return longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") || "(?!)";
}
