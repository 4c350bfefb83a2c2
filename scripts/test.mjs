// npm test: everything that needs only Node. Arguments go to the test runner.
import { ready, run } from "./ready.mjs";

await ready();
process.exitCode = await run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)]);
