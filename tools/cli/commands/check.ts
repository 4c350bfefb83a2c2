import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { BridgeConfig } from "../../../src/index.ts";
import { caseToReport, caseToText } from "../../testing/case-report.ts";
import { casesToJUnit } from "../../testing/junit.ts";
import { CASE_CONFIG, type CaseResult, runCases } from "../../testing/run-cases.ts";
import { updateCase } from "../../testing/update-case.ts";
import type { CheckOptions } from "../args/check-args.ts";
import { checkFound, nameFilter } from "../args/options/run-options.ts";
import { SAMPLES } from "../embedded.ts";
import type { Io } from "../io.ts";
import { type Colours, coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";
import { timingsToText } from "../timings.ts";
import { watchFiles } from "../watch-files.ts";
import { checkReport, writeReport } from "../write-report.ts";

/**
 * `check`: runs the cases of a folder, and says of each that fails what differs. Exit code 1 where one does, 2 where one can't be
 * run; 0 where `--update` made the differences what is expected and the cases pass now.
 */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  if (options.update && !options.folder) {
    throw new BridgeError("USAGE", "--update needs a folder: the cases that come with the package stay as they are.", {
      fix: "Give the folder of your cases.",
    });
  }
  const paths = [options.folder, options.config].filter((path) => path !== undefined && path !== "-");
  if (!options.watch) return checkOnce(options, io);
  return watchFiles(
    () => paths.map((path) => resolve(io.cwd, path ?? "")),
    () => checkOnce(options, io),
    io,
  );
}

async function checkOnce(options: CheckOptions, io: Io): Promise<number> {
  const folder = options.folder ? resolve(io.cwd, options.folder) : fileURLToPath(new URL("cases", SAMPLES));
  const config = (options.config ? readJsonFile(options.config, io) : CASE_CONFIG) as BridgeConfig;
  if (options.junit) checkReport(resolve(io.cwd, options.junit));
  const begun = Date.now();
  const only = nameFilter(options.only);
  const run = () => runCases(folder, config, only ? { only } : {});
  const results = await run();
  checkFound(results.length, options.only, "case");
  if (options.junit) writeReport(resolve(io.cwd, options.junit), casesToJUnit(results, { at: begun }));

  const malformed = results.filter(({ error }) => error);
  const failed = results.filter(({ passed, error }) => !passed && !error);
  if (!options.json) io.out(failed.map((result) => failureToText(result, coloursOf(io.colour))).join(""));
  const updated = options.update ? failed.flatMap(updateCase).map((path) => relative(io.cwd, path)) : undefined;
  // What was overwritten may still not pass: breaking a limit of the callback is never expected.
  const left = options.update && failed.length > 0 ? (await run()).filter(({ passed }) => !passed) : [];
  const differing = options.update ? failed.filter(({ name }) => left.some((one) => one.name === name)) : failed;
  if (options.json) {
    const numbers = { passed: results.length - differing.length - malformed.length, failed: differing.length };
    const cases = results.map(caseToReport);
    io.out(`${JSON.stringify({ ...numbers, malformed: malformed.length, ...(updated ? { updated } : {}), cases })}\n`);
  } else {
    io.err(malformed.map((result) => failureToText(result, coloursOf(io.colour))).join(""));
    if (options.timings) io.out(printable(timingsToText(results, coloursOf(io.colour))));
    io.out(`${countsToText(results.length, differing.length, malformed.length)}\n`);
    if (updated) io.out(`${updated.length === 0 ? "nothing to update" : `updated ${updated.join(", ")}`}\n`);
  }
  if (malformed.length > 0) return 2;
  return differing.length > 0 ? 1 : 0;
}

function countsToText(all: number, failed: number, malformed: number): string {
  const unread = malformed > 0 ? `, ${malformed} could not be run` : "";
  return `${all - failed - malformed} passed, ${failed} failed${unread}`;
}

function failureToText(result: CaseResult, c: Colours): string {
  const title = result.case ? `  ${c.dim(printable(result.case.about.title))}\n` : "";
  const paint = { expected: c.green, actual: c.red, quiet: c.dim };
  return `${c.red("✗")} ${printable(result.name)}\n${title}${printable(caseToText(result, paint, "    "))}`;
}
