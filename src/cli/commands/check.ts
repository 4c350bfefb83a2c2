import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BridgeConfig } from "../../index.ts";
import { CASE_CONFIG, type CaseResult, runCases } from "../../testing/run-cases.ts";
import type { CheckOptions } from "../args.ts";
import { SAMPLES } from "../embedded.ts";
import type { Io } from "../io.ts";
import { type Colours, coloursOf, printable } from "../print.ts";
import { readJsonFile } from "../read-json.ts";

/** `check`: runs the cases of a folder, and says of each that fails what differs. Exit code 1 where one does. */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const folder = options.folder ? resolve(io.cwd, options.folder) : fileURLToPath(new URL("cases", SAMPLES));
  const config = (options.config ? readJsonFile(options.config, io) : CASE_CONFIG) as BridgeConfig;
  const results = await runCases(folder, config);
  const failed = results.filter(({ differences }) => differences.length > 0);
  if (options.json) {
    const cases = results.map(({ case: { name, about }, differences }) => ({ name, title: about.title, differences }));
    io.out(`${JSON.stringify({ passed: results.length - failed.length, failed: failed.length, cases })}\n`);
  } else {
    const c = coloursOf(io.colour);
    io.out(failed.map((result) => failureToText(result, c)).join(""));
    io.out(`${results.length - failed.length} passed, ${failed.length} failed\n`);
  }
  return failed.length > 0 ? 1 : 0;
}

function failureToText({ case: { name, about }, differences }: CaseResult, c: Colours): string {
  const lines = differences.map(
    ({ path, expected, actual }) => `    ${path}: ${c.green(shown(expected))} → ${c.red(shown(actual))}\n`,
  );
  return `${c.red("✗")} ${name}\n  ${c.dim(printable(about.title))}\n${lines.join("")}`;
}

const SHOWN_MAX = 160;

function shown(value: unknown): string {
  const text = printable(value === undefined ? "nothing" : JSON.stringify(value));
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}… (${text.length} characters)` : text;
}
