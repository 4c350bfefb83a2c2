import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** Runs a command with plain values in the place of a process; what it printed, and its exit code. */
export async function runCommand(argv: readonly string[], surroundings: Partial<Io> = {}) {
  const told = { out: "", err: "", code: 0 };
  told.code = await run(argv, {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    stdin: () => "",
    env: {},
    cwd: process.cwd(),
    version: "1.2.3",
    execPath: process.execPath,
    colour: false,
    isTerminal: false,
    ended: Promise.resolve(),
    ...surroundings,
  });
  return told;
}
