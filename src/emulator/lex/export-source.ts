import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { BridgeError } from "../../errors.ts";

/** The JSON files of an export: path inside it, with `/`, to content. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

/** A bot of the largest size that Lex allows stays far below these. */
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_FILES = 20_000;
const MAX_DEPTH = 16;

/**
 * What lies at `path`, a zip or a folder. Only `.json` files count; `__MACOSX/`, `._…` and paths that lead out (`..`) are
 * passed over. Throws EXPORT_UNREADABLE: nothing there, no zip, or more than 50 MB or 20,000 files inside.
 */
export async function readSource(path: string): Promise<ExportFiles> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new BridgeError("EXPORT_UNREADABLE", `${path} can't be opened.`, { cause });
  });
  return found.isDirectory() ? readFolder(path) : unzip(path, await readFile(path));
}

function unzip(path: string, bytes: Uint8Array): ExportFiles {
  const budget = new Budget(path);
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => isWanted(plain(name)) && budget.take(originalSize),
    });
    return new Map(Object.entries(entries).map(([name, content]) => [plain(name), content]));
  } catch (cause) {
    if (cause instanceof BridgeError) throw cause;
    throw new BridgeError("EXPORT_UNREADABLE", `${path} is not a zip, or is damaged.`, { cause });
  }
}

async function readFolder(root: string): Promise<ExportFiles> {
  const budget = new Budget(root);
  const files = new Map<string, Uint8Array>();
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < MAX_DEPTH && !SKIPPED_FOLDERS.has(entry.name)) await walk(name, depth + 1);
      if (!entry.isFile() || !isWanted(name)) continue;
      budget.take((await stat(join(root, name))).size);
      files.set(name, await readFile(join(root, name)));
    }
  };
  await walk("", 0);
  return files;
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["__MACOSX", "node_modules", ".git"]);

/** Some archivers write Windows separators. */
function plain(name: string): string {
  return name.replaceAll("\\", "/");
}

function isWanted(name: string): boolean {
  const parts = name.split("/");
  const file = parts.at(-1) ?? "";
  return file.endsWith(".json") && !file.startsWith("._") && !parts.includes("__MACOSX") && !parts.includes("..");
}

/** fflate allocates what an entry states as its size and never grows it, so the stated sizes bound the memory. */
class Budget {
  private bytes = 0;
  private files = 0;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  take(size: number): true {
    this.bytes += size;
    this.files += 1;
    if (this.bytes <= MAX_BYTES && this.files <= MAX_FILES) return true;
    throw new BridgeError("EXPORT_UNREADABLE", `${this.path} holds more than 50 MB or ${MAX_FILES} files of JSON.`);
  }
}
