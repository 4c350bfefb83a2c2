import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { InitOptions } from "../args/init-args.ts";
import { SAMPLES } from "../embedded.ts";
import type { Io } from "../io.ts";
import { coloursOf } from "../print.ts";
import { printable } from "../terminal.ts";

const STARTER = fileURLToPath(new URL("../examples/starter", SAMPLES));

/** `init`: writes a working folder, and never over a file that is there. Exit code 0 also where all of it is there already. */
export function init({ folder = ".", json }: InitOptions, io: Io): number {
  const target = resolve(io.cwd, folder);
  const files = readdirSync(STARTER, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(STARTER, name)).isFile() && !name.split(sep).includes("node_modules"))
    .sort();
  const wrote = files.filter((name) => writeNew(join(target, name), contentOf(name, io)));
  const kept = files.filter((name) => !wrote.includes(name));
  io.out(json ? `${JSON.stringify({ folder: target, wrote, kept })}\n` : toText({ target, wrote, kept }, io));
  return 0;
}

/** The package that the folder depends on is this one. */
function contentOf(name: string, { version }: Io): string {
  const text = readFileSync(join(STARTER, name), "utf8");
  return name === "package.json" ? text.replace(/("chime-lex-bridge": )"[^"]*"/, `$1"^${version}"`) : text;
}

/** Whether the file was new. A link counts as a file, wherever it leads. Throws USAGE where the folder can't be written. */
function writeNew(path: string, text: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw unwritable(dirname(path), cause);
  }
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code === "EEXIST") return false;
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): BridgeError {
  const fix = "Give the path of a folder that you may write, or of one that isn't there yet.";
  return new BridgeError("USAGE", `${path} can't be written.`, { cause, fix });
}

interface Written {
  readonly target: string;
  readonly wrote: readonly string[];
  readonly kept: readonly string[];
}

function toText({ target, wrote, kept }: Written, io: Io): string {
  const c = coloursOf(io.colour);
  const place = printable(relative(io.cwd, target));
  const lines = [
    ...wrote.map((name) => `  ${c.green("wrote")}  ${join(place, name)}\n`),
    ...kept.map((name) => `  ${c.dim("kept")}   ${join(place, name)}, which was there\n`),
  ];
  const packages = kept.includes("package.json")
    ? ["npm install chime-lex-bridge", "npm install --save-dev vitest", "npx vitest run"]
    : ["npm install", "npm test", "npm start"];
  const next = [...(place ? [`cd ${place}`] : []), ...packages];
  return `${lines.join("")}\nNext:\n${next.map((line) => `  ${line}\n`).join("")}`;
}
