// npm run bench:sessions: what idle messaging sessions cost, and how long a message takes to the last of fifty. The built emulator in a
// process of its own, the clients in this one, over loopback. One run, one table; it never fails for being slow.
import { fork } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { ready } from "../scripts/ready.mjs";
import { median, percentile } from "./numbers.mjs";

const IDLE = 200;
const HEARERS = 50;
const MESSAGES = 1_000;
const WARM_UP = 100;

await ready();

/** An emulator in a process of its own, which says what it uses once everything that is garbage is gone. */
async function start() {
  const child = fork(fileURLToPath(new URL("sessions-emulator.mjs", import.meta.url)), { execArgv: ["--expose-gc"] });
  const [{ url, channelArn, users }] = await once(child, "message");
  return {
    url,
    channelArn,
    users,
    async used() {
      child.send("used");
      const [used] = await once(child, "message");
      return used;
    },
    async close() {
      child.send("end");
      await once(child, "exit");
    },
  };
}

/** A session as the SDK opens it, once it is established. `hear` gets every later event's payload. */
async function open(emulator, userArn, hear) {
  const { host } = new URL(emulator.url);
  const socket = new WebSocket(`ws://${host}/connect?${new URLSearchParams({ userArn, sessionId: "bench" })}`);
  await once(socket, "message");
  socket.on("message", (data) => hear(JSON.parse(JSON.parse(data.toString()).Payload)));
  return socket;
}

async function openAll(emulator, count, hear = () => {}) {
  const sockets = [];
  for (let at = 0; at < count; at += 1) sockets.push(await open(emulator, emulator.users[at % 2], hear));
  return sockets;
}

/** Megabytes that sessions without news cost: resident, and what Node itself says it holds. */
async function idle() {
  const emulator = await start();
  // What the first sessions load isn't theirs.
  await openAll(emulator, 5);
  const before = await emulator.used();
  const sockets = await openAll(emulator, IDLE);
  const after = await emulator.used();
  for (const socket of sockets) socket.terminate();
  await emulator.close();
  const megabytes = (name) => (after[name] - before[name]) / 1024 / 1024;
  return { rss: megabytes("rss"), held: megabytes("held") };
}

/** Milliseconds from the request until the last session has the message, one message after the other. */
async function reach() {
  const emulator = await start();
  let heard = 0;
  let all = () => {};
  await openAll(emulator, HEARERS, () => {
    heard += 1;
    if (heard === HEARERS) all();
  });
  const address = `${emulator.url}/channels/${encodeURIComponent(emulator.channelArn)}/messages`;
  const headers = { "content-type": "application/json", "x-amz-chime-bearer": emulator.users[0] };
  const times = [];
  let before = 0;
  for (let at = 0; at < WARM_UP + MESSAGES; at += 1) {
    if (at === WARM_UP) before = (await emulator.used()).processorMs;
    heard = 0;
    const reached = new Promise((resolve) => {
      all = () => resolve(performance.now());
    });
    const body = {
      Content: `message ${at}`,
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      ClientRequestToken: `t${at}`,
    };
    const begun = performance.now();
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    const took = (await reached) - begun;
    if (at >= WARM_UP) times.push(took);
  }
  const { processorMs } = await emulator.used();
  await emulator.close();
  return { times, processorMs: (processorMs - before) / MESSAGES };
}

const load = loadavg()[0];
const memory = await idle();
const { times, processorMs } = await reach();
const row = (what, value, aim) => process.stdout.write(`| ${what} | ${value} | ${aim} |\n`);
process.stdout.write("| | measured | aim |\n| --- | ---: | --- |\n");
row(`memory of ${IDLE} idle sessions, resident`, `${memory.rss.toFixed(1)} MB`, "< 20 MB");
row(`memory of ${IDLE} idle sessions, held by Node`, `${memory.held.toFixed(1)} MB`, "");
row(`a message to the last of ${HEARERS} sessions, median of ${MESSAGES}`, `${median(times).toFixed(1)} ms`, "");
row(
  `a message to the last of ${HEARERS} sessions, 95th percentile`,
  `${percentile(times, 0.95).toFixed(1)} ms`,
  "≤ 20 ms",
);
row("processor time a message, the emulator's process", `${processorMs.toFixed(2)} ms`, "");
process.stdout.write(
  `\nNode ${process.versions.node}, load ${load.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after.\n`,
);
