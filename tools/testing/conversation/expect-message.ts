import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { kindOf } from "../../../mappers/text/message-kinds.ts";
import { leafDifferences } from "../diff/leaves.ts";
import type { ExpectedCard, ExpectedMessage, ExpectedText } from "./script/script.ts";

/** One thing that is not as the script says. */
export interface Miss {
  /** What was looked at, as in `message 2, card title`. */
  readonly what: string;
  readonly expected: string;
  readonly said: string;
}

/** Where one message of the bot is not as expected; nothing where it is. `what` names the message. */
export function missesOfMessage(what: string, expected: ExpectedMessage, actual: LexMessage | undefined): Miss[] {
  if (actual === undefined) return [{ what, expected: expectedToText(expected), said: "nothing" }];
  const said = lexMessageToText(actual);
  const { text, pattern, ssml, card, payload } = expected;
  if (card !== undefined) {
    const { imageResponseCard: found } = actual;
    return found ? missesOfCard(what, card, found) : [{ what, expected: expectedToText(expected), said }];
  }
  if (payload !== undefined) return missesOfPayload(what, payload, actual);
  if (ssml !== undefined) {
    const isSame = kindOf(actual.contentType).isMarkup && actual.content === ssml;
    return isSame ? [] : [{ what, expected: `SSML ${quoted(ssml)}`, said }];
  }
  // A text is what a person reads: of SSML what is spoken, never a card or a payload.
  const words = wordsOf(actual);
  const wanted: ExpectedText = pattern === undefined ? (text ?? "") : { pattern };
  return words !== undefined && fits(wanted, words) ? [] : [{ what, expected: textToText(wanted), said }];
}

function wordsOf({ contentType, content, imageResponseCard }: LexMessage): string | undefined {
  return imageResponseCard ? undefined : kindOf(contentType).toText?.(content ?? "");
}

function missesOfCard(
  what: string,
  expected: ExpectedCard,
  actual: NonNullable<LexMessage["imageResponseCard"]>,
): Miss[] {
  const parts: [name: string, wanted: ExpectedText | undefined, found: string | null | undefined][] = [
    ["title", expected.title, actual.title],
    ["subtitle", expected.subtitle, actual.subtitle],
    ["image", expected.image, actual.imageUrl],
  ];
  const misses = parts.flatMap(([name, wanted, found]) =>
    wanted === undefined ? [] : missesOfText(`${what}, card ${name}`, wanted, found),
  );
  return expected.buttons === undefined
    ? misses
    : [...misses, ...missesOfButtons(what, expected.buttons, actual.buttons ?? [])];
}

function missesOfButtons(
  what: string,
  expected: NonNullable<ExpectedCard["buttons"]>,
  actual: readonly { readonly text: string; readonly value: string }[],
): Miss[] {
  const count = Math.max(expected.length, actual.length);
  return Array.from({ length: count }, (_, at) => {
    const [wanted, found] = [expected[at], actual[at]];
    const name = `${what}, button ${at + 1}`;
    if (wanted === undefined) return [{ what: name, expected: "no such button", said: quoted(found?.text ?? "") }];
    const button = typeof wanted === "string" || "pattern" in wanted ? { text: wanted } : wanted;
    return [
      ...missesOfText(name, button.text, found?.text),
      ...("value" in button && button.value !== undefined
        ? missesOfText(`${name}, its value`, button.value, found?.value)
        : []),
    ];
  }).flat();
}

function missesOfPayload(what: string, expected: unknown, actual: LexMessage): Miss[] {
  const said = lexMessageToText(actual);
  const wanted = payloadToText(expected);
  if (actual.contentType !== "CustomPayload") return [{ what, expected: wanted, said }];
  const isSame =
    typeof expected === "string"
      ? actual.content === expected
      : leafDifferences("payload", "payload", scalarsAsText(expected), scalarsAsText(parsed(actual.content ?? "")))
          .length === 0;
  return isSame ? [] : [{ what, expected: wanted, said }];
}

/** A script's scalars are texts as they are written, so a payload's are compared by what they are written as. */
function scalarsAsText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scalarsAsText);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, scalarsAsText(one)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Where a text is not as expected. */
export function missesOfText(what: string, expected: ExpectedText, actual: string | null | undefined): Miss[] {
  if (typeof actual === "string" && fits(expected, actual)) return [];
  return [{ what, expected: textToText(expected), said: typeof actual === "string" ? quoted(actual) : "nothing" }];
}

function fits(expected: ExpectedText, actual: string): boolean {
  const text = withLineFeeds(actual);
  return typeof expected === "string" ? text === withLineFeeds(expected) : new RegExp(expected.pattern, "u").test(text);
}

/** An export that was written on Windows, or a script, may end its lines with CRLF. */
function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function textToText(expected: ExpectedText): string {
  return typeof expected === "string" ? quoted(expected) : `a match of /${expected.pattern}/`;
}

/** An expected message in words. */
export function expectedToText({ text, pattern, ssml, card, payload }: ExpectedMessage): string {
  if (card !== undefined) return `a card${card.title === undefined ? "" : ` ${textToText(card.title)}`}`;
  if (payload !== undefined) return payloadToText(payload);
  if (ssml !== undefined) return `SSML ${quoted(ssml)}`;
  return textToText(pattern === undefined ? (text ?? "") : { pattern });
}

function payloadToText(payload: unknown): string {
  return `the payload ${typeof payload === "string" ? payload : JSON.stringify(payload)}`;
}

/** A message in words, on one line. */
export function lexMessageToText({ contentType, content, imageResponseCard: card }: LexMessage): string {
  if (card) {
    const buttons = (card.buttons ?? []).map(({ text }) => `[${text}]`);
    return [`the card ${quoted(card.title)}`, ...buttons].join(" ");
  }
  if (contentType === "CustomPayload") return `the payload ${content ?? ""}`;
  return contentType === "PlainText" ? quoted(content ?? "") : `${contentType} ${quoted(content ?? "")}`;
}

export function quoted(text: string): string {
  return JSON.stringify(text);
}
