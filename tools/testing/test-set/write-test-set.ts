import { stringify } from "csv-stringify/sync";
import { COLUMNS, type Column } from "./columns.ts";
import type { TestRow } from "./test-set.ts";

/** How many columns of a kind there are, and what a row has in them. */
type Cells = (row: TestRow) => readonly string[];

/**
 * A test set as CSV, in the columns and the order of AWS's pages. Lines are counted from one, and each slot has a column of its own:
 * which number it had doesn't matter to the Workbench. A single input has `N/A` for its conversation.
 */
export function writeTestSet(rows: readonly TestRow[]): string {
  const slots = [...new Set(rows.flatMap((row) => Object.keys(row.slots)))];
  const valuesOf = (names: readonly string[], values: Readonly<Record<string, string>>) =>
    names.map((name) => (Object.hasOwn(values, name) ? `${name} = ${values[name]}` : ""));
  const pairs = (values: Readonly<Record<string, string>>) => valuesOf(Object.keys(values), values);
  const many: readonly [Column, Cells][] = [
    ["contexts", ({ contexts }) => contexts],
    ["requestAttributes", ({ requestAttributes }) => pairs(requestAttributes)],
    ["sessionAttributes", ({ sessionAttributes }) => pairs(sessionAttributes)],
    ["hints", ({ hints }) => hints],
  ];
  const wide = many.map(([column, cells]) => {
    const count = Math.max(0, ...rows.map((row) => cells(row).length));
    return {
      headers: numbered(column, count),
      cells: (row: TestRow) => Array.from({ length: count }, (_, at) => cells(row)[at] ?? ""),
    };
  });
  const header = [
    ...[nameOf("line"), nameOf("conversation"), nameOf("source"), nameOf("input")],
    ...wide.flatMap(({ headers }) => headers),
    ...[nameOf("intent"), ...numbered("slots", slots.length)],
  ];
  const lines = rows.map((row, at) => [
    ...[String(at + 1), row.conversation ?? "N/A", row.source, row.input],
    ...wide.flatMap(({ cells }) => cells(row)),
    ...[row.intent ?? "", ...valuesOf(slots, row.slots)],
  ]);
  return stringify([header, ...lines]);
}

function nameOf(column: Column): string {
  return COLUMNS[column][0];
}

function numbered(column: Column, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${nameOf(column)} ${at + 1}`);
}
