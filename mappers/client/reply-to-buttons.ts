import type { LexButton, LexMessage } from "../shapes/lex-message.ts";
import { cleanLine } from "../text/clean-text.ts";

/**
 * The buttons of a reply's cards that can be pressed, in the order in which `replyToText` numbers them: number 1 is the first, through
 * all cards. One without a value says nothing when it is pressed, and is left out.
 */
export function replyToButtons(reply: { readonly messages?: readonly LexMessage[] }): LexButton[] {
  return (reply.messages ?? []).flatMap(({ imageResponseCard: card }) => (card?.buttons ?? []).filter(isPressable));
}

export function isPressable({ value }: LexButton): boolean {
  return cleanLine(value) !== "";
}

/** What stands on a button: its text, on one line, or its value where it has none. */
export function buttonToLabel({ text, value }: LexButton): string {
  return cleanLine(text) || cleanLine(value);
}
