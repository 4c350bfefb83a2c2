// A code cache of V8's beside the packed function, for `node scripts/build-lambda.mjs --code-cache`: what V8 had made of the code when the function
// was loaded and had answered once, so that a start needn't compile it again.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * Moves `index.cjs` of a folder to `function.cjs`, and writes `function.cache` and an `index.cjs` that loads both. `node` is the program
 * that will run the function: another version of V8 doesn't take the cache.
 */
export async function addCodeCache(folder, node = process.execPath) {
  const run = (...args) =>
    execFileSync(node, args, { env: {}, maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] });
  const code = resolve(folder, "function.cjs");
  await rename(join(folder, "index.cjs"), code);
  const cache = run(here("make-code-cache.cjs"), code);
  await writeFile(join(folder, "function.cache"), cache);
  const facts = {
    engine: run("-p", `[process.versions.v8, process.arch].join(" ")`).toString().trim(),
    "function.cjs": sha256(await readFile(code)),
    "function.cache": sha256(cache),
  };
  const loader = await readFile(here("code-cache-loader.cjs"), "utf8");
  await writeFile(
    join(folder, "index.cjs"),
    loader.replace(/<([\w.]+)>/g, (gap, name) => facts[name] ?? gap),
  );
}
