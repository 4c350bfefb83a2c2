import type { Io } from "../tools/cli/io.ts";
import { run } from "../tools/cli/run.ts";

/** What a command line printed. */
export interface Told {
  out: string;
  err: string;
}

/** Plain values in place of a process; what is printed is added to `told`. */
export function capturedIo(told: Told, surroundings: Partial<Io> = {}): Io {
  return {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    status: (line) => {
      told.err += line;
    },
    stdin: () => "",
    env: {},
    cwd: process.cwd(),
    version: "1.2.3",
    execPath: process.execPath,
    colour: false,
    isTerminal: false,
    ended: () => Promise.resolve(),
    ...surroundings,
  };
}

/** Runs a command line: what it printed, and its exit code. */
export async function command(
  argv: readonly string[],
  surroundings: Partial<Io> = {},
): Promise<Told & { code: number }> {
  const told = { out: "", err: "" };
  const code = await run(argv, capturedIo(told, surroundings));
  return { ...told, code };
}
