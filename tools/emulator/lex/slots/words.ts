import { phraseOf } from "../words/tokens.ts";
import { exactly, type Meaning, type Recogniser } from "./recogniser.ts";
import { readersOf } from "./spoken/readers.ts";

/** What people put in front of a name or a place when they are asked for one. */
const LEAD_IN =
  /^(?:(?:hi|hello|well|um)[,.!]?\s+)?(?:my (?:first |last |full )?name(?:'s| is)|i ?['’]?m|i am|it ?['’]?s|it is|call me|in|from|to)\s+/i;

function words(most: number): Recogniser {
  return {
    loose: true,
    words: most,
    recognise: (text, { part }) => {
      const bare = (part ? text : text.replace(LEAD_IN, "")).replace(/[.!?,]+$/, "").trim();
      return /^[\p{L}\p{M}][\p{L}\p{M}'’. -]*$/u.test(bare) && bare.split(/\s+/).length <= most
        ? exactly(bare)
        : undefined;
    },
  };
}

/** Names and places have no list here: one to a few words of letters are taken as they are. */
export const FIRST_NAME = words(2);
export const LAST_NAME = words(3);
export const PLACE = words(4);

/** AMAZON.FreeFormInput: the user's words as they are (built-in-slot-free-form). */
export const FREE_FORM: Recogniser = { loose: true, words: 8, recognise: asItIs, keep: asItIs };

function asItIs(text: string): Meaning {
  return exactly(text.trim());
}

const ALIASES: Readonly<Record<string, string>> = {
  usa: "US",
  us: "US",
  america: "US",
  "united states of america": "US",
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  holland: "NL",
  "czech republic": "CZ",
  turkey: "TR",
};

/** Built when a bot first needs it: some 250 names a language. */
const countries = new Map<string, Map<string, string>>();

function countryNames(tag: string): Map<string, string> {
  const known = countries.get(tag);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames([tag], { type: "region", fallback: "none" });
  const found = new Map<string, string>();
  for (let i = 0; i < 26 * 26; i++) {
    const name = names.of(String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26)));
    if (name !== undefined) found.set(phraseOf(name), name);
  }
  if (/^en\b/.test(tag)) for (const [alias, code] of Object.entries(ALIASES)) found.set(alias, names.of(code) ?? alias);
  countries.set(tag, found);
  return found;
}

/** AMAZON.Country, by the names of the Unicode tables in the locale's language. */
export function country(localeId: string): Recogniser {
  const { tag } = readersOf(localeId);
  return {
    loose: false,
    words: 5,
    recognise: (text) => {
      const name = countryNames(tag).get(phraseOf(text).replace(/^the /, ""));
      return name === undefined ? undefined : exactly(name);
    },
  };
}
