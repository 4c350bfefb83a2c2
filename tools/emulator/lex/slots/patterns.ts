import { exactly, type Recogniser } from "./recogniser.ts";

/**
 * AMAZON.AlphaNumeric: one word of letters and figures, matching the filter if the type has one
 * (built-in-slot-alphanumeric). Within a longer text only words with a figure count.
 */
export function alphaNumeric(filter?: string): Recogniser {
  const pattern = filter === undefined ? undefined : new RegExp(`^(?:${filter})$`, "i");
  return {
    loose: pattern === undefined,
    words: 1,
    recognise: (text, { part }) => {
      const word = text.trim().replace(/[.!?,]+$/, "");
      if (pattern !== undefined) return pattern.test(word) ? exactly(word) : undefined;
      return /^[\p{L}\p{N}-]+$/u.test(word) && (!part || /\p{N}/u.test(word)) ? exactly(word) : undefined;
    },
  };
}

/** AMAZON.EmailAddress. */
export const EMAIL_ADDRESS: Recogniser = {
  loose: false,
  words: 1,
  recognise: (text) => {
    const word = text.trim().replace(/[.!?,]+$/, "");
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word) ? exactly(word) : undefined;
  },
};

/** AMAZON.PhoneNumber: 7 to 15 figures, without what stands between them. */
export const PHONE_NUMBER: Recogniser = {
  loose: false,
  words: 6,
  recognise: (text) => {
    const digits = text.replace(/[\s().+-]/g, "");
    return /^\d{7,15}$/.test(digits) ? exactly(digits) : undefined;
  },
};

/** AMAZON.UKPostalCode, written with its space. */
export const UK_POSTAL_CODE: Recogniser = {
  loose: false,
  words: 2,
  recognise: (text) => {
    const match = /^([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})[.!?]?$/i.exec(text.trim());
    return match === null ? undefined : exactly(`${match[1]} ${match[2]}`.toUpperCase());
  },
};
