import { METADATA_MAX_BYTES } from "./shapes/limits.ts";
import { utf8Length } from "./shapes/utf8.ts";

/** Where `replace` keeps the words that the bot's reply takes the place of. */
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
