import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { CASE_FILES } from "../case-files.ts";
import { type Cassette, writeCassette } from "../cassette/cassette.ts";
import { type CassetteCase, cassetteToCases } from "../cassette/cassette-to-cases.ts";
import { type CassetteOptions, makeCassette } from "../cassette/make-cassette.ts";
import { isThere, writeJson } from "../write-json.ts";
import type { LoggedConversation } from "./logged-conversation.ts";

export interface ConversationsToCasesOptions extends CassetteOptions {
  /** The folder in which each delivery gets a folder. */
  readonly into: string;
  /** Where to write a cassette for each conversation too. */
  readonly cassettes?: string;
}

/** A case of a delivery, and what of it is made up. */
export interface LoggedCase extends CassetteCase {
  readonly placeholders: readonly string[];
}

export interface LoggedCases {
  readonly cases: readonly LoggedCase[];
  readonly cassettes: readonly string[];
  /** What ends otherwise in a case than it did. */
  readonly warnings: readonly string[];
}

/**
 * A case for each delivery, scrubbed as a recording is; a conversation is a cassette. What a log hides is named in `placeholders`.
 * Throws USAGE where a folder or a cassette is there already.
 */
export async function conversationsToCases(
  conversations: readonly LoggedConversation[],
  { into, cassettes, ...scrub }: ConversationsToCasesOptions,
): Promise<LoggedCases> {
  const made: (LoggedConversation & { readonly cassette: Cassette })[] = [];
  const warnings: string[] = [];
  for (const one of conversations) {
    const { cassette, warnings: own } = await makeCassette(
      one.config,
      one.deliveries.map(({ heard }) => heard),
      scrub,
    );
    made.push({ ...one, cassette });
    warnings.push(...own.map((warning) => `${one.name}: ${warning}`));
  }
  const files = cassettes === undefined ? [] : made.map(({ name }) => join(cassettes, `${name}.json`));
  const taken = files.find(isThere);
  if (taken) throw new BridgeError("USAGE", `${taken} is there already.`, { fix: "Give --cassettes another folder." });
  const cases = made.flatMap(({ cassette, deliveries, name }) =>
    cassetteToCases(cassette, into, name).map((one, at) => withPlaceholders(one, deliveries[at]?.placeholders ?? [])),
  );
  for (const [at, { cassette }] of made.entries()) if (files[at]) writeCassette(files[at], cassette);
  return { cases, cassettes: files, warnings };
}

function withPlaceholders(one: CassetteCase, placeholders: readonly string[]): LoggedCase {
  if (placeholders.length > 0) {
    const path = join(one.folder, CASE_FILES.about);
    const about: unknown = JSON.parse(readFileSync(path, "utf8"));
    writeJson(path, { ...(about as object), placeholders });
  }
  return { ...one, placeholders };
}
