import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** The JSON files of an export: path inside it, with `/`, to content. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

/** A path to a zip or a folder, or the bytes of a zip with the name that messages give it. */
export type ExportSource = string | { readonly name: string; readonly bytes: Uint8Array };

/** A bot of the largest size that Lex allows stays far below these. */
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_FILES = 20_000;
const MAX_DEPTH = 16;

export function sourceName(source: ExportSource): string {
  return typeof source === "string" ? source : source.name;
}

/**
 * The files of a zip or a folder. Only `.json` files count; `__MACOSX/`, `._…` and paths that lead out (`..`) are passed
 * over. Throws EXPORT_UNREADABLE: nothing there, no zip, a locked one, another compression than Deflate, or more than 50 MB or 20,000 files inside.
 */
export async function readSource(source: ExportSource): Promise<ExportFiles> {
  if (typeof source !== "string") return unzip(source.name, source.bytes);
  const found = await stat(source).catch((cause: unknown) => {
    throw new BridgeError("EXPORT_UNREADABLE", `${source} can't be opened.`, { cause, fix: "Check the path." });
  });
  return found.isDirectory() ? readFolder(source) : unzip(source, await readFile(source));
}

const UNLOCK = "Export the bot without a file password.";

/** What an archiver may be told to use in place of Deflate: by its number in a zip (APPNOTE.TXT, 4.4.5). */
const METHODS: Readonly<Record<number, string>> = {
  9: "Deflate64",
  12: "BZIP2",
  14: "LZMA",
  93: "Zstandard",
  95: "XZ",
  98: "PPMd",
};
const [STORED, DEFLATED, AES] = [0, 8, 99];

function checkMethod(path: string, name: string, method: number): true {
  if (method === STORED || method === DEFLATED) return true;
  if (method === AES) throw new BridgeError("EXPORT_UNREADABLE", `${path} is locked by a password.`, { fix: UNLOCK });
  const by = METHODS[method] ?? `method ${method}`;
  throw new BridgeError("EXPORT_UNREADABLE", `${path} holds ${name} compressed by ${by}; here Deflate alone is read.`, {
    fix: "Zip it again, with Deflate as the method.",
  });
}

function unzip(path: string, bytes: Uint8Array): ExportFiles {
  if (isJson(bytes)) return new Map([[basename(path), bytes]]);
  // Bit 0 of the flags in the first entry's header; what follows can't be read without the password.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[6] ?? 0) & 1) === 1) {
    throw new BridgeError("EXPORT_UNREADABLE", `${path} is locked by a password.`, { fix: UNLOCK });
  }
  const budget = new Budget(path);
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize, compression }) =>
        isWanted(plain(name)) && checkMethod(path, plain(name), compression) && budget.take(originalSize),
    });
    return new Map(Object.entries(entries).map(([name, content]) => [plain(name), content]));
  } catch (cause) {
    if (cause instanceof BridgeError) throw cause;
    throw new BridgeError("EXPORT_UNREADABLE", `${path} is not a zip, or is damaged.`, { cause });
  }
}

/** A lone file, as Lex V1 exported: it is looked at, so that the message can say what it is. */
function isJson(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  return start.startsWith("{");
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
