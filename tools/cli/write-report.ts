import { readFileSync } from "node:fs";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { isThere, writeOwn } from "../testing/write-json.ts";

/** Throws USAGE where something else than a report stands: to be asked before what is reported is begun. */
export function checkReport(path: string): void {
  if (!isThere(path) || /^<\?xml[^>]*>\s*<testsuites/.test(readFileSync(path, "utf8").slice(0, 1_000))) return;
  throw new BridgeError("USAGE", `${path} is there already, and no report.`, { fix: "Give --junit another path." });
}

/** Writes a JUnit report, over an older one, and the folders it lacks. Throws USAGE where that can't be done. */
export function writeReport(path: string, xml: string): void {
  try {
    writeOwn(path, xml);
  } catch (cause) {
    if (cause instanceof BridgeError) throw cause;
    throw new BridgeError("USAGE", `${path} can't be written.`, { cause, fix: "Give --junit a path that can." });
  }
}
