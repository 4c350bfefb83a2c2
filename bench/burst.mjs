// npm run bench:burst: what becomes of a burst in one channel, and of many messages of one sender, beside the build before passing errors were
// repeated and sessions had queues. In virtual time, so it is the same in every run. One table, or `--json`; it never fails for a figure.
import { parseArgs } from "node:util";
import { loadBefore, loadHere } from "./burst/builds.mjs";
import { measure } from "./burst/rows.mjs";

/** The last build in which a callback gave up after six tries, and every delivery asked Lex at once. */
const BEFORE = "8aef33e";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const isTerminal = process.stderr.isTTY;
const telling = (whose) => (what) => {
  if (isTerminal) process.stderr.write(`\r\x1b[K${whose}: ${what}`);
};
const now = await measure(await loadHere(), telling("now"));
const earlier = await loadBefore(BEFORE);
const before = earlier && (await measure(earlier, telling("before")));
if (isTerminal) process.stderr.write("\r\x1b[K");

if (values.json) process.stdout.write(`${JSON.stringify({ now, before: before ?? null, beforeCommit: BEFORE })}\n`);
else process.stdout.write(toTable());

function toTable() {
  const head = ["what", "lost", "before", "calls", "before", "time", "before"];
  const body = now.map((row, at) => {
    const old = before?.[at];
    return [row.what, row.lost, old?.lost, callsOf(row), old && callsOf(old), timeOf(row), old && timeOf(old)];
  });
  const lines = [head, ["---", ...head.slice(1).map(() => "---:")], ...body];
  const table = lines.map((cells) => `| ${cells.map((cell) => cell ?? "–").join(" | ")} |\n`).join("");
  return before ? table : `${table}\nbefore: not measured, the commit ${BEFORE} is not here\n`;
}

function callsOf({ calls }) {
  return calls.toFixed(1);
}

function timeOf({ overIdeal, gapMs }) {
  if (overIdeal !== undefined) return `${overIdeal.toFixed(2)}×`;
  return gapMs === undefined ? undefined : `${(gapMs / 1_000).toFixed(2)} s`;
}
