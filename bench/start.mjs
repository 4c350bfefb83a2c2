// How long a processor takes to load.
import { spawnSync } from "node:child_process";
import { median } from "./numbers.mjs";
import { environment } from "./processors.mjs";

/** Nobody listens there, and nobody is asked: loading opens no connection. */
const NOWHERE = "http://127.0.0.1:9";

/** What a module puts off to a microtask, as a lazy import does, belongs to its start: a delivery would wait for it. */
function timeOf(program, env) {
  const code = `${program};setImmediate(() => process.stdout.write(String(performance.now())))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], {
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
  if (status !== 0) throw new Error(`A processor did not load: ${stderr}`);
  return Number(stdout.split("\n").at(-1));
}

/** Milliseconds from the process's beginning until the module is evaluated and at rest, without Node's own start. */
export function starts(variants, rounds, onRound) {
  const bare = [];
  const taken = variants.map(() => []);
  for (let round = 1; round <= rounds; round++) {
    bare.push(timeOf("0", environment(NOWHERE)));
    for (const [at, { path, env }] of variants.entries()) {
      taken[at].push(timeOf(`require(${JSON.stringify(path)})`, environment(NOWHERE, env)));
    }
    onRound(round, rounds);
  }
  return taken.map((times) => ({
    lowest: Math.min(...times) - Math.min(...bare),
    median: median(times) - median(bare),
  }));
}
