import { METADATA_MAX_BYTES } from "../shapes/limits.ts";
import type { Loss } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";

/** The JSON object in a text, or undefined: for texts by others, in which having no object is no error. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/**
 * What the application's own Metadata holds at a path such as `app.mentions`, or undefined. A member that is itself named with
 * dots comes first. Metadata that is no JSON object holds nothing.
 */
export function readMetadata(metadata: string | null | undefined, path: string): unknown {
  return readMember(parseObject(metadata ?? ""), path);
}

/** The same for an object that is already parsed. */
export function readMember(object: Readonly<Record<string, unknown>> | undefined, path: string): unknown {
  let value: unknown = object;
  if (hasMember(value, path)) return value[path];
  for (const name of path.split(".")) {
    if (!hasMember(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function hasMember(value: unknown, name: string): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name);
}

/** The member in which `replace` keeps the words that the bot's reply takes the place of. */
export const INPUT_KEY = "CHIME.LEX.input";

/** JSON.stringify leaves these alone, but they end a line, and Metadata takes a single one (pattern `.*`). */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/**
 * Metadata with the user's words in it, or undefined where they can't be kept: Metadata is there and isn't a JSON object,
 * or the result is over 1024 UTF-8 bytes.
 *
 * The member is spliced into the text as it came, so numbers beyond double precision, repeated names and spacing stay.
 */
export function inputToMetadata(input: string, metadata: string | null | undefined): string | undefined {
  const existing = metadata?.trim() ? metadata.trim() : "{}";
  const members = objectMembers(existing);
  if (members === undefined || members.has(INPUT_KEY)) return undefined;
  const words = JSON.stringify(input.toWellFormed()).replace(LINE_ENDS, escapeUnit);
  const member = `"${INPUT_KEY}":${words}`;
  const result = `${existing.slice(0, -1).trimEnd()}${members.size > 0 ? "," : ""}${member}}`;
  return utf8Length(result) <= METADATA_MAX_BYTES && !/[\r\n\u0085\u2028\u2029]/.test(result) ? result : undefined;
}

function objectMembers(text: string): Set<string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return new Set(Object.keys(value));
  } catch {
    return undefined;
  }
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Which part of which reply a bot's message is; `part` counts from 1. */
export interface PartMark {
  /** The same for all parts of one reply, and for no other reply. */
  readonly reply: string;
  readonly part: number;
  readonly parts: number;
  /** The part took the place of a placeholder, in whose message it stands. */
  readonly replaced?: true;
}

const MARK_KEY = "CHIME.LEX.part";

/**
 * The Metadata of a bot's own message. An attempt that resumes a reply finds by it what the channel already holds, and a client
 * sees which messages belong together:
 *
 * ```json
 * {"CHIME.LEX.part":{"reply":"5b1c…","part":1,"parts":3}}
 * ```
 */
export function markToMetadata(mark: PartMark): string {
  return JSON.stringify({ [MARK_KEY]: mark });
}

/** The mark in a message's Metadata, or undefined where there is none. */
export function metadataToMark(metadata: string | null | undefined): PartMark | undefined {
  return objectToMark(parseObject(metadata ?? ""));
}

/** The same for Metadata that is already parsed. */
export function objectToMark(metadata: Readonly<Record<string, unknown>> | undefined): PartMark | undefined {
  const { reply, part, parts, replaced } = (metadata?.[MARK_KEY] ?? {}) as Partial<Record<keyof PartMark, unknown>>;
  const isMark = typeof reply === "string" && Number.isInteger(part) && Number.isInteger(parts);
  const counts = { part: part as number, parts: parts as number };
  return isMark ? { reply, ...counts, ...(replaced === true ? { replaced } : {}) } : undefined;
}

const ATTRIBUTES_KEY = "CHIME.LEX.attributes";

type Attributes = Readonly<Record<string, { readonly StringValues: readonly string[] }>>;

/**
 * The Metadata of an edit with the attributes that its callback is to set: as many as fit, in their order; the others are losses. `metadata` must
 * be an object's JSON.
 */
export function attributesToMetadata(attributes: Attributes, metadata: string): { metadata: string; losses: Loss[] } {
  const members = JSON.parse(metadata) as Record<string, unknown>;
  let fitting = metadata;
  const carried: Record<string, readonly string[]> = {};
  const losses: Loss[] = [];
  for (const [name, { StringValues }] of Object.entries(attributes)) {
    carried[name] = StringValues;
    const longer = JSON.stringify({ ...members, [ATTRIBUTES_KEY]: carried }).replace(LINE_ENDS, escapeUnit);
    if (utf8Length(longer) <= METADATA_MAX_BYTES) fitting = longer;
    else {
      delete carried[name];
      losses.push({ kind: "attribute", name, before: utf8Length(JSON.stringify(StringValues)), after: 0 });
    }
  }
  return { metadata: fitting, losses };
}

/** What `attributesToMetadata` put there, and the Metadata without it; undefined where nothing of that form is there. */
export function metadataToAttributes(
  metadata: string | null | undefined,
): { attributes: Record<string, { StringValues: string[] }>; metadata: string } | undefined {
  const { [ATTRIBUTES_KEY]: carried, ...members } = parseObject(metadata ?? "") ?? {};
  if (typeof carried !== "object" || carried === null) return undefined;
  const attributes = Object.entries(carried as Record<string, unknown>).flatMap(([name, values]) => {
    const isLegal = Array.isArray(values) && values.every((value) => typeof value === "string");
    return isLegal ? [[name, { StringValues: values as string[] }] as const] : [];
  });
  return attributes.length === 0
    ? undefined
    : { attributes: Object.fromEntries(attributes), metadata: JSON.stringify(members) };
}
