import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** What a command line printed, and its exit code. */
export async function command(argv: readonly string[], more: Partial<Io> & Pick<Io, "cwd">) {
  let [out, err] = ["", ""];
  const code = await run(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: () => "",
    env: {},
    version: "1.2.3",
    execPath: process.execPath,
    colour: false,
    isTerminal: false,
    ended: Promise.resolve(),
    ...more,
  });
  return { code, out, err };
}
