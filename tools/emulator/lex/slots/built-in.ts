import { own } from "../model/own.ts";
import { CONFIRMATION } from "./confirmation.ts";
import { DATE, DAY_FIRST_DATE } from "./date.ts";
import { CURRENCY, NUMBER, PERCENTAGE } from "./number.ts";
import { alphaNumeric, EMAIL_ADDRESS, PHONE_NUMBER, UK_POSTAL_CODE } from "./patterns.ts";
import type { Recogniser } from "./recogniser.ts";
import { DURATION, TIME } from "./time.ts";
import { COUNTRY, FIRST_NAME, FREE_FORM, LAST_NAME, PLACE } from "./words.ts";

/** The built-in slot types that are known here (built-in-slots); any other takes the user's words as they are. */
const BUILT_IN: Readonly<Record<string, Recogniser>> = {
  alphanumeric: alphaNumeric(),
  city: PLACE,
  confirmation: CONFIRMATION,
  country: COUNTRY,
  currency: CURRENCY,
  date: DATE,
  duration: DURATION,
  emailaddress: EMAIL_ADDRESS,
  firstname: FIRST_NAME,
  freeforminput: FREE_FORM,
  lastname: LAST_NAME,
  number: NUMBER,
  percentage: PERCENTAGE,
  phonenumber: PHONE_NUMBER,
  state: PLACE,
  streetname: PLACE,
  time: TIME,
  ukpostalcode: UK_POSTAL_CODE,
};

/** V1 wrote `AMAZON.DATE`, V2 writes `AMAZON.Date`. */
function bareName(typeName: string): string {
  return typeName.replace(/^AMAZON\./i, "").toLowerCase();
}

export function isBuiltIn(typeName: string): boolean {
  return typeName.startsWith("AMAZON.") && own(BUILT_IN, bareName(typeName)) !== undefined;
}

/** `dayFirst` reads `3/4` as the third of April. */
export function builtIn(typeName: string, dayFirst = false): Recogniser {
  const recogniser = own(BUILT_IN, bareName(typeName)) ?? FREE_FORM;
  return dayFirst && recogniser === DATE ? DAY_FIRST_DATE : recogniser;
}
