// npm run mutation: how many changes to the pure half the tests notice. Arguments go to Stryker, such as `--mutate mappers/answer/fit.ts`.
// Its packages are many and needed by nothing else, so they live in their own folder under reports/, installed when first needed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const manifests = fileURLToPath(new URL("../test/mutation/", import.meta.url));
const workshop = fileURLToPath(new URL("../reports/mutation/", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest", import.meta.url));
const report = `${workshop}mutation.json`;

async function install() {
  const lock = readFileSync(`${manifests}package-lock.json`, "utf8");
  const stamp = `${workshop}node_modules/.installed`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  mkdirSync(workshop, { recursive: true });
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) copyFileSync(manifests + name, workshop + name);
  const code = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: workshop });
  if (code !== 0) process.exit(code);
  writeFileSync(stamp, lock);
}

/** Killed by a failing test or by a time-out, over all that are valid: Stryker's own score. */
function scoreOf(mutants) {
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count("Killed", "Timeout");
  const survived = count("Survived", "NoCoverage");
  return { killed, survived, score: killed + survived === 0 ? 100 : (100 * killed) / (killed + survived) };
}

function print(files) {
  const row = (name, { killed, survived, score }) =>
    `${score.toFixed(1).padStart(6)} %  ${String(killed).padStart(4)} killed  ${String(survived).padStart(3)} survived  ${name}\n`;
  const all = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, { mutants }] of all) process.stdout.write(row(name, scoreOf(mutants)));
  process.stdout.write(row("all", scoreOf(all.flatMap(([, { mutants }]) => mutants))));
  for (const [name, { mutants, source }] of all) {
    const lines = source.split("\n");
    for (const { status, location, replacement = "", mutatorName } of mutants) {
      if (status !== "Survived" && status !== "NoCoverage") continue;
      const { start, end } = location;
      const was = start.line === end.line ? lines[start.line - 1].slice(start.column - 1, end.column - 1) : "…";
      const change = `${was} → ${replacement}`.replace(/\s+/g, " ").slice(0, 120);
      process.stdout.write(
        `${status === "NoCoverage" ? "untested" : "survived"}  ${name}:${start.line}:${start.column}  ${mutatorName}  ${change}\n`,
      );
    }
  }
}

if (!existsSync(vitest)) await ready();
await install();
rmSync(report, { force: true });
const stryker = `${workshop}node_modules/@stryker-mutator/core/bin/stryker.js`;
const code = await run(process.execPath, [stryker, "run", ...process.argv.slice(2)]);
if (existsSync(report)) print(JSON.parse(readFileSync(report, "utf8")).files);
process.exitCode = code;
