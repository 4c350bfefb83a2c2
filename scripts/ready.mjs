// What the commands of a fresh clone have in common: dependencies and build are made when they are missing or out of date.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command in the project's folder and resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
      ...options,
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Quiet unless it fails; then everything it printed is shown. */
async function step(title, command, args) {
  const begun = Date.now();
  if (process.stderr.isTTY) process.stderr.write(`${title} …`);
  let output = "";
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K`);
  if (code !== 0) {
    process.stderr.write(`${output}\n${title} failed.\n`);
    process.exit(1);
  }
  process.stderr.write(`${title}: ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
}

export function hashOf(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    const full = join(root, path);
    for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) add(join(path, entry.name));
      else hash.update(join(path, entry.name)).update(readFileSync(join(full, entry.name)));
    }
  };
  for (const path of paths) {
    if (path.includes(".")) hash.update(path).update(readFileSync(join(root, path)));
    else add(path);
  }
  return hash.digest("hex");
}

export function isCurrent(stamp, hash) {
  return existsSync(join(root, stamp)) && readFileSync(join(root, stamp), "utf8") === hash;
}

export function stampWith(stamp, hash) {
  mkdirSync(join(root, stamp, ".."), { recursive: true });
  writeFileSync(join(root, stamp), hash);
}

export async function ready() {
  const locked = hashOf(["package-lock.json"]);
  if (!isCurrent("node_modules/.installed", locked)) {
    await step("Installing dependencies", "npm", ["ci", "--no-audit", "--no-fund"]);
    stampWith("node_modules/.installed", locked);
  }
  const sources = hashOf([
    "mappers",
    "src",
    "deploy/src",
    "tools",
    "scripts",
    "package.json",
    "tsdown.config.ts",
    "package-lock.json",
  ]);
  if (!isCurrent("dist/.built", sources)) {
    await step("Building", "npm", ["run", "--silent", "build"]);
    stampWith("dist/.built", sources);
  }
}
