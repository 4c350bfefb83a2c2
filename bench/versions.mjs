// npm run bench: the table of `run.mjs`, and the same on each Node.js of Lambda's managed runtimes that `npm run test:runtime` has
// installed, side by side. Arguments go to `run.mjs`.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cellOf } from "./table.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const others = ["22", "24"]
  .map((major) => here(`../test/runtime/node_modules/node${major}/bin/node`))
  .filter((node) => existsSync(node));
const args = process.argv.slice(2);

if (others.length === 0 || args.length > 0) {
  process.exitCode = spawnSync(process.execPath, [here("run.mjs"), ...args], { stdio: "inherit" }).status ?? 1;
} else {
  const runs = [process.execPath, ...others].map((node) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${node}`);
    const said = execFileSync(node, [here("run.mjs"), "--json"], {
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 1 << 26,
    });
    return JSON.parse(said.toString("utf8"));
  });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const [first] = runs;
  process.stdout.write(line(["ours (ratio to hand-written)", ...runs.map(({ measured }) => measured.node)]));
  process.stdout.write(line(["---", ...runs.map(() => "---:")]));
  for (const { what } of first.rows) {
    process.stdout.write(line([what, ...runs.map(({ rows }) => cellOf(rows.find((row) => row.what === what)))]));
  }
}
