import { lstatSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { importBots } from "../../operate/import-bots.ts";
import { isThere, writeJson } from "../../testing/write-json.ts";
import type { ImportOptions } from "../args/import-args.ts";
import type { Io } from "../io.ts";
import { coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { plain } from "../terminal.ts";

/** `import`: the bridge's configuration and policy for native bots, and what will differ from them. */
export function importNativeBots({ files, into, overwrite, json }: ImportOptions, io: Io): number {
  const { config, policy, differences } = importBots(files.map((path) => readJsonFile(path, io)));
  const folder = resolve(io.cwd, into);
  const made = [
    { path: join(folder, "bridge.json"), value: config },
    { path: join(folder, "policy.json"), value: policy },
  ];
  const other = made.find(({ path, value }) => isThere(path) && !overwrite && !isSame(path, value));
  if (other) {
    throw new BridgeError("USAGE", `${relative(io.cwd, other.path)} is there already, and differs.`, {
      fix: "Give --into another folder, or --overwrite.",
    });
  }
  for (const { path, value } of made) writeJson(path, value);
  const written = made.map(({ path }) => relative(io.cwd, path));
  if (json) io.out(`${JSON.stringify({ files: written, config, policy, differences })}\n`);
  else {
    const c = coloursOf(io.colour);
    io.out(written.map((path) => `${path}\n`).join(""));
    io.out("\nWhat will differ from the native bot:\n");
    for (const { what, fix } of differences) {
      io.out(`${c.yellow("-")} ${plain(what)}\n${fix === undefined ? "" : `  ${c.dim(plain(fix))}\n`}`);
    }
  }
  return 0;
}

function isSame(path: string, value: unknown): boolean {
  return lstatSync(path).isFile() && readFileSync(path, "utf8") === `${JSON.stringify(value, null, 2)}\n`;
}
