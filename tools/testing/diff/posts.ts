import { contentToEnvelope, type Envelope } from "../../../mappers/message/envelope.ts";
import { isRecord } from "../../../mappers/shapes/json-values.ts";
import { commonLength, type Difference, plural } from "./difference.ts";
import { leafDifferences, sideBySide } from "./leaves.ts";
import { messageDifferences } from "./messages.ts";

/** A message that goes to Chime, in a callback or by itself, as what it says. */
export interface ReadPost {
  readonly kind: "plain" | "messages" | "error";
  /** In words. */
  readonly says: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
}

export function readPost(value: unknown): ReadPost {
  const message = isRecord(value) ? value : {};
  const { Content, ContentType } = message;
  const envelope = contentToEnvelope(
    typeof Content === "string" ? Content : "",
    typeof ContentType === "string" ? ContentType : undefined,
  );
  const rest = { message, envelope };
  const misspelt = envelope.kind === "none" ? parsed(Content)?.["messages"] : undefined;
  // Written by hand: the rest of it is compared all the same.
  if (Array.isArray(misspelt)) return { kind: "messages", says: "no reply: it says messages, not Messages", ...rest };
  if (envelope.kind === "none") return { kind: "plain", says: "the message as it came", ...rest };
  if (envelope.kind === "error") return { kind: "error", says: `an error reply, code ${envelope.code}`, ...rest };
  return { kind: "messages", says: `a reply of ${plural(envelope.messages.length, "message")}`, ...rest };
}

/** Two messages of one kind, member by member. `whose` stands before each: empty, or as in `part 2: `. */
export function postDifferences(path: string, whose: string, expected: ReadPost, actual: ReadPost): Difference[] {
  return sideBySide(expected.message, actual.message).flatMap(([name, before, after]) => {
    const at = `${path}.${name}`;
    if (name === "Content") return contentDifferences(at, whose, expected, actual);
    if (name === "Metadata") return textDifferences(at, `${whose}Metadata`, before, after);
    if (name === "MessageAttributes") return attributeDifferences(at, whose, before, after);
    return leafDifferences(at, `${whose}${name === "PushNotification" ? "push notification" : name}`, before, after);
  });
}

function contentDifferences(path: string, whose: string, expected: ReadPost, actual: ReadPost): Difference[] {
  const [before, after] = [expected.message["Content"], actual.message["Content"]];
  const what = `${whose}Content`;
  if (before === after) return [];
  if (expected.envelope.kind === "error" && actual.envelope.kind === "error") {
    const found = leafDifferences(path, `${whose}error code`, expected.envelope.code, actual.envelope.code);
    return found.length > 0 ? found : [spelling(path, what, before, after)];
  }
  const [one, other] = [rawMessages(before), rawMessages(after)];
  if (!one || !other) return textDifferences(path, what, before, after);
  const found = [
    ...keyDifference(path, what, before, after),
    ...messageDifferences(`${path}.Messages`, one, other, whose),
  ];
  return found.length > 0 ? found : [spelling(path, what, before, after)];
}

/** The messages as they stand in the text, so that members nobody knows are compared too. */
function rawMessages(content: unknown): unknown[] | undefined {
  const envelope = parsed(content);
  const messages = envelope?.["Messages"] ?? envelope?.["messages"];
  return Array.isArray(messages) ? messages : undefined;
}

/** Lex's own spelling of the list, which no client reads. */
function keyDifference(path: string, what: string, expected: unknown, actual: unknown): Difference[] {
  const [before, after] = [expected, actual].map((content) =>
    parsed(content)?.["Messages"] ? "Messages" : "messages",
  );
  return before === after ? [] : [{ path, what, expected: before, actual: after }];
}

/** A text that may be a JSON object, which is compared member by member. */
function textDifferences(path: string, what: string, expected: unknown, actual: unknown): Difference[] {
  if (expected === actual) return [];
  const [before, after] = [parsed(expected), parsed(actual)];
  if (!before || !after) return [{ path, what, expected, actual }];
  const found = leafDifferences(path, `${what} `, before, after);
  return found.length > 0 ? found : [spelling(path, what, expected, actual)];
}

/** The same members in another text: it is the text that goes over the wire. */
function spelling(path: string, what: string, expected: unknown, actual: unknown): Difference {
  const at = commonLength(String(expected), String(actual)) + 1;
  const how = `the same members, written differently (order or white space) from character ${at} on`;
  return { path, what, expected, actual, how };
}

function parsed(text: unknown): Record<string, unknown> | undefined {
  if (typeof text !== "string" || !text.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function attributeDifferences(path: string, whose: string, expected: unknown, actual: unknown): Difference[] {
  return sideBySide(expected, actual).flatMap(([name, before, after]) =>
    leafDifferences(
      `${path}.${name}`,
      `${whose}attribute ${shortName(name)}`,
      attributeValue(before),
      attributeValue(after),
    ),
  );
}

/** The one value that an attribute nearly always has; otherwise all there is. */
function attributeValue(attribute: unknown): unknown {
  const values = isRecord(attribute) ? attribute["StringValues"] : undefined;
  const isPlain = Array.isArray(values) && values.length === 1 && Object.keys(attribute as object).length === 1;
  return isPlain ? values[0] : attribute;
}

/** `intent.state` for `CHIME.LEX.sessionState.intent.state`: whoever tests a bot knows the rest by heart. */
function shortName(name: string): string {
  return name.replace(/^CHIME\.LEX\.sessionState\./, "");
}
