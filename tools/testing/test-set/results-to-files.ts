import { stringify } from "csv-stringify/sync";
import { type JUnitOptions, type JUnitTest, testsToJUnit } from "../junit.ts";
import { RESULTS_HEADER } from "./columns.ts";
import type { MatchCounts, RowMatch, RowResult, TestSetResults } from "./test-set-results.ts";

/**
 * Results as CSV: the columns of the set, what came of each row, and the Workbench's results beside it. Their names are those that a
 * public client of its downloads reads (`docs/facts.md` §10); AWS's pages don't list them.
 */
export function resultsToCsv({ rows }: TestSetResults): string {
  const expected = [...new Set(rows.flatMap(({ row }) => Object.keys(row.slots)))];
  const actual = [...new Set(rows.flatMap(({ actual: found }) => Object.keys(found?.slots ?? {})))];
  const header = [
    ...RESULTS_HEADER.split(","),
    ...expected.map((_, at) => `Expected Output Slot ${at + 1}`),
    "Actual Output Intent",
    ...actual.map((_, at) => `Actual Output Slot ${at + 1}`),
    ...["Conversation Result (E2E)", "Line Result (E2E)", "Intent Recognition", "Slot Recognition", "Error Message"],
  ];
  const pair = (values: Readonly<Record<string, string>>, name: string) =>
    Object.hasOwn(values, name) ? `${name} = ${values[name]}` : "";
  const lines = rows.map((result, at) => [
    ...[String(at + 1), result.row.conversation ?? "N/A", "User", result.row.input, result.row.intent ?? ""],
    ...expected.map((name) => pair(result.row.slots, name)),
    result.actual?.intent ?? "",
    ...actual.map((name) => pair(result.actual?.slots ?? {}, name)),
    conversationOf(result, rows),
    ...[result.endToEnd, result.intent ?? "", slotsOf(result) ?? "", result.why ?? ""],
  ]);
  return stringify([header, ...lines]);
}

function conversationOf({ row, file }: RowResult, rows: readonly RowResult[]): RowMatch | "" {
  if (row.conversation === undefined) return "";
  const own = rows.filter((one) => one.file === file).map(({ endToEnd }) => endToEnd);
  return own.find((one) => one === "ExecutionError") ?? own.find((one) => one === "Mismatched") ?? "Matched";
}

function slotsOf({ slots }: RowResult): RowMatch | undefined {
  const all = Object.values(slots);
  return all.find((one) => one === "ExecutionError") ?? all.find((one) => one === "Mismatched") ?? all[0];
}

/** Results as JUnit XML: a test for each User row. */
export function testSetToJUnit({ rows }: TestSetResults, options: JUnitOptions): string {
  return testsToJUnit(
    rows.map((result, at): JUnitTest => {
      // A conversation is timed as a whole.
      const ms = 0;
      const { row, endToEnd, why = "", file, line } = result;
      const name = `${row.conversation === undefined ? "" : `conversation ${row.conversation}, `}line ${at + 1}: ${row.input}`;
      if (endToEnd === "Matched") return { name, ms };
      const trouble = { type: endToEnd, message: why, text: `${file}:${line}\n${why}\n` };
      return endToEnd === "Mismatched" ? { name, ms, failure: trouble } : { name, ms, error: trouble };
    }),
    { suite: "test set", ...options },
  );
}

/** What a terminal shows of results: overall, by intent and by slot. A last line feed ends it. */
export function testSetToTable({ singleInputs, conversations, turns, intents, slots }: TestSetResults): string {
  const blocks: readonly (readonly [string, readonly (readonly [string, MatchCounts])[]])[] = [
    [
      "end to end",
      [
        ["single inputs", singleInputs],
        ["conversations", conversations],
        ["user turns", turns],
      ],
    ],
    ["intent recognition", intents.map((one) => [one.intent, one])],
    ["slot resolution", slots.map((one) => [`${one.intent === "" ? "" : `${one.intent}.`}${one.slot}`, one])],
  ];
  const shown = blocks.filter(([, lines]) => lines.length > 0);
  const width = Math.max(
    ...shown.flatMap(([title, lines]) => [title, ...lines.map(([name]) => `  ${name}`)]).map(sized),
  );
  return shown
    .map(([title, lines]) =>
      [
        rowOf(title, width, ["total", "matched", "mismatched", "errors", ""]),
        ...lines.map(([name, { total, matched, mismatched, errors }]) =>
          rowOf(`  ${name}`, width, [total, matched, mismatched, errors, percent(matched, total)].map(String)),
        ),
      ].join("\n"),
    )
    .join("\n")
    .concat("\n");
}

function sized(text: string): number {
  return text.length;
}

function rowOf(name: string, width: number, cells: readonly string[]): string {
  return `${name.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join("")}`.trimEnd();
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `${Math.floor((100 * part) / whole)} %`;
}
