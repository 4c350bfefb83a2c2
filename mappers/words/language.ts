/** The languages that the bridge's own words are written in. */
export const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];
export type ByLanguage<Texts> = Readonly<Record<Language, Texts>>;

/** The language of a locale (`de_DE`, `de-AT`, `DE`) where we have words in it, else English. */
export function localeToLanguage(locale: string | undefined): Language {
  const wanted = locale?.slice(0, 2).toLowerCase();
  return (/^..(?![a-z])/i.test(locale ?? "") && LANGUAGES.find((language) => language === wanted)) || "en";
}
