import { messageToEnvelope } from "../../../mappers/message/envelope.ts";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { CONTENT_MAX_BYTES, LEX_CONTENT_MAX } from "../../../mappers/shapes/limits.ts";
import type { LossKind } from "../../../mappers/shapes/reply.ts";
import { utf8Length } from "../../../mappers/shapes/utf8.ts";
import type { LoggedDecision } from "./find-records.ts";

const WORD = "lorem ";

/** Words of no meaning, of this length: what is cut is cut between words. */
export function placeholder(length: number): string {
  const text = WORD.repeat(Math.ceil(Math.max(0, length) / WORD.length)).slice(0, Math.max(0, length));
  return text.endsWith(" ") ? `${text.slice(0, -1)}x` : text;
}

/**
 * Messages of no meaning whose envelope has as many bytes as the one of the record, with a part in place of each that was lost, so
 * that the same is lost again where that depends on sizes.
 */
export function placeholderMessages({ sizes, losses, error }: LoggedDecision): LexMessage[] {
  // Only a payload is never cut.
  if (error?.code === "REPLY_TOO_LARGE")
    return [{ contentType: "CustomPayload", content: placeholder(CONTENT_MAX_BYTES) }];
  const parts: (LexMessage | undefined)[] = [];
  // An image that goes although all would fit has an address that no client should load.
  const isRoomy = (sizes.contentBefore ?? 0) <= CONTENT_MAX_BYTES;
  for (const { kind, message, before } of losses) {
    const part = kind === "image" && isRoomy ? image("http", before) : PARTS[kind]?.(before);
    if (message !== undefined && part !== undefined) parts[message] = merged(parts[message], part);
  }
  return filled(Array.from(parts), sizes.contentBefore ?? sizes.content ?? 0);
}

function merged(one: LexMessage | undefined, other: LexMessage): LexMessage {
  if (!one?.imageResponseCard || !other.imageResponseCard) return one ?? other;
  return { ...one, imageResponseCard: { ...one.imageResponseCard, ...other.imageResponseCard } };
}

const text = (length: number): LexMessage => ({ contentType: "PlainText", content: placeholder(length) });
const card = (more: object): LexMessage => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title: placeholder(WORD.length - 1), ...more },
});
const ADDRESS = "://example.com/";
const SPEAK = ["<speak>", "</speak>"] as const;

const image = (scheme: "http" | "https", bytes: number) =>
  card({ imageUrl: `${scheme}${ADDRESS}${placeholder(bytes - scheme.length - ADDRESS.length).replaceAll(" ", "-")}` });

/** What must have been there for each kind of loss. What isn't among them depends on words that nobody knows. */
const PARTS: Readonly<Partial<Record<LossKind, (bytes: number) => LexMessage>>> = {
  "empty-message": () => ({ contentType: "PlainText", content: "" }),
  "ill-formed-text": () => ({ contentType: "PlainText", content: "\ud800" }),
  image: (bytes) => image("https", bytes),
  subtitle: (bytes) => card({ subtitle: placeholder(bytes) }),
  "ssml-markup": (bytes) => ({
    contentType: "SSML",
    content: SPEAK.join(placeholder(bytes - SPEAK.join("").length)),
  }),
  text,
  message: (bytes) => text(bytes - (utf8Length(JSON.stringify(messageToEnvelope(text(1)))) - 1)),
};

/** Texts in the places of which nothing was lost, and as many more as it takes, so that the whole is as large as it should be. */
function filled(parts: readonly (LexMessage | undefined)[], wanted: number): LexMessage[] {
  let places = parts.includes(undefined) ? [...parts] : [...parts, undefined];
  // With one letter each, since an empty text is no message.
  const leftOf = (list: typeof places) => wanted - sizeOf(list.map((part) => part ?? text(1)));
  const holesOf = (list: typeof places) => list.filter((part) => part === undefined).length;
  if (leftOf(places) < 0 && parts.length > 0 && !parts.includes(undefined)) places = [...parts];
  while (leftOf(places) > holesOf(places) * (LEX_CONTENT_MAX - 1)) places = [...places, undefined];
  let [left, holes] = [leftOf(places), holesOf(places)];
  return places.map((part) => {
    if (part !== undefined) return part;
    const more = Math.max(0, Math.ceil(left / holes));
    left -= more;
    holes -= 1;
    return text(1 + more);
  });
}

function sizeOf(messages: readonly LexMessage[]): number {
  const said = messages.filter(({ content, imageResponseCard }) => content !== "" || imageResponseCard);
  return utf8Length(JSON.stringify({ Messages: said.map(messageToEnvelope) }));
}
