import { parseObject } from "../../../mappers/message/metadata.ts";
import { type LexCard, type LexMessage, saysSomething } from "../../../mappers/shapes/lex-message.ts";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";

/** Whatever somebody wrote. Of a payload there is no such step. */
const ANY_TEXT = { pattern: "." };

/**
 * The `bot` steps that expect an answer of Lex: one for each message, the first with intent, state, slots and the slot that is asked for.
 * `was` is the answer before it was scrubbed: what differs from it is a pseudonym, which no bot says.
 */
export function resultToSteps(is: TurnResult, was: TurnResult): (object | string)[] {
  const before = was.messages ?? [];
  const messages = (is.messages ?? []).flatMap((message, at) => {
    const original = before[at];
    return saysSomething(message) && original ? [messageToStep(message, original)] : [];
  });
  const facts = resultToFacts(is, was);
  const [first, ...rest] = messages.length > 0 ? messages : [{ silence: true }];
  if (Object.keys(facts).length === 0) return [first, ...rest].map((step) => textAlone(step ?? {}));
  return [{ ...first, ...facts }, ...rest.map(textAlone)];
}

/** A text needs no key of its own. */
function textAlone(step: object): object | string {
  const { text, ...rest } = step as { readonly text?: string };
  return text !== undefined && Object.keys(rest).length === 0 ? text : step;
}

function messageToStep(message: LexMessage, was: LexMessage): object {
  const { contentType, content, imageResponseCard: card } = message;
  if (card) return { card: cardToExpected(card, was.imageResponseCard ?? undefined) };
  if (contentType !== "SSML" && contentType !== "PlainText") return { payload: parseObject(content ?? "") ?? content };
  if (content !== was.content) return ANY_TEXT;
  return contentType === "SSML" ? { ssml: content } : { text: content };
}

function cardToExpected(card: LexCard, was: LexCard | undefined): object {
  const same = <Value>(value: Value | null | undefined, before: Value | null | undefined) =>
    value != null && JSON.stringify(value) === JSON.stringify(before) ? value : undefined;
  const members = {
    title: same(card.title, was?.title),
    subtitle: same(card.subtitle, was?.subtitle),
    image: same(card.imageUrl, was?.imageUrl),
    buttons: same(card.buttons, was?.buttons)?.map(({ text, value }) => (text === value ? text : { text, value })),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function resultToFacts({ sessionState: is }: TurnResult, { sessionState: was }: TurnResult): object {
  const { name, state, slots } = is?.intent ?? {};
  const elicits = is?.dialogAction?.slotToElicit;
  const before = (was?.intent?.slots ?? {}) as Slots;
  const filled = Object.entries((slots ?? {}) as Slots).flatMap(([slot, filling]) => {
    const value = filling?.value?.interpretedValue;
    return value && value === before[slot]?.value?.interpretedValue && value !== `{${slot}}` ? [[slot, value]] : [];
  });
  return {
    ...(name ? { intent: name } : {}),
    ...(name && state ? { state } : {}),
    ...(elicits ? { elicits } : {}),
    ...(filled.length > 0 ? { slots: Object.fromEntries(filled) } : {}),
  };
}

type Slots = Readonly<Record<string, { readonly value?: { readonly interpretedValue?: string } | null } | null>>;
