import { basename, relative, resolve } from "node:path";
import { readCassette } from "../../testing/cassette/cassette.ts";
import { cassetteToCases } from "../../testing/cassette/cassette-to-cases.ts";
import type { FromCassetteOptions } from "../args/cassette-args.ts";
import type { Io } from "../io.ts";
import { printable } from "../terminal.ts";

/** `case from-cassette`: a case folder for each message of a cassette. */
export function caseFromCassette({ cassette, into, as, json }: FromCassetteOptions, io: Io): number {
  const path = resolve(io.cwd, cassette);
  const name = as ?? basename(path).replace(/\.json$/, "");
  const written = cassetteToCases(readCassette(path), resolve(io.cwd, into), name);
  if (json) io.out(`${JSON.stringify({ cases: written })}\n`);
  else io.out(written.map(({ folder, title }) => `${relative(io.cwd, folder)}  ${printable(title)}\n`).join(""));
  return 0;
}
