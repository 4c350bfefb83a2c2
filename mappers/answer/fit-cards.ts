import type { Loss, LossKind } from "../shapes/reply.ts";
import { cutAtWord } from "../text/cut-text.ts";
import { ssmlToText } from "../text/ssml-to-text.ts";
import { isOver, lossOf, type PlannedMessage } from "./fit-plan.ts";
import { CUT_MARK } from "./fit-texts.ts";

const SHORTEST_TITLE = 40;

export function dropUnusableImages(
  plan: readonly PlannedMessage[],
  unusable: ReadonlySet<string>,
  losses: Loss[],
): void {
  for (const { position, message } of plan) {
    const address = message.ImageResponseCard?.ImageUrl;
    if (address === undefined || !unusable.has(address)) continue;
    delete message.ImageResponseCard?.ImageUrl;
    losses.push(lossOf("image", position, address));
  }
}

export function dropImages(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  dropFromCards("ImageUrl", "image", plan, max, losses);
}

export function dropSubtitles(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  dropFromCards("Subtitle", "subtitle", plan, max, losses);
}

function dropFromCards(
  member: "ImageUrl" | "Subtitle",
  kind: LossKind,
  plan: PlannedMessage[],
  max: number,
  losses: Loss[],
): void {
  for (const { position, message } of plan.toReversed()) {
    const value = message.ImageResponseCard?.[member];
    if (value === undefined || !isOver(plan, max)) continue;
    delete message.ImageResponseCard?.[member];
    losses.push(lossOf(kind, position, value));
  }
}

/** Cut SSML would not be SSML any more, so its words go on as plain text. */
export function dropMarkup(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  for (const { position, message } of plan.toReversed()) {
    if (message.ContentType !== "SSML" || !message.Content || !isOver(plan, max)) continue;
    const words = ssmlToText(message.Content);
    losses.push(lossOf("ssml-markup", position, message.Content, words));
    message.Content = words || CUT_MARK;
    message.ContentType = "PlainText";
  }
}

/** What is left is one card: its title gives way first, then its buttons from the last. Values are never cut: they are sent back. */
export function shrinkCard(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  for (const { position, message } of plan) {
    const card = message.ImageResponseCard;
    if (!card) continue;
    const title = cutAtWord(card.Title, SHORTEST_TITLE, CUT_MARK);
    if (title !== card.Title) losses.push(lossOf("title", position, card.Title, title));
    card.Title = title;
    while (card.Buttons && isOver(plan, max)) {
      const button = card.Buttons.pop();
      losses.push(lossOf("button", position, JSON.stringify(button)));
      if (card.Buttons.length === 0) delete card.Buttons;
    }
  }
}
