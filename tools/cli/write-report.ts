import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BridgeError } from "../../src/errors/bridge-error.ts";

/** Writes a JUnit report, and the folders it lacks. Throws USAGE where that can't be done. */
export function writeReport(path: string, xml: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, xml);
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be written.`, { cause, fix: "Give --junit a path that can." });
  }
}
