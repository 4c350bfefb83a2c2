import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { Decision } from "../../../src/index.ts";
import { decisionToWords } from "../../operate/decision-to-words.ts";
import { findRecords } from "../../testing/from-log/find-records.ts";
import type { ExplainOptions } from "../args/explain-args.ts";
import { SAMPLES } from "../embedded.ts";
import type { Io } from "../io.ts";
import { coloursOf } from "../print.ts";
import { plain } from "../terminal.ts";

/** `explain`: the decision records of a log in words, and where in our sources a trace of the packed function points. */
export function explain(options: ExplainOptions, io: Io): number {
  const text = readLog(options.log, io);
  const all = findRecords(text) as unknown as Decision[];
  const records = all.filter(({ messageId }) => options.message === undefined || messageId === options.message);
  const places = options.message === undefined ? placesIn(text) : [];
  if (records.length === 0 && places.length === 0) throw nothing(all.length, options);
  const shown = options.problems ? records.filter(isProblem) : records;
  const told = shown.map((record) => ({ messageId: record.messageId, says: decisionToWords(record) }));
  if (options.json) {
    io.out(`${JSON.stringify({ deliveries: told, counts: countsOf(records), places })}\n`);
    return 0;
  }
  const c = coloursOf(io.colour);
  const lines = told.map(({ messageId, says: [first = "", ...rest] }) => {
    return `${c.bold(plain(messageId))}  ${plain(first)}\n${rest.map((one) => `    ${plain(one)}\n`).join("")}`;
  });
  const counts = Object.entries(countsOf(records)).map(([outcome, count]) => `${count} ${outcome}`);
  io.out(
    [
      ...lines,
      ...places.map(({ at, source }) => `${c.bold(at)}  ${source}\n`),
      `${records.length} ${records.length === 1 ? "delivery" : "deliveries"}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}\n`,
    ].join(""),
  );
  return 0;
}

function readLog(path: string, io: Io): string {
  try {
    return path === "-" ? io.stdin() : readFileSync(resolve(io.cwd, path), "utf8");
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read.`, {
      cause,
      fix: "Give the path of a log, or - for standard input.",
    });
  }
}

function nothing(found: number, { message }: ExplainOptions): BridgeError {
  if (found > 0)
    return new BridgeError("USAGE", `The log holds no record of the message ${message}.`, {
      fix: `It holds ${found} of others: leave --message out.`,
    });
  return new BridgeError("USAGE", "The log holds no decision record.", {
    fix: "Give lines of the handler's log as it writes them. At the log level WARN, only deliveries with a warning or an error have a line.",
  });
}

function isProblem({ outcome, error, losses, warnings = [], pending, unsent }: Decision): boolean {
  const isBad = outcome === "errored" || outcome === "failed";
  return (
    isBad || error !== undefined || losses.length > 0 || warnings.length > 0 || pending === true || unsent === true
  );
}

function countsOf(records: readonly Decision[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of records) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Where the packed function's files broke, by the maps that stand beside the function in this package. */
function placesIn(text: string): { readonly at: string; readonly source: string }[] {
  const found = [...new Set(Array.from(text.matchAll(/\b(?:index|rare|people)\.cjs:\d+:\d+/g), ([at]) => at))];
  const maps = new Map<string, SourceMap | undefined>();
  return found.flatMap((at) => {
    const [name = "", line, column] = at.split(":");
    if (!maps.has(name)) maps.set(name, readMap(name));
    const entry = maps.get(name)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry) || !entry.originalSource) return [];
    return [{ at, source: `${entry.originalSource}:${entry.originalLine + 1}` }];
  });
}

function readMap(name: string): SourceMap | undefined {
  const file = new URL(`../dist/maps/${name}.map`, SAMPLES);
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}
