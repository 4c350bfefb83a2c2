// npm run bench: one table, ours beside a hand-written processor, in one run. `--json` for machines. It never fails for being slow.
import { parseArgs } from "node:util";
import { ready } from "../scripts/ready.mjs";
import { rowsOf, tableOf } from "./table.mjs";

const { json } = readArguments();

await ready();
const { bundleHandWritten, certificate, HAND_WRITTEN, OURS } = await import("./processors.mjs");
const { starts } = await import("./start.mjs");
const { firstMessages, manyMessages } = await import("./messages.mjs");
const { mapping } = await import("./mapping.mjs");
const { checkCases } = await import("./cases.mjs");
const { eventOf, TEN_THAT_FIT, TEN_TO_BE_CUT } = await import("./turns.mjs");

// An exit of its own: the folder of what was made on the way goes too.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
const show = (text) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${text}`);
const progress = (what) => (done, all) => show(`${what} ${done}/${all}`);

await bundleHandWritten();
const two = [{ path: OURS }, { path: HAND_WRITTEN }];
const three = [...two, { path: OURS, env: { CHIME_LEX_CLAIMS_TABLE: "bench" } }];
const sizes = { batches: 9, each: 120 };
const tls = certificate();
const measured = {
  node: process.version,
  messages: 1 + sizes.batches * sizes.each,
  start: starts(three, 15, progress("start")),
  first: await firstMessages(two, 9, progress("first message")),
  http: await manyMessages(three, sizes, progress("HTTP")),
  tls: tls ? await manyMessages(two, { ...sizes, tls }, progress("TLS")) : null,
  mapping: { fits: mapping(TEN_THAT_FIT, eventOf(1)), cut: mapping(TEN_TO_BE_CUT, eventOf(1)) },
  cases: checkCases(1_000, 3, progress("cases")),
};
show("");
const rows = rowsOf(measured);
process.stdout.write(json ? `${JSON.stringify({ measured, rows })}\n` : tableOf(rows, measured));

function readArguments() {
  try {
    return parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\nThe benchmark knows one option: --json.\n`);
    process.exit(2);
  }
}
