// npm run test:session: the unmodified messaging session of amazon-chime-sdk-js against the built emulator, which it installs.
import { fileURLToPath } from "node:url";
import { ready, run } from "./ready.mjs";

const cwd = fileURLToPath(new URL("../test/session", import.meta.url));
await ready();
const installed = await run("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd });
process.exitCode = installed || (await run(process.execPath, ["--test"], { cwd }));
