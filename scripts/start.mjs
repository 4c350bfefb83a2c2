// npm start: the emulator with the sample bank bot, and the bridge as its channel processor.
import { ready, run } from "./ready.mjs";

await ready();
process.exitCode = await run(process.execPath, ["dist/cli.js", "dev", ...process.argv.slice(2)]);
