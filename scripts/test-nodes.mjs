// npm run test:nodes: cases, contracts, wire tests and the exactly-once tests on every Node.js version that `engines` promises; the
// packed function's share of that is npm run test:runtime. Versions are installed here, 550 MB with the runtime. Linux on x64 only.
// With --tests-ran the version that runs this is left out, for whoever has just run all tests on it.
import { execFileSync } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { NODES } from "../test/runtime/nodes.mjs";
import { ready, run } from "./ready.mjs";

const TESTS = ["test/cases.test.ts", "test/contracts", "test/wire", "test/claims", "test/claims-model"];

const cwd = fileURLToPath(new URL("../test/runtime", import.meta.url));
await ready();
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
if (installed !== 0) process.exit(installed);

const isDone = (major) => process.argv.includes("--tests-ran") && process.versions.node.startsWith(`${major}.`);
const told = [];
for (const { major, node } of NODES.filter(({ major }) => !isDone(major))) {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`${node} is ${version}, not ${major}.`);
  process.stdout.write(`Node ${version}\n`);
  const begun = Date.now();
  // What a test starts by the name of node has this version too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const code = await run(node, ["node_modules/vitest/vitest.mjs", "run", ...TESTS], { env });
  told.push(`${code === 0 ? "ok" : "NOT OK"}  Node ${version}  ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  if (code !== 0) process.exitCode = 1;
}
process.stdout.write(`${told.join("\n")}\n`);
