// `chime-lex-bridge dev` as a process of its own, and exports to give it.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zipSync } from "fflate";

export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const BOTS = fileURLToPath(new URL("../../fixtures/bots/", import.meta.url));

/** Resolves once it listens, to its process, whose `said` is what it printed then. */
export function startDev(port, more = [], env = process.env) {
  const child = spawn(process.execPath, [CLI, "dev", "--json", "--port", String(port), ...more], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once("data", (said) => resolve(Object.assign(child, { said: JSON.parse(said) })));
    child.once("exit", (code) => reject(new Error(`dev ended with ${code}`)));
  });
}

export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGTERM");
  });
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A sample bot as the zip that an export is. */
export function zipOf(bot) {
  const folder = join(BOTS, bot);
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json"));
  return Buffer.from(zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]))));
}
