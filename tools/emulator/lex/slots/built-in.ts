import { own } from "../model/own.ts";
import { DURATION } from "./english/duration.ts";
import { alphaNumeric, EMAIL_ADDRESS, PHONE_NUMBER, UK_POSTAL_CODE } from "./patterns.ts";
import type { Recogniser } from "./recogniser.ts";
import {
  confirmationRecogniser,
  currencyRecogniser,
  dateRecogniser,
  numberRecogniser,
  percentageRecogniser,
  timeRecogniser,
} from "./spoken/recognisers.ts";
import { country, FIRST_NAME, FREE_FORM, LAST_NAME, PLACE } from "./words.ts";

/** The built-in slot types that are known here (built-in-slots), by locale; any other takes the user's words as they are. */
const BUILT_IN: Readonly<Record<string, (localeId: string) => Recogniser>> = {
  alphanumeric: () => alphaNumeric(),
  city: () => PLACE,
  confirmation: confirmationRecogniser,
  country,
  currency: currencyRecogniser,
  date: dateRecogniser,
  duration: () => DURATION,
  emailaddress: () => EMAIL_ADDRESS,
  firstname: () => FIRST_NAME,
  freeforminput: () => FREE_FORM,
  lastname: () => LAST_NAME,
  number: numberRecogniser,
  percentage: percentageRecogniser,
  phonenumber: () => PHONE_NUMBER,
  state: () => PLACE,
  streetname: () => PLACE,
  time: timeRecogniser,
  ukpostalcode: () => UK_POSTAL_CODE,
};

/** V1 wrote `AMAZON.DATE`, V2 writes `AMAZON.Date`. */
export function bareName(typeName: string): string {
  return typeName.replace(/^AMAZON\./i, "").toLowerCase();
}

export function isBuiltIn(typeName: string): boolean {
  return typeName.startsWith("AMAZON.") && own(BUILT_IN, bareName(typeName)) !== undefined;
}

const made = new Map<string, Recogniser>();

/** The recogniser of a built-in type in the language of a locale. */
export function builtIn(typeName: string, localeId: string): Recogniser {
  const name = bareName(typeName);
  const key = `${localeId} ${name}`;
  const recogniser = made.get(key) ?? own(BUILT_IN, name)?.(localeId) ?? FREE_FORM;
  if (recogniser !== FREE_FORM) made.set(key, recogniser);
  return recogniser;
}
