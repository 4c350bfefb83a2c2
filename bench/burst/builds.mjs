// The bridge out of the sources of this tree, or of an earlier commit in a worktree of its own: what the bursts need of it, as one module.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { worktreeOf } from "../before.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const EXPORTS = `export { BridgeError, createBridge } from "./src/index.ts";
export { createMemoryClaims } from "./src/claims/memory.ts";`;

export const loadHere = () => load(root);

/** Undefined where the commit isn't there, as in a shallow clone or a package. */
export async function loadBefore(commit) {
  const before = worktreeOf(commit);
  if (!before) return undefined;
  try {
    return await load(before.folder);
  } finally {
    before.remove();
  }
}

async function load(folder) {
  // Below the packages, which the module imports by their names.
  const place = mkdtempSync(join(root, "node_modules", ".burst-"));
  try {
    const outfile = join(place, "bridge.mjs");
    const contents = { contents: EXPORTS, resolveDir: folder, loader: "ts" };
    const options = { bundle: true, packages: "external", format: "esm", platform: "node", logLevel: "error" };
    await build({ stdin: contents, outfile, ...options });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
