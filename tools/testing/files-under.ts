import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A kind of file that is read from a path, in the words of its errors. */
interface FileKind {
  /** How the names of such files end. */
  readonly endings: readonly string[];
  /** What isn't there, where nothing is: `cassette`. */
  readonly missing: string;
  readonly toError: (detail: string) => Error;
}

/**
 * The file that the path is, or every file of that kind under it, by name; and what their names are relative to. Throws the kind's
 * error where there is none.
 */
export function filesUnder(
  path: string | URL,
  { endings, missing, toError }: FileKind,
): { readonly root: string; readonly files: readonly string[] } {
  const place = path instanceof URL ? fileURLToPath(path) : path;
  if (!existsSync(place)) throw toError(`There is no ${missing} ${place}.`);
  if (!statSync(place).isDirectory()) return { root: dirname(place), files: [place] };
  const names = readdirSync(place, { recursive: true, encoding: "utf8" }).filter((name) =>
    endings.some((ending) => name.endsWith(ending)),
  );
  if (names.length === 0) throw toError(`${place} holds no ${endings[0]} file.`);
  return { root: place, files: names.sort().map((name) => join(place, name)) };
}
