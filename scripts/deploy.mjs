// What the commands around deploy/ have in common: its own dependencies, the package among them as it was built here, and its example.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashOf, isCurrent, ready, run, stampWith } from "./ready.mjs";

export const folder = fileURLToPath(new URL("../deploy/", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

export async function deployReady() {
  await ready();
  const locked = hashOf(["deploy/package-lock.json"]);
  if (!isCurrent("deploy/node_modules/.installed", locked)) {
    await must("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: folder });
    stampWith("deploy/node_modules/.installed", locked);
  }
  // A copy, not a link: the construct finds aws-cdk-lib from where it lies, as it does in its user's project.
  const copy = `${folder}node_modules/chime-lex-bridge/`;
  const built = readFileSync(`${root}dist/.built`, "utf8");
  if (!isCurrent("deploy/node_modules/chime-lex-bridge/dist/.built", built)) {
    rmSync(copy.slice(0, -1), { recursive: true, force: true });
    for (const path of ["package.json", "deploy/template.yaml", "dist"]) {
      cpSync(`${root}${path}`, `${copy}${path}`, { recursive: true });
    }
  }
  const sources = hashOf([
    "deploy/src",
    "deploy/example",
    "deploy/tsconfig.json",
    "dist/operate.d.ts",
    "dist/cdk.d.ts",
  ]);
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
