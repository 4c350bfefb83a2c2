/** White space, and what Unicode says is not to be shown: zero-width characters, joiners, fillers; and the blank of Braille. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a text shows nothing: who says that says nothing, a person or a bot. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
