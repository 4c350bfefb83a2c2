import type { LexCard } from "../../../mappers/shapes/lex-message.ts";
import { matches, patternToText, type TextPattern } from "./pattern.ts";

/** Of a card only what is named is looked at; of its buttons all, in their order. */
export interface CardPattern {
  readonly title?: TextPattern;
  readonly subtitle?: TextPattern;
  readonly imageUrl?: TextPattern;
  /** A button is its text, or text and value. */
  readonly buttons?: readonly (TextPattern | { readonly text?: TextPattern; readonly value?: TextPattern })[];
}

export function isLikeCard(pattern: CardPattern, card: LexCard): boolean {
  const { title, subtitle, imageUrl, buttons } = pattern;
  const there = card.buttons ?? [];
  return (
    (title === undefined || matches(title, card.title)) &&
    (subtitle === undefined || matches(subtitle, card.subtitle)) &&
    (imageUrl === undefined || matches(imageUrl, card.imageUrl)) &&
    (buttons === undefined ||
      (buttons.length === there.length &&
        buttons.every((button, at) => {
          const { text, value } = toButton(button);
          return (
            (text === undefined || matches(text, there[at]?.text)) &&
            (value === undefined || matches(value, there[at]?.value))
          );
        })))
  );
}

type ButtonPattern = NonNullable<CardPattern["buttons"]>[number];

function toButton(button: ButtonPattern): { readonly text?: TextPattern; readonly value?: TextPattern } {
  const isText = typeof button === "string" || button instanceof RegExp || "asymmetricMatch" in button;
  return isText ? { text: button } : button;
}

export function cardPatternToText({ title, subtitle, imageUrl, buttons }: CardPattern): string {
  const named = (name: string, pattern: TextPattern | undefined) =>
    pattern === undefined ? [] : [`${name} ${patternToText(pattern)}`];
  const labels = buttons?.map((button) => {
    const { text, value } = toButton(button);
    return [...named("text", text), ...named("value", value)].join(" ");
  });
  const parts = [
    ...named("title", title),
    ...named("subtitle", subtitle),
    ...named("image", imageUrl),
    ...(labels ? [`buttons ${labels.map((label) => `[${label}]`).join(" ") || "none"}`] : []),
  ];
  return parts.join(", ") || "anything on it";
}
