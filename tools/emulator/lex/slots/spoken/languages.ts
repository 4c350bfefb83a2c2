import { AR } from "../languages/ar.ts";
import { DE } from "../languages/de.ts";
import { EN } from "../languages/en.ts";
import { ES } from "../languages/es.ts";
import { FI } from "../languages/fi.ts";
import { FR } from "../languages/fr.ts";
import { HI } from "../languages/hi.ts";
import { IT } from "../languages/it.ts";
import { JA } from "../languages/ja.ts";
import { KO } from "../languages/ko.ts";
import { NL } from "../languages/nl.ts";
import { PL } from "../languages/pl.ts";
import { PT } from "../languages/pt.ts";
import { SV } from "../languages/sv.ts";
import { ZH } from "../languages/zh.ts";
import type { SpokenLanguage } from "./language.ts";

const LANGUAGES = new Map([AR, DE, EN, ES, FI, FR, HI, IT, JA, KO, NL, PL, PT, SV, ZH].map((one) => [one.tag, one]));

/** What is known of a locale's language, with the separators of its country; undefined for any other. */
export function languageOf(localeId: string): SpokenLanguage | undefined {
  const [name = ""] = localeId.split(/[_-]/);
  const language = LANGUAGES.get(name.toLowerCase());
  return language === undefined ? undefined : { ...language, tag: tagOf(localeId) ?? language.tag };
}

function tagOf(localeId: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(localeId.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** A language without words: figures are read, in the form of the locale. */
export function figuresOnly(localeId: string): SpokenLanguage {
  return {
    tag: tagOf(localeId) ?? "en",
    polite: "(?!)",
    answers: { yes: "(?!)", no: "(?!)", maybe: "(?!)", unsure: "(?!)" },
    numbers: "",
    days: {},
    dates: { day: ["<d> <m>( <y>)?"] },
    times: { clock: ["<h>"], parts: {}, named: {} },
  };
}
