// npm run test:package: the packed package, judged by attw, publint, knip, typedoc and an installation of its own. `npm run changeset`
// passes its arguments to changesets. The tools are many and needed by nothing else, so they live in test/package.
import { fileURLToPath } from "node:url";
import { hashOf, isCurrent, ready, run, stampWith } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/package", import.meta.url));
const [command, ...rest] = process.argv.slice(2);

await ready();
const locked = hashOf(["test/package/package-lock.json"]);
if (!isCurrent("test/package/node_modules/.installed", locked)) {
  const code = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
  if (code !== 0) process.exit(code);
  stampWith("test/package/node_modules/.installed", locked);
}
process.exitCode =
  command === "changeset"
    ? await run(process.execPath, ["test/package/node_modules/@changesets/cli/bin.js", ...rest])
    : await run(process.execPath, ["--test"], { cwd });
