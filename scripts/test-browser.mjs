// npm run test:browser: the page, and the React client of examples/, in a real Chromium (Debian's package, or the one that CHROMIUM names).
// It checks the example's types too, which need what it installs.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/browser", import.meta.url));
const example = fileURLToPath(new URL("../examples/react", import.meta.url));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(chromium)) {
  process.stderr.write(`There is no ${chromium}. Install Debian's package chromium, or set CHROMIUM.\n`);
  process.exit(2);
}
await ready();
const install = (cwd) => run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
process.exitCode =
  (await install(cwd)) ||
  (await install(example)) ||
  (await run("npm", ["run", "--silent", "build"], { cwd: example })) ||
  (await run(process.execPath, ["--test"], { cwd }));
