// npm run test:runtime: the packed function under AWS's own runtime code, on every Node.js version that `engines`
// promises. They are installed here, 550 MB with the runtime, since little else needs them. Linux on x64 only.
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/runtime", import.meta.url));
await ready();
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
process.exitCode = installed || (await run(process.execPath, ["--test"], { cwd }));
