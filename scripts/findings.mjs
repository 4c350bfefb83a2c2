// npm run findings: what other software does that a good guess gets wrong, each tried anew in a folder of its own (findings/*.sh).
// Prints what each saw and then a table of all; exits 1 when one has changed. Outside CI, since it installs packages. Words select by name.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../findings/", import.meta.url));
const words = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".sh") && words.every((word) => name.includes(word)))
  .sort();
const VERDICTS = { 0: "as it was", 1: "CHANGED" };

let changed = names.length === 0;
const table = [["verdict", "finding", "seen in"]];
for (const name of names) {
  const text = readFileSync(folder + name, "utf8");
  const [shows, version] = ["Shows", "Version"].map(
    (head) => new RegExp(`^# ${head}: (.*)$`, "m").exec(text)?.[1] ?? "",
  );
  const { code, said } = await run(folder + name);
  if (code !== 0) changed = true;
  const verdict = VERDICTS[code] ?? "NOT TRIED";
  table.push([verdict, name.slice(0, -3), version]);
  process.stdout.write(`${verdict.padEnd(10)}  ${name.slice(0, -3)}\n`);
  process.stdout.write(`${"".padEnd(12)}${shows}\n${said.trim().replaceAll(/^/gm, "".padEnd(12))}\n`);
}
const widths = [0, 1].map((at) => Math.max(...table.map((row) => row[at].length)));
const lines = table.map(([verdict, finding, version]) =>
  [verdict.padEnd(widths[0]), finding.padEnd(widths[1]), version].join("  "),
);
process.stdout.write(`\n${lines.join("\n")}\n`);
process.exitCode = changed ? 1 : 0;

function run(path) {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", [path], { stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part) => {
        said += part;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}
