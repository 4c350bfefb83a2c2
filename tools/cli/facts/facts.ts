import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { factsLeft, readFacts } from "../../operate/known-facts.ts";
import { isThere, writeOwn } from "../../testing/write-json.ts";
import type { Io } from "../io.ts";
import { readJsonFile } from "../read-json.ts";

/** `dist/cli.js` stands one folder below the examples, this source three. */
const SCRIPT = new URL(
  `${import.meta.url.endsWith(".ts") ? "../../../" : "../"}examples/record-facts.mjs`,
  import.meta.url,
);

/** `doctor --record-facts`: writes the script that asks an account, where none is. Throws USAGE where another file is. */
export function writeRecorder(io: Io): number {
  const path = resolve(io.cwd, "record-facts.mjs");
  const text = readFileSync(SCRIPT, "utf8");
  if (isThere(path) && readFileSync(path, "utf8") !== text) {
    throw new BridgeError("USAGE", `${relative(io.cwd, path)} is there already, and differs.`, {
      fix: "Remove it, or run the command in another folder.",
    });
  }
  writeOwn(path, text);
  io.out(
    `${relative(io.cwd, path)}\n\nIt calls nothing unless you say what. Read it, then see what it can ask, and what each call does:\n  node record-facts.mjs --help\n`,
  );
  return 0;
}

/** `doctor --facts`: what a recorded file settles in docs/facts.md, and what is still unknown. */
export function showFacts(path: string, json: boolean, io: Io): number {
  const settled = readFacts(readJsonFile(path, io));
  const left = factsLeft(settled);
  if (json) {
    io.out(`${JSON.stringify({ settled, left })}\n`);
    return 0;
  }
  const rows = settled.map(
    ({ section, claim, recorded, meaning }) =>
      `settled  §${section} ${claim}\n         ${recorded.join(", ") || "none"}. ${meaning}\n`,
  );
  const unknown = left.map(({ fact, asked }) => `  ${fact}: ${asked}\n`);
  io.out(
    `${rows.join("")}${unknown.length > 0 ? `\nStill unknown, and what of record-facts.mjs asks it:\n${unknown.join("")}` : ""}`,
  );
  return 0;
}
