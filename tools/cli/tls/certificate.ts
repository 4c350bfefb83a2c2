import { createPrivateKey, randomUUID, X509Certificate } from "node:crypto";
import { lstat, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir, platform, userInfo } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../../src/config/env.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { TlsPair } from "../../emulator/http/server.ts";

/** A certificate and its key as PEM, and the file that a client is given to trust the first. */
export interface KeptCertificate extends TlsPair {
  readonly certPath: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_MS = 90 * DAY_MS;
/** One that is trusted is kept for as long as a day of work fits in. */
const LEFT_MS = DAY_MS;
/** A clock of a container or a phone may be a little behind ours. */
const BEHIND_MS = 5 * 60 * 1000;

/** Where this system's programs keep what they can make again. */
export function cacheFolder(env: Environment): string {
  const home = homedir();
  const system = platform();
  if (system === "win32") return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "chime-lex-bridge");
  if (system === "darwin") return join(home, "Library", "Caches", "chime-lex-bridge");
  return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "chime-lex-bridge");
}

/**
 * The folder's certificate for localhost, 127.0.0.1 and ::1, or a new one where there is none, it ends within a day, or others may read
 * its key: valid for 90 days, no authority, so that whoever trusts it trusts this server alone. Throws USAGE where nothing can be written.
 */
export async function keepCertificate(folder: string, now: number): Promise<KeptCertificate> {
  const certPath = join(folder, "localhost.crt");
  const keyPath = join(folder, "localhost.key");
  const kept = await readKept(certPath, keyPath, now);
  if (kept !== undefined) return { ...kept, certPath };
  const { makeCertificate } = await import("./make-certificate.ts");
  const made = makeCertificate({ from: now - BEHIND_MS, until: now - BEHIND_MS + VALID_MS });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await replace(keyPath, made.key, 0o600);
    await replace(certPath, made.cert, 0o644);
  } catch (cause) {
    const fix = "Set XDG_CACHE_HOME (LOCALAPPDATA on Windows) to a folder that you may write to.";
    throw new BridgeError("USAGE", `The certificate can't be written to ${folder}.`, { cause, fix });
  }
  return { ...made, certPath };
}

async function readKept(certPath: string, keyPath: string, now: number): Promise<TlsPair | undefined> {
  try {
    // Links are not followed: the key would be somebody else's file.
    const stats = await lstat(keyPath);
    const isOurs = platform() === "win32" || (stats.uid === userInfo().uid && (stats.mode & 0o077) === 0);
    if (!stats.isFile() || !isOurs) return undefined;
    const [cert, key] = await Promise.all([readFile(certPath, "utf8"), readFile(keyPath, "utf8")]);
    const read = new X509Certificate(cert);
    const ends = Date.parse(read.validTo);
    const isSound = read.checkPrivateKey(createPrivateKey(key)) && !read.ca && read.checkIP("::1") !== undefined;
    return isSound && ends - now > LEFT_MS && ends - now <= VALID_MS ? { cert, key } : undefined;
  } catch {
    // Nothing there, or nothing that can be read: a new pair takes its place.
    return undefined;
  }
}

/** Replaces whatever is there by a new file, so that nothing is written through a link. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, text, { mode, flag: "wx" });
  await rename(beside, path);
}
