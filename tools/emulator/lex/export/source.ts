import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/** The JSON files of an export: path inside it, with `/`, to content. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

/** A path to a zip or a folder, or the bytes of a zip with the name that messages give it. */
export type ExportSource = string | { readonly name: string; readonly bytes: Uint8Array };

/**
 * Ours, to bound memory: real exports are of kilobytes, and a value of JSON takes up to forty times its bytes once it is read, so
 * that `{}` sixteen million times over would take a gigabyte.
 */
const MAX_MB = 16;
const MAX_FILES = 10_000;
const MAX_VALUES = 400_000;
const MAX_DEPTH = 16;

export function sourceName(source: ExportSource): string {
  return typeof source === "string" ? source : source.name;
}

/**
 * The files of a zip or a folder. Only `.json` files count; `__MACOSX/`, `._…` and paths that lead out (`..`) are passed
 * over. Throws EXPORT_UNREADABLE: nothing there, no zip, a locked one, another compression than Deflate, or more than `maxMb`,
 * 10,000 files or 400,000 values inside.
 */
export async function readSource(source: ExportSource, maxMb = MAX_MB): Promise<ExportFiles> {
  const files = await readFiles(source, new Budget(sourceName(source), maxMb));
  let values = 0;
  for (const bytes of files.values()) values += countValues(bytes);
  if (values <= MAX_VALUES) return files;
  throw new BridgeError("EXPORT_UNREADABLE", `${sourceName(source)} holds more than ${MAX_VALUES} values.`);
}

async function readFiles(source: ExportSource, budget: Budget): Promise<ExportFiles> {
  if (typeof source !== "string") return unzip(source.name, source.bytes, budget);
  const found = await stat(source).catch((cause: unknown) => {
    throw new BridgeError("EXPORT_UNREADABLE", `${source} can't be opened.`, { cause, fix: "Check the path." });
  });
  if (found.isDirectory()) return readFolder(source, budget);
  budget.check(found.size);
  return unzip(source, await readFile(source), budget);
}

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** About how many values a file of JSON has, without reading it: what opens one, and what parts two, outside of texts. */
function countValues(bytes: Uint8Array): number {
  let count = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) count += 1;
  }
  return count;
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

function unzip(path: string, bytes: Uint8Array, budget: Budget): ExportFiles {
  if (isJson(bytes) && budget.take(bytes.length)) return new Map([[basename(path), bytes]]);
  // Bit 0 of the flags in the first entry's header; what follows can't be read without the password.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[6] ?? 0) & 1) === 1) {
    throw new BridgeError("EXPORT_UNREADABLE", `${path} is locked by a password.`, { fix: UNLOCK });
  }
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

async function readFolder(root: string, budget: Budget): Promise<ExportFiles> {
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

const AT_START = `Name it when the emulator starts, as with dev --bot: then it may hold ${MAX_MB} MB.`;

/** fflate allocates what an entry states as its size and never grows it, so the stated sizes bound the memory. */
class Budget {
  private bytes = 0;
  private files = 0;
  private readonly path: string;
  private readonly maxMb: number;

  constructor(path: string, maxMb: number) {
    this.path = path;
    this.maxMb = maxMb;
  }

  take(size: number): true {
    this.bytes += size;
    this.files += 1;
    return this.check(this.bytes);
  }

  check(bytes: number): true {
    if (bytes <= this.maxMb * 1024 * 1024 && this.files <= MAX_FILES) return true;
    const holds = `${this.path} holds more than ${this.maxMb} MB or ${MAX_FILES} files of JSON.`;
    throw new BridgeError("EXPORT_UNREADABLE", holds, this.maxMb < MAX_MB ? { fix: AT_START } : {});
  }
}
