import type { LexButton, LexMessage } from "../shapes/lex-message.ts";
import { cleanLine } from "../text/clean-text.ts";

/**
 * The buttons of a reply's cards that can be pressed, in the order in which `replyToText` numbers them: number 1 is the first, through
 * all cards. A button without a value would send nothing, and is left out.
 */
export function replyToButtons(
  reply: { readonly messages?: readonly LexMessage[] | null | undefined } | null | undefined,
): LexButton[] {
  return messagesOf(reply).flatMap(({ imageResponseCard: card }) => buttonsOf(card));
}

/** The elements of a reply that are messages. A client may hold a reply that it made or stored itself. */
export function messagesOf(reply: { readonly messages?: unknown } | null | undefined): LexMessage[] {
  const messages = reply?.messages;
  return Array.isArray(messages) ? messages.filter((one) => typeof one === "object" && one !== null) : [];
}

/** The buttons of a card that can be pressed. */
export function buttonsOf(card: { readonly buttons?: unknown } | null | undefined): LexButton[] {
  const buttons = card?.buttons;
  return Array.isArray(buttons) ? buttons.filter((one) => cleanLine(one?.value) !== "") : [];
}

/** A button's label: its text, on one line, or its value if it has none. */
export function buttonToLabel({ text, value }: LexButton): string {
  return cleanLine(text) || cleanLine(value);
}
