// npm run test:unicode: the table of scripts (docs/mapping.md) and the phrases of fifteen languages on the first and the last release that
// we know of Node 20 to 26, whose Unicode and names of months differ. Installs them, 1.5 GB, so it is outside CI. Linux on x64 only.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { run } from "./ready.mjs";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const cwd = at("test/nodes");
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"], { cwd });
if (installed !== 0) process.exit(installed);

const folder = mkdtempSync(join(tmpdir(), "nodes-"));
const outfile = join(folder, "held.mjs");
let hasFaults = false;
try {
  await build({ entryPoints: [`${cwd}/held.ts`], bundle: true, platform: "node", format: "esm", outfile });
  process.stdout.write("Node       ICU    mentions  phrases  read otherwise\n");
  const { devDependencies } = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8"));
  for (const name of Object.keys(devDependencies)) {
    const binary = `${cwd}/node_modules/${name}/bin/node`;
    const args = [outfile, at("docs/mapping.md"), at("test/tools/emulator/lex/phrases")];
    const { node, icu, mentions, phrases, faults } = JSON.parse(execFileSync(binary, args, { encoding: "utf8" }));
    const cells = [node.padEnd(9), icu.padEnd(5), String(mentions).padEnd(8), String(phrases).padEnd(7)];
    process.stdout.write(`${[...cells, faults.join("; ") || "none"].join("  ")}\n`);
    hasFaults ||= faults.length > 0;
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = hasFaults ? 1 : 0;
