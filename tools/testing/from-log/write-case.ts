import { join } from "node:path";
import { type BridgeConfig, readConfig } from "../../../src/config/config.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { type About, CASE_FILES, type Case } from "../case-files.ts";
import { compareCase, decisionToEnding } from "../compare-case.ts";
import type { Difference } from "../diff/difference.ts";
import { leafDifferences } from "../diff/leaves.ts";
import { playCase } from "../run-cases.ts";
import { isThere, writeJson } from "../write-json.ts";
import { findRecords, type LoggedDecision } from "./find-records.ts";
import { recordToCase } from "./record-to-case.ts";
import { SENDER, SUB_CHANNEL } from "./record-to-event.ts";

/** A case that was written. `differences` is where its delivery ends otherwise than the record's did. */
export interface WrittenCase {
  readonly name: string;
  readonly folder: string;
  readonly placeholders: readonly string[];
  readonly differences: readonly Difference[];
  /** What was lost in the delivery, where placeholders lose something else: it then depends on words that nobody knows. */
  readonly lossesOfRecord?: readonly string[];
}

export interface LogToCasesOptions {
  /** The folder in which each record gets a folder. */
  readonly into: string;
  readonly config: BridgeConfig;
  /** Only the records of this message. */
  readonly messageId?: string;
}

/** A record that became no case, and why. */
export interface SkippedRecord {
  readonly messageId: string;
  readonly why: string;
}

/**
 * Every decision record of a log as a case folder, named by how it ended and its message. Turn request and callback are what the
 * bridge comes to under this configuration, which the record doesn't hold; how it ended is what the record says. What no case can
 * show (a redelivery that was settled before), and what is there already, is skipped. Throws CASE_UNREADABLE where there is no record.
 */
export async function logToCases(
  log: string,
  options: LogToCasesOptions,
): Promise<{ written: WrittenCase[]; skipped: SkippedRecord[] }> {
  readConfig(options.config);
  const records = findRecords(log).filter(({ messageId }) => (options.messageId ?? messageId) === messageId);
  if (records.length === 0) {
    const whose = options.messageId === undefined ? "" : ` of message ${options.messageId}`;
    throw new BridgeError("CASE_UNREADABLE", `There is no decision record${whose}.`, {
      fix: "Give the log of the processor's function: the bridge writes one line with a record for each delivery.",
    });
  }
  const written: WrittenCase[] = [];
  const skipped: SkippedRecord[] = [];
  for (const record of records) {
    try {
      written.push(await writeCase(record, options));
    } catch (caught) {
      const { code, detail, message } = BridgeError.from(caught);
      if (code !== "CASE_UNREADABLE") throw caught;
      skipped.push({ messageId: record.messageId, why: detail ?? message });
    }
  }
  return { written, skipped };
}

async function writeCase(record: LoggedDecision, { into, config }: LogToCasesOptions): Promise<WrittenCase> {
  const made = recordToCase(record, config);
  const name = nameOf(record);
  const folder = join(into, name);
  if (isThere(folder)) {
    throw new BridgeError("CASE_UNREADABLE", `${folder} is there already.`);
  }
  const one: Case = { ...made, name, folder };
  const actual = await playCase(one, config);
  const { turnRequest, callback, sent } = actual;
  const { about, lossesOfRecord } = withLosses(one.about, decisionToEnding(actual.decision).losses);
  const files = {
    about,
    event: one.event,
    turnRequest,
    turnResult: one.turnResult,
    turnFailure: one.turnFailure,
    callback,
    sent,
  };
  for (const [stage, value] of Object.entries(files)) {
    if (value !== undefined) writeJson(join(folder, CASE_FILES[stage as keyof typeof files]), value);
  }
  const expected = {
    ...one,
    about,
    ...(turnRequest ? { turnRequest } : {}),
    ...(callback ? { callback } : {}),
    ...(sent ? { sent } : {}),
  };
  const placeholders = about.placeholders ?? [];
  // The session's id follows from both.
  const isSessionKnown = turnRequest && !placeholders.includes(SENDER) && !placeholders.includes(SUB_CHANNEL);
  return {
    name,
    folder,
    placeholders,
    differences: [
      ...compareCase(expected, actual),
      ...(isSessionKnown ? leafDifferences("sessionId", "session", record.sessionId, turnRequest.sessionId) : []),
    ],
    ...(lossesOfRecord ? { lossesOfRecord } : {}),
  };
}

/** A case whose placeholders lose something else than the words did would fail for ever: it says both. */
function withLosses(about: About, losses: About["losses"] = []): { about: About; lossesOfRecord?: readonly string[] } {
  const { losses: lost = [], ...rest } = about;
  if (JSON.stringify(lost) === JSON.stringify(losses)) return { about };
  const source = `${about.source} Lost in the delivery was something else: ${lost.join(", ") || "nothing"}.`;
  return { about: { ...rest, source, ...(losses.length > 0 ? { losses } : {}) }, lossesOfRecord: lost };
}

function nameOf({ outcome, verdict, error, intent, messageId }: LoggedDecision): string {
  const why = error?.code ?? (verdict?.kind === "turn" ? intent?.name : verdict?.reason);
  // A name may be as long as Lex lets an intent's be, and longer than a folder's can.
  const parts = [outcome, ...(why ? [why.slice(0, 64)] : []), messageId.slice(0, 8)];
  return parts.join("-").replace(/[^\w-]/g, "_");
}
