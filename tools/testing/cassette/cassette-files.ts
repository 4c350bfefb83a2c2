import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BridgeError } from "../../../src/errors/bridge-error.ts";

/** The cassettes under a path: the file itself, or every `.json` file of a folder, by name. Throws CASSETTE_UNREADABLE where there is none. */
export function filesOfCassettes(path: string | URL): { readonly root: string; readonly files: readonly string[] } {
  const place = path instanceof URL ? fileURLToPath(path) : path;
  if (!existsSync(place)) throw new BridgeError("CASSETTE_UNREADABLE", `There is no cassette ${place}.`);
  if (!statSync(place).isDirectory()) return { root: dirname(place), files: [place] };
  const names = readdirSync(place, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  if (names.length === 0) throw new BridgeError("CASSETTE_UNREADABLE", `${place} holds no .json file.`);
  return { root: place, files: names.sort().map((name) => join(place, name)) };
}
