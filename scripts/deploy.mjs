// What the commands around deploy/ have in common: its own dependencies, the bridge among them as it was built here, and its build.
import { rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashOf, isCurrent, ready, run, stampWith } from "./ready.mjs";

export const folder = fileURLToPath(new URL("../deploy/", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

export async function deployReady() {
  await ready();
  const locked = hashOf(["deploy/package-lock.json"]);
  if (!isCurrent("deploy/node_modules/.installed", locked)) {
    await must("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: folder });
    symlinkSync(root, `${folder}node_modules/chime-lex-bridge`, "junction");
    stampWith("deploy/node_modules/.installed", locked);
  }
  const sources = hashOf(["deploy/src", "deploy/example", "deploy/tsconfig.json", "dist/operate.d.ts"]);
  if (!isCurrent("deploy/dist/.built", sources)) {
    rmSync(`${folder}dist`, { recursive: true, force: true });
    await must(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "deploy"]);
    stampWith("deploy/dist/.built", sources);
  }
}

async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}
