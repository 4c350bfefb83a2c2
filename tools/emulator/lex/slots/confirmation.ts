import { readersOf } from "./spoken/readers.ts";

/** `Yes`, `No`, `Maybe` or `Don't know` in the language of a locale, whole or as the beginning of an answer. */
export function confirmationIn(text: string, localeId: string): string | undefined {
  return readersOf(localeId).answer(text);
}
