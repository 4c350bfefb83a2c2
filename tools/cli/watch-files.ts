import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Io } from "./io.ts";

const LOOK_MS = 200;
/** A home folder that was named by mistake must not cost a walk through all of it. */
const FILES_MAX = 10_000;

/**
 * Runs once, and again after each change of a file under the paths, until the user ends it. A run that throws is told, and the next
 * change runs anew. Resolves to the exit code of the last run.
 */
export async function watchFiles(paths: () => readonly string[], run: () => Promise<number>, io: Io): Promise<number> {
  let isOver = false;
  const over = io.ended().then(() => {
    isOver = true;
  });
  for (;;) {
    // Before the run: what changes meanwhile runs it again.
    const before = stampOf(paths());
    const code = await run().catch((caught: unknown) => {
      io.err(`${BridgeError.from(caught).message}\n`);
      return 2;
    });
    io.err("Waiting for a change. Ctrl-C ends it.\n");
    while (!isOver && stampOf(paths()) === before) await Promise.race([over, pause()]);
    if (isOver) return code;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
  });
}

/** Times and sizes of all files, without `node_modules` and hidden ones. What isn't there is a state too. */
function stampOf(paths: readonly string[]): string {
  const found: string[] = [];
  const places = [...paths];
  for (let path = places.pop(); path !== undefined && found.length < FILES_MAX; path = places.pop()) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) places.push(...entriesOf(path));
    else found.push(`${path} ${stat?.mtimeMs} ${stat?.size}`);
  }
  return found.sort().join("\n");
}

function entriesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "node_modules" && !name.startsWith("."))
    .map((name) => join(folder, name));
}
