/** White space, and what Unicode says isn't visible: zero-width characters, joiners, fillers; and the blank of Braille. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a text shows nothing: a person or a bot that says it says nothing. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
