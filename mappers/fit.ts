import { cutAtWord } from "./cut-text.ts";
import { type EnvelopeMessage, messageToEnvelope } from "./reply-to-envelope.ts";
import type { LexMessage } from "./shapes/lex-message.ts";
import { CONTENT_MAX_BYTES } from "./shapes/limits.ts";
import type { Loss, LossKind } from "./shapes/reply.ts";
import { utf8Length } from "./shapes/utf8.ts";
import { ssmlToText } from "./ssml-to-text.ts";
import { saysSomething } from "./turn-to-reply.ts";

/** What stands where text was cut. */
export const CUT_MARK = "…";

/** Texts are cut no shorter than this (UTF-16 units) before whole messages go: less would say nothing. */
const SHORTEST_TEXT = 160;
const SHORTEST_TITLE = 40;

/** A message on its way into the envelope, with its position among the bot's messages. */
interface Planned {
  readonly position: number;
  readonly message: EnvelopeMessage;
}

/** `content` is the exact string to send; undefined where nothing of the reply fits. `bytes` is what it asked for first. */
export interface Fitted {
  readonly content: string | undefined;
  readonly bytesBefore: number;
  readonly losses: readonly Loss[];
}

/**
 * The envelope of a bot's messages within `max` UTF-8 bytes, measured on the exact string that is sent.
 *
 * Too much is given up in a fixed order, each step only as far as needed: images, then subtitles (both from the last
 * message back), then SSML markup, then the longest texts are cut to one common length with a visible mark, then whole
 * messages from the last back, save the last card with buttons, then that card's title and its last buttons. A custom
 * payload is kept whole or dropped: half of one is worse than none. `unusableImages` are addresses that go in any case.
 */
export function fit(
  messages: readonly LexMessage[],
  max = CONTENT_MAX_BYTES,
  unusableImages: ReadonlySet<string> = NONE,
): Fitted {
  const losses: Loss[] = [];
  const plan = plannedMessages(messages, losses);
  dropUnusableImages(plan, unusableImages, losses);
  const content = envelopeOf(plan);
  const bytesBefore = utf8Length(content);
  if (plan.length === 0) return { content: undefined, bytesBefore, losses };
  if (bytesBefore <= max) return { content, bytesBefore, losses };
  for (const step of [dropImages, dropSubtitles, dropMarkup, cutTexts, dropMessages, shrinkCard]) {
    step(plan, max, losses);
    const smaller = envelopeOf(plan);
    if (plan.length > 0 && utf8Length(smaller) <= max) return { content: smaller, bytesBefore, losses };
  }
  return { content: undefined, bytesBefore, losses };
}

const NONE: ReadonlySet<string> = new Set();

function dropUnusableImages(plan: readonly Planned[], unusable: ReadonlySet<string>, losses: Loss[]): void {
  for (const { position, message } of plan) {
    const address = message.ImageResponseCard?.ImageUrl;
    if (address === undefined || !unusable.has(address)) continue;
    delete message.ImageResponseCard?.ImageUrl;
    losses.push(lossOf("image", position, address));
  }
}

function envelopeOf(plan: readonly Planned[]): string {
  return JSON.stringify({ Messages: plan.map(({ message }) => message) });
}

function isOver(plan: readonly Planned[], max: number): boolean {
  return utf8Length(envelopeOf(plan)) > max;
}

function plannedMessages(messages: readonly LexMessage[], losses: Loss[]): Planned[] {
  const plan: Planned[] = [];
  for (const [position, message] of messages.entries()) {
    if (!saysSomething(message)) {
      losses.push(lossOf("empty-message", position, JSON.stringify(message)));
      continue;
    }
    const planned = messageToEnvelope(message);
    if (!isWellFormed(message)) {
      losses.push(lossOf("ill-formed-text", position, JSON.stringify(message), JSON.stringify(planned)));
    }
    plan.push({ position, message: planned });
  }
  return plan;
}

function isWellFormed({ content, contentType, imageResponseCard: card }: LexMessage): boolean {
  return [
    contentType,
    content,
    card?.title,
    card?.subtitle,
    card?.imageUrl,
    ...(card?.buttons ?? []).flatMap((b) => [b.text, b.value]),
  ].every((text) => text?.isWellFormed() ?? true);
}

function lossOf(kind: LossKind, message: number, before: string, after = ""): Loss {
  return { kind, message, before: utf8Length(before), after: utf8Length(after) };
}

function dropImages(plan: Planned[], max: number, losses: Loss[]): void {
  dropFromCards("ImageUrl", "image", plan, max, losses);
}

function dropSubtitles(plan: Planned[], max: number, losses: Loss[]): void {
  dropFromCards("Subtitle", "subtitle", plan, max, losses);
}

function dropFromCards(
  member: "ImageUrl" | "Subtitle",
  kind: LossKind,
  plan: Planned[],
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
function dropMarkup(plan: Planned[], max: number, losses: Loss[]): void {
  for (const { position, message } of plan.toReversed()) {
    if (message.ContentType !== "SSML" || !message.Content || !isOver(plan, max)) continue;
    const words = ssmlToText(message.Content);
    losses.push(lossOf("ssml-markup", position, message.Content, words));
    message.Content = words || CUT_MARK;
    message.ContentType = "PlainText";
  }
}

function cutTexts(plan: Planned[], max: number, losses: Loss[]): void {
  const length = commonLength(plan, max);
  if (length === undefined) return;
  for (const { position, message } of plan) {
    if (!isCuttable(message) || message.Content.length <= length) continue;
    const cut = cutAtWord(message.Content, length, CUT_MARK);
    losses.push(lossOf("text", position, message.Content, cut));
    message.Content = cut;
  }
}

function isCuttable(message: EnvelopeMessage): message is EnvelopeMessage & { Content: string } {
  return message.ContentType === "PlainText" && message.Content !== undefined;
}

/**
 * The greatest length to which the texts can be cut so that everything fits, or undefined where even the shortest is too
 * much. It searches on plain slices: ending at a character or a word only makes them shorter.
 */
function commonLength(plan: readonly Planned[], max: number): number | undefined {
  const texts = plan
    .map(({ message }) => message)
    .filter(isCuttable)
    .map(({ Content }) => Content);
  const fixed = utf8Length(envelopeOf(plan)) - texts.reduce((sum, text) => sum + sizeOf(text), 0);
  const sizeAt = (length: number) =>
    texts.reduce(
      (sum, text) => sum + sizeOf(text.length <= length ? text : `${text.slice(0, length)}${CUT_MARK}`),
      fixed,
    );
  if (texts.length === 0 || sizeAt(SHORTEST_TEXT) > max) return undefined;
  let [fits, over] = [SHORTEST_TEXT, Math.max(...texts.map((text) => text.length))];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (sizeAt(middle) <= max) fits = middle;
    else over = middle;
  }
  return fits;
}

function sizeOf(text: string): number {
  return utf8Length(JSON.stringify(text));
}

function dropMessages(plan: Planned[], max: number, losses: Loss[]): void {
  const kept = plan.findLast(({ message }) => message.ImageResponseCard?.Buttons);
  for (const planned of plan.toReversed()) {
    if (planned === kept) continue;
    if (!isOver(plan, max)) return;
    plan.splice(plan.indexOf(planned), 1);
    losses.push(lossOf("message", planned.position, JSON.stringify(planned.message)));
    if (isOver(plan, max)) cutTexts(plan, max, losses);
  }
}

/** What is left is one card: its title gives way first, then its buttons from the last. Values are never cut: they are sent back. */
function shrinkCard(plan: Planned[], max: number, losses: Loss[]): void {
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
