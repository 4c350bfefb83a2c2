import { type EnvelopeMessage, messageToEnvelope } from "../../mappers/message/envelope.ts";
import { type LexMessage, saysSomething } from "../../mappers/shapes/lex-message.ts";
import { ATTRIBUTES_MAX_BYTES } from "../../mappers/shapes/limits.ts";
import { cutAtWord } from "../../mappers/text/cut-text.ts";
import { ssmlToText } from "../../mappers/text/ssml-to-text.ts";

const bytesOf = (text: string) => Buffer.byteLength(text);
const MARK = "…";

interface Planned {
  readonly position: number;
  message: EnvelopeMessage;
}

/**
 * `fit` as one would write it without a thought of time: everything is written and measured anew whenever a size is asked for.
 */
export function simpleFit(sent: readonly LexMessage[], max: number) {
  const losses: object[] = [];
  const lose = (kind: string, message: number, before: string, after = "") =>
    losses.push({ kind, message, before: bytesOf(before), after: bytesOf(after) });
  const plan: Planned[] = [];
  for (const [position, message] of sent.entries()) {
    const planned = messageToEnvelope(message);
    const [before, after] = [JSON.stringify(message), JSON.stringify(planned)];
    if (!saysSomething(message)) lose("empty-message", position, before);
    else if (!isWellFormed(message)) lose("ill-formed-text", position, before, after);
    if (saysSomething(message)) plan.push({ position, message: planned });
  }
  const written = () => JSON.stringify({ Messages: plan.map(({ message }) => message) });
  const isOver = () => bytesOf(written()) > max;
  const bytesBefore = bytesOf(written());

  const dropFromCards = (member: "ImageUrl" | "Subtitle", kind: string) => {
    for (const { position, message } of plan.toReversed()) {
      const value = message.ImageResponseCard?.[member];
      if (value === undefined || !isOver()) continue;
      delete message.ImageResponseCard?.[member];
      lose(kind, position, value);
    }
  };
  const dropMarkup = () => {
    for (const { position, message } of plan.toReversed()) {
      if (message.ContentType !== "SSML" || !message.Content || !isOver()) continue;
      const words = ssmlToText(message.Content);
      lose("ssml-markup", position, message.Content, words);
      message.Content = words || MARK;
      message.ContentType = "PlainText";
    }
  };
  const cutTexts = () => {
    const texts = plan.filter(({ message }) => message.ContentType === "PlainText" && message.Content !== undefined);
    if (texts.length === 0) return;
    const sizeAt = (length: number) => {
      const cut = plan.map(({ message }) => {
        const { Content, ContentType } = message;
        if (ContentType !== "PlainText" || Content === undefined || Content.length <= length) return message;
        // A cut between the halves of a pair: the first counts as the whole.
        const head = Content.slice(0, length);
        const whole = /[\ud800-\udbff]$/.test(head) ? Content.slice(0, length + 1) : head;
        return { ...message, Content: whole + MARK };
      });
      return bytesOf(JSON.stringify({ Messages: cut }));
    };
    if (sizeAt(160) > max) return;
    let [length, over] = [160, Math.max(...texts.map(({ message }) => message.Content?.length ?? 0))];
    while (over - length > 1) {
      const middle = (length + over) >> 1;
      if (sizeAt(middle) <= max) length = middle;
      else over = middle;
    }
    for (const { position, message } of texts) {
      if (message.Content === undefined || message.Content.length <= length) continue;
      const cut = cutAtWord(message.Content, length, MARK);
      lose("text", position, message.Content, cut);
      message.Content = cut;
    }
  };
  const dropMessages = () => {
    const kept = plan.findLast(({ message }) => message.ImageResponseCard?.Buttons);
    for (const planned of plan.toReversed()) {
      if (planned === kept) continue;
      if (!isOver()) return;
      plan.splice(plan.indexOf(planned), 1);
      lose("message", planned.position, JSON.stringify(planned.message));
      if (isOver()) cutTexts();
    }
  };
  const shrinkCard = () => {
    for (const { position, message } of plan) {
      const card = message.ImageResponseCard;
      if (!card) continue;
      const title = cutAtWord(card.Title, 40, MARK);
      if (title !== card.Title) lose("title", position, card.Title, title);
      card.Title = title;
      while (card.Buttons && isOver()) {
        lose("button", position, JSON.stringify(card.Buttons.pop()));
        if (card.Buttons.length === 0) delete card.Buttons;
      }
    }
  };

  const steps = [
    () => dropFromCards("ImageUrl", "image"),
    () => dropFromCards("Subtitle", "subtitle"),
    dropMarkup,
    cutTexts,
    dropMessages,
    shrinkCard,
  ];
  for (const step of steps) if (plan.length > 0 && isOver()) step();
  return { content: plan.length > 0 && !isOver() ? written() : undefined, bytesBefore, losses };
}

function isWellFormed(message: LexMessage): boolean {
  const { contentType, content, imageResponseCard: card } = message;
  const { title, subtitle, imageUrl, buttons } = card ?? {};
  const texts = [contentType, content, title, subtitle, imageUrl];
  return [...texts, ...(buttons ?? []).flatMap(({ text, value }) => [text, value])].every(
    (text) => text?.isWellFormed() ?? true,
  );
}

/** Where the last space is looked for in all of the text, and then held to be in its last quarter. */
export function simpleCutAtWord(text: string, max: number, mark: string): string {
  if (text.length <= max) return text;
  const room = Math.max(0, max - mark.length);
  const segments = [...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)];
  const whole = text.slice(0, segments.findLast(({ index }) => index <= room)?.index ?? 0);
  const space = whole.search(/\s\S*$/u);
  const endsInWord = /^\S/u.test(text.slice(whole.length));
  return (endsInWord && space > whole.length * 0.75 ? whole.slice(0, space) : whole).trimEnd() + mark;
}

/** The attributes that fit, each tried beside all before it. */
export function simplyFitting(listed: readonly (readonly [name: string, values: readonly string[]])[]) {
  let attributes: Record<string, { StringValues: string[] }> = {};
  const lost: string[] = [];
  for (const [name, values] of listed) {
    if (values.every((value) => value === "")) continue;
    const added = { ...attributes, [name]: { StringValues: values.map((value) => value.toWellFormed()) } };
    const isLegal =
      name.length >= 1 && name.length <= 64 && values.every((one) => one.length >= 1 && one.length <= 512);
    if (isLegal && bytesOf(JSON.stringify(added)) <= ATTRIBUTES_MAX_BYTES) attributes = added;
    else lost.push(name);
  }
  return { attributes, lost };
}
