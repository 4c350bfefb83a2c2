import { readFileSync } from "node:fs";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { isThere, writeOwn } from "../testing/write-json.ts";

/** Throws USAGE if something other than a report is there. Called before the run begins. */
export function checkReport(path: string): void {
  if (!isThere(path) || /^<\?xml[^>]*>\s*<testsuites/.test(readFileSync(path, "utf8").slice(0, 1_000))) return;
  throw new BridgeError("USAGE", `${path} is there already, and no report.`, { fix: "Give --junit another path." });
}

/** Writes a JUnit report, overwriting an older one and creating missing folders. Throws USAGE if it can't. */
export function writeReport(path: string, xml: string): void {
  try {
    writeOwn(path, xml);
  } catch (cause) {
    if (cause instanceof BridgeError) throw cause;
    throw new BridgeError("USAGE", `${path} can't be written.`, { cause, fix: "Give --junit a path that can." });
  }
}
