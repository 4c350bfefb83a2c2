import { lstatSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { RESULTS_HEADER } from "../testing/test-set/columns.ts";
import { isThere, writeOwn } from "../testing/write-json.ts";

/** How the reports of each ending begin; any other is JUnit's. */
const BEGINS: Readonly<Record<string, RegExp>> = {
  ".csv": new RegExp(`^${RESULTS_HEADER}`),
  ".svg": /^<svg [^>]*>\s*<title/,
};

/** Throws USAGE if something other than a report is there. Called before the run begins. */
export function checkReport(path: string, option = "--junit"): void {
  if (!isThere(path)) return;
  const begins = BEGINS[extname(path).toLowerCase()] ?? /^<\?xml[^>]*>\s*<testsuites/;
  if (lstatSync(path).isFile() && begins.test(readFileSync(path, "utf8").slice(0, 1_000))) return;
  throw new BridgeError("USAGE", `${path} is there already, and no report.`, { fix: `Give ${option} another path.` });
}

/** Writes a report, overwriting an older one and creating missing folders. Throws USAGE if it can't. */
export function writeReport(path: string, text: string, option = "--junit"): void {
  writeOwn(path, text, `Give ${option} a path that can be written.`);
}
