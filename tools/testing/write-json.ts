import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BridgeError } from "../../src/errors/bridge-error.ts";

/** Writes a value the way the files of a case are written, and says whether the file changed. Throws USAGE for a link. */
export function writeJson(path: string, value: unknown): boolean {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  refuseLink(path);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return false;
  writeOwn(path, text);
  return true;
}

/**
 * Writes a file where it stands: never what a link leads to, which may be anywhere. Throws USAGE for a link, and with `fix` for what can't be
 * written.
 */
export function writeOwn(path: string, text: string, fix = "Give a path in a folder that you may write."): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    refuseLink(path);
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants;
    const file = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
    try {
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof BridgeError) throw cause;
    const { code = "unknown" } = cause as NodeJS.ErrnoException;
    throw new BridgeError("USAGE", `${path} can't be written: ${code}.`, { cause, fix });
  }
}

function refuseLink(path: string): void {
  if (!isThere(path) || lstatSync(path).isFile()) return;
  throw new BridgeError("USAGE", `${path} is a link, or no file: nothing is written through it.`, {
    fix: "Put a file in its place, or give another path.",
  });
}

/** Whether something stands there, be it a link that leads nowhere. Nothing does below a file, or where one may not look. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
