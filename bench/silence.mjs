// npm run bench:silence: a message after five seconds of silence, over TLS, with Lex and Chime ten milliseconds away on two hosts. Ours
// beside the hand-written processor and beside the build before the lean wire. It takes two minutes, and never fails for being slow.
import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { ready } from "../scripts/ready.mjs";
import { median, ratioOfPairs } from "./numbers.mjs";

const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
/** The last commit whose packed function was on the SDK. */
const BEFORE = "3af8e88~1";
const ROUND_TRIP_MS = 10;
const SILENCE_MS = 5_000;
const ROUNDS = 15;

await ready();
const { bundleHandWritten, certificate, environment, HAND_WRITTEN, here, OURS } = await import("./processors.mjs");
const { answerOf, startStub } = await import("./messages.mjs");
const { buildBefore } = await import("./before.mjs");

const tls = certificate();
if (!tls) {
  process.stderr.write("Not measured: there is no openssl to make a certificate.\n");
  process.exit(0);
}
await bundleHandWritten();
const before = buildBefore(BEFORE);
process.on("exit", () => before?.remove());

/** A stub behind its distance: what a service is. */
async function startService() {
  const stub = await startStub(tls);
  const proxy = fork(here("distance.mjs"), [new URL(stub.url).port, String(ROUND_TRIP_MS)]);
  const { port } = await answerOf(proxy);
  return {
    url: `https://127.0.0.1:${port}`,
    stop: () => {
      proxy.kill();
      stub.stop();
    },
  };
}

async function startProcessor(path, lex, chime) {
  const env = {
    ...environment("http://127.0.0.1:9", { NODE_EXTRA_CA_CERTS: tls.cert }),
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: lex.url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: chime.url,
  };
  const child = fork(here("driver.cjs"), [path], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.send({ turns: here("turns.mjs") });
  await answerOf(child);
  const handle = async () => {
    child.send({ messages: 1 });
    return (await answerOf(child)).wall;
  };
  return { handle, stop: () => child.kill() };
}

const paths = { ours: OURS, "hand-written": HAND_WRITTEN, ...(before ? { before: before.path } : {}) };
const services = [await startService(), await startService()];
const runners = [];
for (const [name, path] of Object.entries(paths)) {
  const processor = await startProcessor(path, ...services);
  await processor.handle();
  runners.push({ name, processor, walls: [] });
}
for (let round = 1; round <= ROUNDS; round++) {
  await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
  for (const { processor, walls } of runners) walls.push(await processor.handle());
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kround ${round} of ${ROUNDS}`);
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
for (const { processor } of runners) processor.stop();
for (const service of services) service.stop();

const ours = runners[0].walls;
const rows = runners.map(({ name, walls }) => ({ name, ms: median(walls), ratio: ratioOfPairs(ours, walls) }));
if (json) process.stdout.write(`${JSON.stringify({ node: process.version, rows })}\n`);
else {
  process.stdout.write(
    `A message after ${SILENCE_MS / 1_000} s of silence, TLS, ${ROUND_TRIP_MS} ms of round trip, two hosts; Node ${process.version}\n\n`,
  );
  for (const { name, ms, ratio } of rows) {
    process.stdout.write(`${name.padEnd(14)} ${ms.toFixed(1).padStart(7)} ms  ours is ${ratio.toFixed(2)}× of it\n`);
  }
}
