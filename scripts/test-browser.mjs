// npm run test:browser: the page in a real Chromium (Debian's package, or the one that CHROMIUM names).
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/browser", import.meta.url));
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(chromium)) {
  process.stderr.write(`There is no ${chromium}. Install Debian's package chromium, or set CHROMIUM.\n`);
  process.exit(2);
}
await ready();
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
process.exitCode = installed || (await run(process.execPath, ["--test"], { cwd }));
