// npm run bench:emulator: messages a second through emulator and bridge in one process, memory over 100,000 of them, and the start
// of dev, from the built package. It never fails for being slow.
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ready } from "../scripts/ready.mjs";
import { median } from "./numbers.mjs";

const MESSAGES = 100_000;
const AT_ONCE = 50;
const BOT = fileURLToPath(new URL("../fixtures/bots/bank-bot", import.meta.url));
const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

await ready();
const { createEmulator } = await import("../dist/emulator.js");
const { createBridge } = await import("../dist/index.js");
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** Megabytes in use once everything that is garbage is gone. */
function heap() {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

async function throughput() {
  const emulator = await createEmulator({ bots: [BOT] });
  const { lexBots, bot } = emulator.world;
  const bots = [{ lexBotAliasArn: lexBots[0].aliasArn, appInstanceBotArn: bot.arn }];
  const bridge = createBridge({ bots }, { ...emulator.ports, log: () => {} });
  const outcomes = new Map();
  emulator.setProcessor(async (event) => {
    const { outcome } = await bridge.handle(event);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  const rates = [];
  const used = [];
  const heaps = [];
  const tenth = MESSAGES / 10;
  for (let part = 0; part < 10; part += 1) {
    const begun = performance.now();
    const before = process.cpuUsage();
    for (let sent = 0; sent < tenth; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => emulator.send({ content: "hello" })));
      await emulator.settled();
    }
    rates.push((tenth / (performance.now() - begun)) * 1000);
    const { user, system } = process.cpuUsage(before);
    used.push((tenth / (user + system)) * 1e6);
    heaps.push(heap());
  }
  await emulator.close();
  if (outcomes.get("replied") !== MESSAGES)
    throw new Error(`Not every message was answered: ${JSON.stringify([...outcomes])}`);
  return { rates, used, heaps };
}

/** Milliseconds from the process's beginning until dev says that it stands. */
function start() {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(process.execPath, [CLI, "dev", "--port", "0", "--json"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    child.once("error", reject);
    child.stdout.once("data", () => {
      const ms = performance.now() - begun;
      child.once("close", () => resolve(ms));
      child.kill("SIGTERM");
    });
  });
}

const starts = [];
for (let round = 0; round < 7; round += 1) starts.push(await start());
const { rates, used, heaps } = await throughput();
const row = (what, value, aim) => process.stdout.write(`| ${what} | ${value} | ${aim} |\n`);
process.stdout.write("| | measured | aim |\n| --- | ---: | --- |\n");
row("messages a second, median of ten parts", Math.round(median(rates)), "≥ 2,000");
row("messages a second, slowest part", Math.round(Math.min(...rates)), "");
row("messages in a second of processor time, median", Math.round(median(used)), "");
row("heap after 10,000 messages", `${heaps[0].toFixed(1)} MB`, "");
row("heap after 100,000 messages", `${heaps.at(-1).toFixed(1)} MB`, "flat");
row("start of dev until it serves, median of seven", `${Math.round(median(starts))} ms`, "< 1,000 ms");
