import { readMetadata } from "./read-metadata.ts";

/** Which part of which reply a message of the bot's own is; `part` counts from 1. */
export interface PartMark {
  /** The same for all parts of one reply, and for no other reply. */
  readonly reply: string;
  readonly part: number;
  readonly parts: number;
}

const MARK_KEY = "CHIME.LEX.part";

/**
 * The Metadata of a bot's own message. Whoever resumes a reply finds by it what the channel already holds, and a client can tell
 * which messages belong together:
 *
 * ```json
 * {"CHIME.LEX.part":{"reply":"5b1c…","part":1,"parts":3}}
 * ```
 */
export function markToMetadata({ reply, part, parts }: PartMark): string {
  return JSON.stringify({ [MARK_KEY]: { reply, part, parts } });
}

/** The mark in a message's Metadata, or undefined where there is none. */
export function metadataToMark(metadata: string | null | undefined): PartMark | undefined {
  const mark = readMetadata(metadata, MARK_KEY);
  if (typeof mark !== "object" || mark === null) return undefined;
  const { reply, part, parts } = mark as Partial<Record<keyof PartMark, unknown>>;
  const isMark = typeof reply === "string" && Number.isInteger(part) && Number.isInteger(parts);
  return isMark ? { reply, part: part as number, parts: parts as number } : undefined;
}
