// npm run test:runtime: the packed function under AWS's own runtime code, on the Node.js versions of Lambda's managed runtimes. They
// are installed here, some 400 MB, since nothing else needs them. Linux on x64 only.
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/runtime", import.meta.url));
await ready();
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
process.exitCode = installed || (await run(process.execPath, ["--test"], { cwd }));
