import * as z from "zod/mini";
import { findValues, LoggedDecision } from "./find-records.ts";
import { type LexLogEntry, readLexEntry } from "./lex-log.ts";
import { readStreamRecord, type StreamRecord } from "./stream-record.ts";

/** What a log holds, by its kind, each in the order of the log. */
export interface LogContents {
  readonly decisions: readonly LoggedDecision[];
  readonly entries: readonly LexLogEntry[];
  readonly records: readonly StreamRecord[];
}

/**
 * Reads a log in all of its forms at once: decision records of the bridge, entries of a Lex V2 conversation log, records of Chime's stream
 * of messaging data. What a member of one of them holds is never read as another, whoever wrote it there.
 */
export function readLog(text: string): LogContents {
  const decisions: LoggedDecision[] = [];
  const entries: LexLogEntry[] = [];
  const records: StreamRecord[] = [];
  findValues(text, (value) => {
    const decision = z.safeParse(LoggedDecision, value);
    if (decision.success) return decisions.push(decision.data);
    const entry = readLexEntry(value);
    if (entry) return entries.push(entry);
    const record = readStreamRecord(value);
    return record && records.push(record);
  });
  return { decisions, entries, records };
}

/** What was given, in words: how many of which kind. Empty for a log that holds none. */
export function logToWords({ decisions, entries, records }: LogContents): string[] {
  const count = (number: number, one: string, many: string) =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  return [
    ...count(decisions.length, "decision record", "decision records"),
    ...count(entries.length, "entry of a Lex V2 conversation log", "entries of a Lex V2 conversation log"),
    ...count(records.length, "record of Chime's messaging stream", "records of Chime's messaging stream"),
  ];
}
