import type { LexMessage } from "../shapes/lex-message.ts";
import { CONTENT_MAX_BYTES } from "../shapes/limits.ts";
import type { Loss } from "../shapes/reply.ts";
import { dropImages, dropMarkup, dropSubtitles, dropUnusableImages, shrinkCard } from "./fit-cards.ts";
import { envelopeBytes, envelopeOf, isOver, lossOf, type PlannedMessage, plannedMessages } from "./fit-plan.ts";
import { cutTexts } from "./fit-texts.ts";

/** `content` is the exact string to send; undefined if nothing of the reply fits. `bytes` is its size before fitting. */
export interface Fitted {
  readonly content: string | undefined;
  readonly bytesBefore: number;
  readonly losses: readonly Loss[];
}

/**
 * The envelope of a bot's messages within `max` UTF-8 bytes, measured on the exact string that is sent.
 *
 * What doesn't fit is given up in a fixed order, each step only as far as needed: images, then subtitles (both from the last
 * message back), then SSML markup, then the longest texts are cut to one common length with a visible mark, then whole
 * messages from the last back, save the last card with buttons, then that card's title and its last buttons. A custom payload is
 * kept whole or dropped: half of one is worse than none. `unusableImages` are image addresses that are always dropped.
 */
export function fit(
  messages: readonly LexMessage[],
  max = CONTENT_MAX_BYTES,
  unusableImages: ReadonlySet<string> = NONE,
): Fitted {
  const losses: Loss[] = [];
  const plan = plannedMessages(messages, losses);
  dropUnusableImages(plan, unusableImages, losses);
  const bytesBefore = envelopeBytes(plan);
  return { content: fitPlan(plan, max, losses), bytesBefore, losses };
}

/** Reduces a plan step by step, as far as needed. Returns the envelope, or undefined if nothing fits. */
export function fitPlan(plan: PlannedMessage[], max: number, losses: Loss[]): string | undefined {
  for (const step of [dropImages, dropSubtitles, dropMarkup, cutTexts, dropMessages, shrinkCard]) {
    step(plan, max, losses);
    if (plan.length > 0 && !isOver(plan, max)) return envelopeOf(plan);
  }
  return undefined;
}

const NONE: ReadonlySet<string> = new Set();

function dropMessages(plan: PlannedMessage[], max: number, losses: Loss[]): void {
  const kept = plan.findLast(({ message }) => message.ImageResponseCard?.Buttons);
  for (const planned of plan.toReversed()) {
    if (planned === kept) continue;
    if (!isOver(plan, max)) return;
    plan.splice(plan.indexOf(planned), 1);
    losses.push(lossOf("message", planned.position, JSON.stringify(planned.message)));
    if (isOver(plan, max)) cutTexts(plan, max, losses);
  }
}
