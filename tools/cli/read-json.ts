import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { jsonFaultPlace } from "../emulator/lex/export/json-place.ts";
import type { Io } from "./io.ts";

/** The JSON of a file, `-` for standard input. Throws USAGE that names the file and what is wrong with it. */
export function readJsonFile(path: string, io: Io): unknown {
  let text: string;
  try {
    text = path === "-" ? io.stdin() : readFileSync(resolve(io.cwd, path), "utf8");
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read.`, {
      cause,
      fix: "Give the path of a JSON file, or - for standard input.",
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Not the parser's own words: they quote what it read.
    throw new BridgeError("USAGE", `${path} holds no JSON: ${jsonFaultPlace(text)}.`, {
      cause,
      fix: "Give a file that holds one JSON value.",
    });
  }
}
