// The test kit: case folders through `chime-lex-bridge check`, in a process of its own, from its start to its end.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const OWN = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));

/** A folder of so many cases: our own, each as often as it takes. */
export function makeCases(count) {
  const folder = mkdtempSync(join(tmpdir(), "bench-cases-"));
  const names = readdirSync(OWN);
  for (let at = 0; at < count; at++) {
    const name = names[at % names.length];
    cpSync(join(OWN, name), join(folder, `${name}-${Math.floor(at / names.length)}`), { recursive: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Milliseconds of each of the runs. Throws where a case didn't pass: a run that stops early would be fast. */
export function checkCases(count, runs, progress = () => {}) {
  const { folder, remove } = makeCases(count);
  try {
    return Array.from({ length: runs }, (_, at) => {
      const begun = performance.now();
      const { stdout, stderr } = spawnSync(process.execPath, [CLI, "check", folder], { encoding: "utf8" });
      const ms = performance.now() - begun;
      if (stdout !== `${count} passed, 0 failed\n`) throw new Error(`Not every case passed.\n${stdout}${stderr}`);
      progress(at + 1, runs);
      return ms;
    });
  } finally {
    remove();
  }
}
