// npm run test:deploy: the CDK construct and the SAM template, each held against what the bridge needs, offline.
import { readdirSync } from "node:fs";
import { deployReady, folder } from "./deploy.mjs";
import { run } from "./ready.mjs";

await deployReady();
const tests = readdirSync(`${folder}test`).flatMap((name) => (name.endsWith(".test.mjs") ? `test/${name}` : []));
process.exitCode = await run(process.execPath, ["--test", ...tests], { cwd: folder });
