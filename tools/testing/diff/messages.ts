import { isRecord } from "../../../mappers/shapes/json-values.ts";
import { alignItems } from "./align.ts";
import { commonLength, type Difference, shown } from "./difference.ts";
import { leafDifferences, sideBySide, without } from "./leaves.ts";

/** A message of either spelling, Lex's or the envelope's, as what it says. */
interface Said {
  readonly kind: string;
  readonly text: unknown;
  readonly card: Readonly<Record<string, unknown>> | undefined;
  readonly buttons: readonly Button[];
  /** Members that nothing is known of. */
  readonly rest: Readonly<Record<string, unknown>>;
  readonly raw: unknown;
}

interface Button {
  readonly text: unknown;
  readonly value: unknown;
}

/** What a bot says now beside what it should say: `Messages` of an envelope, or `messages` of a turn result. `whose` stands before each. */
export function messageDifferences(
  path: string,
  expected: readonly unknown[],
  actual: readonly unknown[],
  whose = "",
): Difference[] {
  const pairs = alignItems(expected.map(said), actual.map(said), likeness);
  const additions = pairs.flatMap((pair) => ("expected" in pair ? [] : [pair]));
  const arrived = new Set<unknown>();
  const goneTo = (one: Said) => {
    const found = additions.find((pair) => !arrived.has(pair) && isSame(one, pair.actual));
    arrived.add(found);
    return found;
  };
  const moves = new Map(
    pairs.flatMap((pair) => {
      const to = "actual" in pair ? undefined : goneTo(pair.expected);
      return to ? [[pair, to.nowAt] as const] : [];
    }),
  );
  return pairs.flatMap((pair): Difference[] => {
    if ("expected" in pair && "actual" in pair) return saidDifferences(`${path}.${pair.at}`, whose, pair);
    if (!("expected" in pair))
      return arrived.has(pair) ? [] : [changeOf(path, whose, pair.nowAt, undefined, pair.actual)];
    const nowAt = moves.get(pair);
    if (nowAt === undefined) return [changeOf(path, whose, pair.at, pair.expected, undefined)];
    const how = `stands at place ${nowAt + 1} now`;
    return [
      { path: `${path}.${pair.at}`, what: `${whose}message ${pair.at + 1}`, expected: pair.at, actual: nowAt, how },
    ];
  });
}

function changeOf(
  path: string,
  whose: string,
  at: number,
  expected: Said | undefined,
  actual: Said | undefined,
): Difference {
  const how = `${actual ? "added" : "lost"}, ${inWords((actual ?? expected)?.raw)}`;
  return {
    path: `${path}.${at}`,
    what: `${whose}message ${at + 1}`,
    expected: expected?.raw,
    actual: actual?.raw,
    how,
  };
}

function saidDifferences(
  path: string,
  whose: string,
  { expected, at, actual }: { expected: Said; at: number; actual: Said },
): Difference[] {
  const what = `${whose}message ${at + 1}`;
  if (expected.kind !== actual.kind) {
    const how = `${inWords(expected.raw)} → ${inWords(actual.raw)}`;
    return [{ path, what, expected: expected.raw, actual: actual.raw, how }];
  }
  const cards = [expected.card, actual.card].map((card) => without(card, ["buttons"]));
  return [
    ...leafDifferences(`${path}.content`, `${what}: text`, expected.text, actual.text),
    ...sideBySide(cards[0], cards[1]).flatMap(([name, before, after]) =>
      leafDifferences(`${path}.card.${name}`, `${what}: card ${CARD_WORDS[name] ?? name}`, before, after),
    ),
    ...buttonDifferences(`${path}.card.buttons`, what, expected.buttons, actual.buttons),
    ...sideBySide(expected.rest, actual.rest).flatMap(([name, before, after]) =>
      leafDifferences(`${path}.${name}`, `${what}: ${name}`, before, after),
    ),
  ];
}

const CARD_WORDS: Readonly<Record<string, string>> = { imageUrl: "image" };

function buttonDifferences(
  path: string,
  message: string,
  expected: readonly Button[],
  actual: readonly Button[],
): Difference[] {
  const like = (one: Button, other: Button) =>
    Object.is(one.text, other.text) ? 3 : Object.is(one.value, other.value) ? 2 : 1;
  return alignItems(expected, actual, like).flatMap((pair): Difference[] => {
    if (!("expected" in pair)) {
      return [
        {
          path: `${path}.${pair.nowAt}`,
          what: `${message}: button ${pair.nowAt + 1}`,
          expected: undefined,
          actual: pair.actual.text,
        },
      ];
    }
    const [at, what] = [`${path}.${pair.at}`, `${message}: button ${pair.at + 1}`];
    if (!("actual" in pair)) return [{ path: at, what, expected: pair.expected.text, actual: undefined }];
    return [
      ...leafDifferences(`${at}.text`, what, pair.expected.text, pair.actual.text),
      ...leafDifferences(`${at}.value`, `${what} value`, pair.expected.value, pair.actual.value),
    ];
  });
}

/** Envelopes spell their members with a capital, Lex does not. */
function said(raw: unknown): Said {
  const message = lowered(raw);
  const { content: text, contentType, imageResponseCard } = message;
  const card = isRecord(imageResponseCard) ? lowered(imageResponseCard) : undefined;
  const buttons = Array.isArray(card?.["buttons"]) ? card["buttons"] : [];
  return {
    kind: typeof contentType === "string" ? contentType : "unknown",
    text,
    card,
    buttons: buttons.map(lowered).map(({ text: label, value }) => ({ text: label, value })),
    rest: without(message, ["content", "contentType", "imageResponseCard"]),
    raw,
  };
}

function lowered(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) return {};
  // An absent member, null and undefined say the same in Lex's answers (docs/facts.md §5).
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), member]));
}

function isSame(one: Said, other: Said): boolean {
  return likeness(one, other) === LIKENESS_OF_EQUALS;
}

const LIKENESS_OF_EQUALS = 100;

function likeness(one: Said, other: Said): number {
  if (one.kind !== other.kind) return 1;
  const [a, b] = [one, other].map(({ text, card, rest }) => JSON.stringify([text, card, rest]));
  if (a === b) return LIKENESS_OF_EQUALS;
  const [before, after] = [wordsOf(one), wordsOf(other)];
  const longer = Math.max(before.length, after.length);
  return 10 + (longer === 0 ? 0 : (50 * commonLength(before, after)) / longer);
}

function wordsOf({ text, card }: Said): string {
  return typeof text === "string" ? text : String(card?.["title"] ?? "");
}

/** A message in a few words: `PlainText "Hello!"`, `card "What next?" with [Balance] [Transfer]`. */
export function inWords(raw: unknown): string {
  const { kind, text, card, buttons } = said(raw);
  if (!card) return `${kind} ${quoted(text)}`;
  const labels = buttons.map(buttonToText).join(" ");
  return `card ${quoted(card["title"])}${labels ? ` with ${labels}` : ""}`;
}

/** `[Savings]`, or `[Savings: SAV]` where it sends another value than it shows. */
function buttonToText({ text, value }: Button): string {
  return Object.is(text, value) ? `[${String(text)}]` : `[${String(text)}: ${String(value)}]`;
}

function quoted(value: unknown): string {
  return typeof value === "string" && value.length < 60 ? JSON.stringify(value) : shown(value);
}
