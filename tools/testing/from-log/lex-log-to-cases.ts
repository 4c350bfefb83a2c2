import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { CASE_FILES } from "../case-files.ts";
import { type Cassette, writeCassette } from "../cassette/cassette.ts";
import { type CassetteCase, cassetteToCases } from "../cassette/cassette-to-cases.ts";
import { type CassetteOptions, makeCassette } from "../cassette/make-cassette.ts";
import { isThere, writeJson } from "../write-json.ts";
import { entryToHeard, findLexEntries, type LexLogEntry, unseenSlots } from "./lex-log.ts";

export interface LexLogToCasesOptions extends CassetteOptions {
  /** The folder in which each entry gets a folder. */
  readonly into: string;
  /** Where to write a cassette for each session too. */
  readonly cassettes?: string;
}

/** A case of an entry, and the slots that its log hides. */
export interface LexLogCase extends CassetteCase {
  readonly unseen: readonly string[];
}

export interface LexLogCases {
  readonly entries: number;
  readonly sessions: number;
  readonly cases: readonly LexLogCase[];
  readonly cassettes: readonly string[];
}

/**
 * A case for each entry of a Lex V2 conversation log, scrubbed as a recording is; a session is a cassette. What a log hides is named in
 * `placeholders`. Throws USAGE where a folder or a cassette is there already.
 */
export async function lexLogToCases(
  log: string,
  { into, cassettes, ...scrub }: LexLogToCasesOptions,
): Promise<LexLogCases> {
  const entries = findLexEntries(log);
  const ids = [...new Set(entries.map(({ sessionId }) => sessionId))];
  const sessions = ids.map((id) => entries.filter(({ sessionId }) => sessionId === id));
  const made: { cassette: Cassette; own: readonly LexLogEntry[]; name: string }[] = [];
  for (const [at, own] of sessions.entries()) {
    const { cassette } = await makeCassette(entriesToConfig(own), own.map(entryToHeard), scrub);
    made.push({ cassette, own, name: `session-${String(at + 1).padStart(2, "0")}` });
  }
  const files = cassettes === undefined ? [] : made.map(({ name }) => join(cassettes, `${name}.json`));
  const taken = files.find(isThere);
  if (taken) throw new BridgeError("USAGE", `${taken} is there already.`, { fix: "Give --cassettes another folder." });
  const cases = made.flatMap(({ cassette, own, name }) =>
    cassetteToCases(cassette, into, name).map((one, at) => withUnseen(one, own[at])),
  );
  for (const [at, { cassette }] of made.entries()) if (files[at]) writeCassette(files[at], cassette);
  return { entries: entries.length, sessions: sessions.length, cases, cassettes: files };
}

/** The log names the bot, and not how a bridge was configured. The account's number is in no entry. */
function entriesToConfig([first]: readonly LexLogEntry[]) {
  const { id, aliasId, localeId } = first?.bot ?? {};
  return { bots: [{ lexBotAliasArn: `arn:aws:lex:us-east-1:111122223333:bot-alias/${id}/${aliasId}`, localeId }] };
}

function withUnseen(one: CassetteCase, entry: LexLogEntry | undefined): LexLogCase {
  const unseen = entry ? unseenSlots(entry) : [];
  if (unseen.length > 0) {
    const path = join(one.folder, CASE_FILES.about);
    const about: unknown = JSON.parse(readFileSync(path, "utf8"));
    writeJson(path, {
      ...(about as object),
      placeholders: unseen.map((slot) => `slot ${slot}: the log hides its value`),
    });
  }
  return { ...one, unseen };
}
