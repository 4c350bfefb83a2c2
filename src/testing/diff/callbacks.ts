import { contentToEnvelope, type Envelope } from "../../../mappers/read-envelope.ts";
import type { Callback } from "../../../mappers/shapes/callback.ts";
import { commonLength, type Difference, plural } from "./difference.ts";
import { isRecord, leafDifferences, sideBySide, without } from "./leaves.ts";
import { messageDifferences } from "./messages.ts";

/** What went out beside what should have gone out. */
export function callbackDifferences(expected: unknown, actual: Callback | undefined): Difference[] {
  const path = "callback";
  const [before, after] = [readCallback(expected), readCallback(actual)];
  const how = `${before.says} → ${after.says}`;
  if (before.kind !== after.kind) return [{ path, what: "callback", expected, actual, how }];
  return [
    ...leafDifferences(path, "", without(expected, ["ChannelMessage"]), without(actual, ["ChannelMessage"])),
    ...memberDifferences(`${path}.ChannelMessage`, before, after),
  ];
}

interface ReadCallback {
  readonly kind: "none" | "denial" | "release" | "messages" | "error";
  /** In words. */
  readonly says: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly envelope: Envelope;
}

function readCallback(callback: unknown): ReadCallback {
  const message = isRecord(callback) && isRecord(callback["ChannelMessage"]) ? callback["ChannelMessage"] : {};
  const { Content, ContentType } = message;
  const envelope = contentToEnvelope(
    typeof Content === "string" ? Content : "",
    typeof ContentType === "string" ? ContentType : undefined,
  );
  const rest = { message, envelope };
  if (callback === undefined) return { kind: "none", says: "no callback", ...rest };
  if (isRecord(callback) && callback["DeleteResource"] === true) {
    return { kind: "denial", says: "the message is dropped", ...rest };
  }
  // An envelope that is released came as one: its ContentType is the event's, which has none or gives it back.
  if (envelope.kind === "none") return { kind: "release", says: "the message as it came", ...rest };
  if (envelope.kind === "error") return { kind: "error", says: `an error reply, code ${envelope.code}`, ...rest };
  return { kind: "messages", says: `a reply of ${plural(envelope.messages.length, "message")}`, ...rest };
}

function memberDifferences(path: string, expected: ReadCallback, actual: ReadCallback): Difference[] {
  return sideBySide(expected.message, actual.message).flatMap(([name, before, after]) => {
    const at = `${path}.${name}`;
    if (name === "Content") return contentDifferences(at, expected, actual);
    if (name === "Metadata") return textDifferences(at, "Metadata", before, after);
    if (name === "MessageAttributes") return attributeDifferences(at, before, after);
    return leafDifferences(at, name === "PushNotification" ? "push notification" : name, before, after);
  });
}

function contentDifferences(path: string, expected: ReadCallback, actual: ReadCallback): Difference[] {
  const [before, after] = [expected.message["Content"], actual.message["Content"]];
  if (before === after) return [];
  if (expected.envelope.kind === "error" && actual.envelope.kind === "error") {
    const found = leafDifferences(path, "error code", expected.envelope.code, actual.envelope.code);
    return found.length > 0 ? found : [spelling(path, "Content", before, after)];
  }
  const [one, other] = [rawMessages(before), rawMessages(after)];
  if (!one || !other) return textDifferences(path, "Content", before, after);
  const found = messageDifferences(`${path}.Messages`, one, other);
  return found.length > 0 ? found : [spelling(path, "Content", before, after)];
}

/** The messages as they stand in the text, so that members nobody knows are compared too. */
function rawMessages(content: unknown): unknown[] | undefined {
  const messages = parsed(content)?.["Messages"];
  return Array.isArray(messages) ? messages : undefined;
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

function attributeDifferences(path: string, expected: unknown, actual: unknown): Difference[] {
  return sideBySide(expected, actual).flatMap(([name, before, after]) =>
    leafDifferences(`${path}.${name}`, `attribute ${shortName(name)}`, attributeValue(before), attributeValue(after)),
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
