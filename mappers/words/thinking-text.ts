import { type ByLanguage, localeToLanguage } from "./language.ts";

/** What a waiting person reads while a bot thinks. */
const TEXTS: ByLanguage<string> = {
  en: "One moment please …",
  de: "Einen Moment bitte …",
  fr: "Un instant, s’il vous plaît …",
  es: "Un momento, por favor …",
  it: "Un momento, per favore …",
  pt: "Um momento, por favor …",
  nl: "Een ogenblik geduld …",
  ja: "少々お待ちください…",
};

/** The bridge's own words while a bot thinks, in the language of a locale, else in English. */
export function thinkingText(locale: string): string {
  return TEXTS[localeToLanguage(locale)];
}
