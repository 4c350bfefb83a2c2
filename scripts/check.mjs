// npm run check: everything that must be green before a commit. Stops at the first step that is not. With --tests-ran the tests are
// left out, for whoever has just run them.
import { ready, run } from "./ready.mjs";

await ready();
const steps = [
  ["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["types", ["node_modules/typescript/bin/tsc", "-p", "."]],
  ["types of the pure half", ["node_modules/typescript/bin/tsc", "-p", "mappers"]],
  ["types of the page", ["node_modules/typescript/bin/tsc", "-p", "tools/emulator/page"]],
  ["types of the examples", ["node_modules/typescript/bin/tsc", "-p", "examples"]],
  ...(process.argv.includes("--tests-ran")
    ? []
    : [["tests: layers, cases, wire, packed artefact", ["node_modules/vitest/vitest.mjs", "run"]]]),
];
for (const [title, args] of steps) {
  const begun = Date.now();
  const code = await run(process.execPath, args);
  process.stdout.write(`${code === 0 ? "ok" : "NOT OK"}  ${title}  ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
  if (code !== 0) process.exit(1);
}
