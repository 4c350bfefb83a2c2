import { own } from "../model/own.ts";
import { normalise } from "../words/tokens.ts";
import { exactly, type Recogniser } from "./recogniser.ts";

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES: Readonly<Record<string, number>> = { thousand: 1000, million: 1_000_000, billion: 1_000_000_000 };

/** `1,234.5`, `-3`, `twenty five`, `a hundred and five`, `two thousand`; undefined for anything else. */
export function numberIn(text: string): number | undefined {
  const digits = text.trim().replace(/^[#]|[.!?]$/g, "");
  if (/^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(digits)) return Number(digits.replaceAll(",", ""));
  return spelledOut(digits.split(/[\s-]+/).map(normalise));
}

function spelledOut(words: readonly string[]): number | undefined {
  let total = 0;
  let group = 0;
  let heard = false;
  for (const word of words) {
    const unit = UNITS.indexOf(word);
    const ten = TENS.indexOf(word);
    const scale = own(SCALES, word);
    if (unit >= 0) group += unit;
    else if (ten >= 0) group += (ten + 2) * 10;
    else if (word === "hundred") group = (group || 1) * 100;
    else if (scale !== undefined) {
      total += (group || 1) * scale;
      group = 0;
    } else if (word === "and" && heard) continue;
    else if (word === "a" && !heard && words.length > 1) continue;
    else return undefined;
    heard = true;
  }
  return heard ? total + group : undefined;
}

/** AMAZON.Percentage: a number and a percent sign (built-in-slot-percent). */
export function percentageIn(read: (text: string) => number | undefined): Recogniser {
  return {
    loose: false,
    words: 5,
    recognise: (text) => {
      const match =
        /^(.+?)\s*(?:[%%]|per ?cent|percentage|por ?ciento|por cento|prozent|pour ?cent|per cento|procent|prosenttia|프로|퍼센트|パーセント|प्रतिशत|بالمئة)$/iu.exec(
          text.trim(),
        );
      const number = match?.[1] === undefined ? undefined : read(match[1]);
      return number === undefined ? undefined : exactly(`${number}%`);
    },
  };
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/\$|dollars?|bucks?|usd/i, "USD"],
  [/€|euros?|eur/i, "EUR"],
  [/£|pounds?|quid|gbp/i, "GBP"],
  [/¥|yen|jpy/i, "JPY"],
  [/₹|rupees?|inr/i, "INR"],
];

/** AMAZON.Currency: an abbreviation and a value (built-in-slot-currency); two decimals are our guess, unverified. */
export function currencyIn(read: (text: string) => number | undefined): Recogniser {
  return {
    loose: false,
    words: 7,
    recognise: (text) => {
      const bare = text.trim().replace(/[.!?]$/, "");
      for (const [sign, code] of CURRENCIES) {
        const found = sign.exec(bare);
        if (found === null) continue;
        const number = amountIn(
          bare.slice(0, found.index).trim(),
          bare.slice(found.index + found[0].length).trim(),
          read,
        );
        return number === undefined ? undefined : exactly(`${code} ${number.toFixed(2)}`);
      }
      return undefined;
    },
    // "Five dollars or ten" is asked again, and so are two amounts.
    mayLeave: (rest) =>
      !rest.split(/[\s,;]+/).some((word) => read(word) !== undefined || CURRENCIES.some(([sign]) => sign.test(word))),
  };
}

/** "$5", "five dollars", or on both sides "two dollars and fifty cents". */
function amountIn(before: string, after: string, read: (text: string) => number | undefined): number | undefined {
  if (before === "" || after === "") return read(before || after);
  const hundredths = after.replace(/^and\s+|\s*(?:cents?|pence|pennies|centimes?)$/gi, "");
  const [whole, rest] = [read(before), read(hundredths)];
  if (whole === undefined || rest === undefined || !Number.isInteger(rest) || rest < 0 || rest > 99) return undefined;
  return whole + rest / 100;
}
