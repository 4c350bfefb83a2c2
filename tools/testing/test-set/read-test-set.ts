import { CsvError, parse } from "csv-parse/sync";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { type Column, headerToColumn, headerToMeant, MANY } from "./columns.ts";
import type { TestRow } from "./test-set.ts";

/** A test set, read. `ignored` are columns that hold something and aren't known, each with what may be meant. */
export interface ReadTestSet {
  readonly rows: readonly TestRow[];
  readonly ignored: readonly { readonly column: string; readonly meant?: string }[];
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A conversation's number for an input that stands alone (developer guide, "Creating a test set from a CSV file"). */
const SINGLE = ["", "-", "n/a"];

/**
 * Reads a test set in the columns that AWS documents, in any order and by either name; `,`, `;` or tabs divide its cells, as
 * spreadsheets write them. Throws TEST_SET_UNREADABLE, with the line.
 */
export function readTestSet(csv: string): ReadTestSet {
  const [header, ...lines] = csvToLines(csv);
  if (header === undefined) throw unreadable("It is empty.");
  const columns = header.cells.map(headerToColumn);
  checkHeader(header.cells, columns);
  const rows = lines
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map((line) => lineToRow(line, columns));
  if (rows.length === 0) throw unreadable("It has a header, and no row below it.");
  return { rows, ignored: ignoredIn(header.cells, columns, lines) };
}

/** Whether a text begins with the header of a test set. */
export function isTestSet(text: string): boolean {
  return delimiterOf(text) !== undefined;
}

function delimiterOf(csv: string): string | undefined {
  const first = csv.slice(0, csv.search(/[\r\n]|$/));
  return [",", ";", "\t"].find((one) => first.split(one).some((cell) => isSource(cell)));
}

function csvToLines(csv: string): Line[] {
  const delimiter = delimiterOf(csv) ?? ",";
  try {
    const records: unknown = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    // With `info`, each record comes with its line; the library's types tell of the record alone.
    return (records as { record: string[]; info: { lines: number } }[]).map(({ record: cells, info: { lines } }) => ({
      line: lines,
      cells,
    }));
  } catch (caught) {
    if (!(caught instanceof CsvError)) throw caught;
    // Not the parser's own words: they quote what it read.
    throw unreadable(`line ${String(caught["lines"] ?? 1)} is no CSV (${caught.code}).`);
  }
}

function isSource(cell: string): boolean {
  return headerToColumn(cell.replace(/^\ufeff/, "").replace(/^"|"$/g, "")) === "source";
}

function checkHeader(headers: readonly string[], columns: readonly (Column | "audio" | undefined)[]): void {
  for (const needed of ["source", "input"] as const) {
    if (!columns.includes(needed)) throw unreadable(`It has no column ${needed === "source" ? "Source" : "Input"}.`);
  }
  const twice = columns.findIndex(
    (one, at) => one !== undefined && one !== "audio" && !MANY.includes(one) && columns.indexOf(one) < at,
  );
  if (twice !== -1) throw unreadable(`The column ${headers[twice]?.trim()} is there twice.`);
}

function ignoredIn(
  headers: readonly string[],
  columns: readonly (Column | "audio" | undefined)[],
  lines: readonly Line[],
): ReadTestSet["ignored"] {
  return headers.flatMap((header, at) => {
    if (columns[at] !== undefined || !lines.some(({ cells }) => cells[at]?.trim())) return [];
    const meant = headerToMeant(header);
    return [{ column: header.trim(), ...(meant === undefined ? {} : { meant }) }];
  });
}

function lineToRow({ line, cells }: Line, columns: readonly (Column | "audio" | undefined)[]): TestRow {
  const of = (column: Column | "audio") => cells.filter((cell, at) => columns[at] === column && cell.trim() !== "");
  const one = (column: Column) => of(column)[0]?.trim() ?? "";
  if (cells.slice(columns.length).some((cell) => cell.trim() !== "")) {
    throw unreadable(`line ${line} has more cells than the header.`);
  }
  if (of("audio").length > 0) throw unreadable(`line ${line} belongs to an audio set, and a channel has no audio.`);
  const source = SOURCES[one("source").toLowerCase()];
  if (source === undefined) throw unreadable(`line ${line}: Source must be User or Agent.`);
  const [input] = of("input");
  if (input === undefined) throw unreadable(`line ${line}: Input is empty.`);
  const conversation = one("conversation");
  const intent = one("intent");
  return {
    ...(SINGLE.includes(conversation.toLowerCase()) ? {} : { conversation }),
    source,
    input,
    ...(intent === "" ? {} : { intent }),
    slots: cellsToValues(of("slots"), line),
    requestAttributes: cellsToValues(of("requestAttributes"), line),
    sessionAttributes: cellsToValues(of("sessionAttributes"), line),
    contexts: of("contexts").map((cell) => cell.trim()),
    hints: of("hints").map((cell) => cell.trim()),
  };
}

const SOURCES: Readonly<Record<string, TestRow["source"]>> = { user: "User", agent: "Agent" };

/**
 * Cells of the form `Name = value` (developer guide, "Tips for creating a successful test set", of slots; that attributes are written
 * the same way is unverified).
 */
function cellsToValues(cells: readonly string[], line: number): Record<string, string> {
  const values = new Map<string, string>();
  for (const cell of cells) {
    const at = cell.indexOf("=");
    const name = cell.slice(0, at).trim();
    if (at < 1 || name === "") throw unreadable(`line ${line} has a cell that is not of the form Name = value.`);
    if (values.has(name)) throw unreadable(`line ${line} gives ${name} twice.`);
    values.set(name, cell.slice(at + 1).trim());
  }
  return Object.fromEntries(values);
}

function unreadable(detail: string): BridgeError {
  return new BridgeError("TEST_SET_UNREADABLE", detail);
}
