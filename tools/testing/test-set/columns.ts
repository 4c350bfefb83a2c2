import { nearestWord } from "../../../src/errors/nearest-word.ts";

/**
 * The columns of a test set by both documented names, the one that is written first (Lex V2 developer guide, "Creating a test set
 * from a CSV file for Test Workbench" and "Test set columns supported by Test Workbench").
 */
export const COLUMNS = {
  line: ["Line #", "Line Number"],
  conversation: ["Conversation #", "Conversation Number"],
  source: ["Source", "Conversation Participant"],
  input: ["Input"],
  contexts: ["Input Context Tag"],
  requestAttributes: ["Request Attribute"],
  sessionAttributes: ["Session Attribute"],
  hints: ["RunTime Hint"],
  intent: ["Expected Output Intent"],
  slots: ["Expected Output Slot", "Intent Expected Output Slot"],
} as const;
export type Column = keyof typeof COLUMNS;

/** A set may have several of these, each with a number behind its name or without one. */
export const MANY: readonly Column[] = ["contexts", "requestAttributes", "sessionAttributes", "hints", "slots"];

/** How a CSV of results begins: what tells it from other files. */
export const RESULTS_HEADER = "Line Number,Conversation Number,Source,Input,Expected Output Intent";

/** Columns of audio sets alone. */
const OF_AUDIO = ["Expected Transcription", "S3 Audio Location", "Barge In"];

/** What a header cell is: a column of ours, one of audio, or none that is known. */
export function headerToColumn(header: string): Column | "audio" | undefined {
  const name = folded(header);
  if (OF_AUDIO.some((one) => folded(one) === name)) return "audio";
  return (Object.keys(COLUMNS) as Column[]).find((column) =>
    COLUMNS[column].some((one) => folded(one) === (MANY.includes(column) ? name.replace(/ \d+$/, "") : name)),
  );
}

/** The column that an unknown header may mean. */
export function headerToMeant(header: string): string | undefined {
  return nearestWord(header, Object.values(COLUMNS).flat());
}

function folded(header: string): string {
  return header.trim().replace(/\s+/g, " ").toLowerCase();
}
