import type { LexCard, LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import {
  BUTTON_TEXT_MAX,
  CARD_TEXT_MAX,
  LEX_CONTENT_MAX,
  LEX_MESSAGES_MAX,
} from "../../../../mappers/shapes/limits.ts";
import { own } from "../model/own.ts";
import type { Prompt, Response } from "../model/stage-model.ts";
import { slotNamed, textOf } from "../slots/filled.ts";
import { acceptedOfGroup } from "./accepted.ts";
import type { Turn } from "./turn.ts";

/** One message of each group, with its placeholders filled. What Lex would refuse for its size is cut to the limit. */
export function say(turn: Turn, response: Response | undefined): void {
  for (const group of response?.groups ?? []) {
    const choices = acceptedOfGroup(turn, group);
    utter(turn, choices[turn.choose(choices.length)]);
  }
}

/** A prompt, asked for the `tries`th time; with the strategy Ordered its variations come one after another. */
export function askPrompt(turn: Turn, prompt: Prompt, tries: number): void {
  for (const group of prompt.groups) {
    const choices = acceptedOfGroup(turn, group);
    utter(turn, choices[prompt.ordered ? tries % choices.length : turn.choose(choices.length)]);
  }
}

function utter(turn: Turn, message: LexMessage | undefined): void {
  if (message === undefined || turn.messages.length >= LEX_MESSAGES_MAX) return;
  turn.visited?.(message);
  const { contentType, content, imageResponseCard } = message;
  if (imageResponseCard) {
    turn.messages.push({ contentType, imageResponseCard: fillCard(turn, imageResponseCard) });
    return;
  }
  const filled = fillPlaceholders(turn, content ?? "").slice(0, LEX_CONTENT_MAX);
  if (filled !== "") turn.messages.push({ contentType, content: filled });
}

function fillCard(turn: Turn, card: LexCard): LexCard {
  const { title, subtitle, imageUrl, buttons } = card;
  const fill = (text: string, max: number): string => fillPlaceholders(turn, text).slice(0, max);
  return {
    title: fill(title, CARD_TEXT_MAX),
    ...(subtitle ? { subtitle: fill(subtitle, CARD_TEXT_MAX) } : {}),
    ...(imageUrl ? { imageUrl: fill(imageUrl, CARD_TEXT_MAX) } : {}),
    ...(buttons
      ? {
          buttons: buttons.map(({ text, value }) => ({
            text: fill(text, BUTTON_TEXT_MAX),
            value: fill(value, BUTTON_TEXT_MAX),
          })),
        }
      : {}),
  };
}

/**
 * `{Slot}`, `{Slot.Part}`, `[sessionAttribute]` and `((requestAttribute))` (`docs/facts.md` §6). A slot without a value becomes
 * nothing; braces and brackets that name nothing known stay, since payloads are often JSON. Both are unverified.
 */
export function fillPlaceholders(turn: Turn, text: string): string {
  if (!/[{[(]/.test(text)) return text;
  const { session, requestAttributes } = turn;
  return text.replace(/\(\(([^()]+)\)\)|\{([^{}"\s]+)\}|\[([^[\]]+)\]/g, (whole, request, slot, attribute) => {
    if (request !== undefined) return own(requestAttributes, request) ?? whole;
    if (attribute !== undefined) return own(session.attributes, attribute) ?? whole;
    const value = slotNamed(session.intent?.slots ?? {}, slot);
    return value === undefined ? whole : (textOf(value) ?? "");
  });
}
