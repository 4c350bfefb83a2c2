import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** So that a module in somebody's home folder doesn't cost a walk through all of it. */
const FILES_MAX = 2_000;

/**
 * What tells whether a module was changed: time and size of each source beside it and below, without `node_modules` and hidden
 * folders. Looked at before each call, so that no change can come between a watcher's word and the call.
 */
export function moduleToStamp(file: string): string {
  const found: string[] = [];
  const folders = [dirname(file)];
  for (let folder = folders.pop(); folder !== undefined && found.length < FILES_MAX; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) folders.push(path);
      if (entry.isFile() && /\.([cm]?[jt]sx?|json)$/.test(entry.name)) found.push(`${path} ${stampOf(path)}`);
    }
  }
  return found.sort().join("\n");
}

function stampOf(path: string): string {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
  return `${mtimeMs} ${size}`;
}
