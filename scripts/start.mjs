// npm start: the emulator with the sample bank bot, and the bridge as its channel processor.
import { ready } from "./ready.mjs";

await ready();
// In this very process, so that whoever ends it ends the emulator too.
process.argv.splice(2, 0, "dev");
await import("../dist/cli.js");
