import type { Loss, LossKind } from "../shapes/reply.ts";
import { cutAtWord } from "../text/cut-text.ts";
import { kindOf } from "../text/message-kinds.ts";
import { alter, isOver, lossOf, type PlannedMessage } from "./fit-plan.ts";
import { CUT_MARK } from "./fit-texts.ts";

const SHORTEST_TITLE = 40;

export function dropUnusableImages(
  plan: readonly PlannedMessage[],
  unusable: ReadonlySet<string>,
  losses: Loss[],
): void {
  for (const planned of plan) {
    const address = planned.message.ImageResponseCard?.ImageUrl;
    if (address === undefined || !unusable.has(address)) continue;
    alter(planned, ({ ImageResponseCard: card }) => delete card?.ImageUrl);
    losses.push(lossOf("image", planned.position, address));
  }
}

type FitStep = (plan: PlannedMessage[], max: number, losses: Loss[]) => void;

const dropFromCards =
  (member: "ImageUrl" | "Subtitle", kind: LossKind): FitStep =>
  (plan, max, losses) => {
    for (const planned of plan.toReversed()) {
      const value = planned.message.ImageResponseCard?.[member];
      if (value === undefined || !isOver(plan, max)) continue;
      alter(planned, ({ ImageResponseCard: card }) => delete card?.[member]);
      losses.push(lossOf(kind, planned.position, value));
    }
  };

export const dropImages: FitStep = /* @__PURE__ */ dropFromCards("ImageUrl", "image");

export const dropSubtitles: FitStep = /* @__PURE__ */ dropFromCards("Subtitle", "subtitle");

/** Cut SSML would no longer be SSML, so its words continue as plain text. */
export function dropMarkup(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  for (const planned of plan.toReversed()) {
    const { Content, ContentType } = planned.message;
    const { isMarkup, toText } = kindOf(ContentType);
    if (!isMarkup || !toText || !Content || !isOver(plan, max)) continue;
    const words = toText(Content);
    losses.push(lossOf("ssml-markup", planned.position, Content, words));
    alter(planned, (message) => {
      message.Content = words || CUT_MARK;
      message.ContentType = "PlainText";
    });
  }
}

/**
 * One card is left: its title is cut first, then its buttons go, from the last. Values are never cut, since they are sent back.
 */
export function shrinkCard(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  for (const planned of plan) {
    const { position, message } = planned;
    const card = message.ImageResponseCard;
    if (!card) continue;
    const title = cutAtWord(card.Title, SHORTEST_TITLE, CUT_MARK);
    if (title !== card.Title) losses.push(lossOf("title", position, card.Title, title));
    alter(planned, () => {
      card.Title = title;
    });
    while (card.Buttons && isOver(plan, max)) {
      const button = card.Buttons.at(-1);
      losses.push(lossOf("button", position, JSON.stringify(button)));
      alter(planned, () => {
        card.Buttons?.pop();
        if (card.Buttons?.length === 0) delete card.Buttons;
      });
    }
  }
}
