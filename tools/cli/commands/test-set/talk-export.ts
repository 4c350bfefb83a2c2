import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { readConversations } from "../../../testing/conversation/script/read-script.ts";
import { readTestSet } from "../../../testing/test-set/read-test-set.ts";
import { scriptsToTestSet } from "../../../testing/test-set/scripts-to-test-set.ts";
import { writeTestSet } from "../../../testing/test-set/write-test-set.ts";
import { isThere, writeOwn } from "../../../testing/write-json.ts";
import type { TalkExportOptions } from "../../args/test-set-args.ts";
import type { Io } from "../../io.ts";

/** `talk export`: a test set from scripts. What it has no column for is told. */
export async function talkExport({ paths, to, overwrite, json }: TalkExportOptions, io: Io): Promise<number> {
  const scripts = [];
  for (const path of paths) scripts.push(...(await readConversations(resolve(io.cwd, path))));
  const { rows, left } = scriptsToTestSet(scripts);
  if (rows.length === 0) throw new BridgeError("USAGE", "The scripts hold no text that a test set could hold.");
  const file = resolve(io.cwd, to);
  if (isThere(file) && !(overwrite && isTestSet(file))) {
    throw new BridgeError("USAGE", `${to} is there already.`, {
      fix: "Give --to another path, or --overwrite where a test set stands.",
    });
  }
  writeOwn(file, writeTestSet(rows));
  if (json) io.out(`${JSON.stringify({ file: relative(io.cwd, file), rows: rows.length, left })}\n`);
  else {
    io.out(`${relative(io.cwd, file)}  ${rows.length} rows\n`);
    io.err(left.map((one) => `! left out: ${one}\n`).join(""));
  }
  return 0;
}

/** Whether it is a file that this command could have written. A link is refused where it is written. */
function isTestSet(path: string): boolean {
  try {
    return readTestSet(readFileSync(path, "utf8")).rows.length > 0;
  } catch {
    return false;
  }
}
