import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { readTestSet } from "../../../testing/test-set/read-test-set.ts";
import { testSetToScripts } from "../../../testing/test-set/test-set-to-scripts.ts";
import { isThere, writeOwn } from "../../../testing/write-json.ts";
import type { TalkImportOptions } from "../../args/test-set-args.ts";
import type { Io } from "../../io.ts";

/** As much as is read of a set: beyond it something else was given. */
const SET_MAX_BYTES = 50_000_000;

/** `talk import`: a script for each conversation and each single input of a test set. */
export async function talkImport({ set, into, bot, overwrite, json }: TalkImportOptions, io: Io): Promise<number> {
  const { rows, ignored } = readTestSet(readSet(set, io));
  const folder = resolve(io.cwd, into);
  const named = bot === undefined ? undefined : relative(folder, resolve(io.cwd, bot));
  const made = await testSetToScripts(rows, named);
  const scripts = made.map(({ name, yaml }) => ({ path: join(folder, name), text: yaml }));
  const changed = scripts.filter(({ path, text }) => isThere(path) && (overwrite || !isSame(path, text)));
  if (!overwrite && changed[0]) {
    throw new BridgeError("USAGE", `${relative(io.cwd, changed[0].path)} is there already, and differs.`, {
      fix: "Give --into another folder, or --overwrite.",
    });
  }
  for (const { path, text } of scripts) writeOwn(path, text);
  const files = scripts.map(({ path }) => relative(io.cwd, path));
  const hints = rows.filter((row) => row.hints.length > 0).length;
  if (json) io.out(`${JSON.stringify({ rows: rows.length, scripts: files, ignored, hints })}\n`);
  else {
    io.out(files.map((file) => `${file}\n`).join(""));
    for (const { column, meant } of ignored) {
      io.err(
        `! the column ${column} is unknown and left out${meant === undefined ? "" : `; did you mean ${meant}?`}\n`,
      );
    }
    if (hints > 0) io.err(`! runtime hints of ${hints} rows are kept, and not sent to the bot\n`);
  }
  return 0;
}

function isSame(path: string, text: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path, "utf8") === text;
}

function readSet(path: string, io: Io): string {
  let bytes: Buffer;
  try {
    if (path === "-") return io.stdin();
    const file = resolve(io.cwd, path);
    if (statSync(file).size > SET_MAX_BYTES) throw new RangeError("too large");
    bytes = readFileSync(file);
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read${cause instanceof RangeError ? ": it is over 50 MB" : ""}.`, {
      cause,
      fix: "Give the path of a test set as CSV, or - for standard input.",
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BridgeError("TEST_SET_UNREADABLE", `${path} is not in UTF-8.`, { cause });
  }
}
