// npm run bench:reply: what a reply of the bot's own costs beside one in the message's place. Emulator and bridge over loopback, one
// run, one table; it never fails for being slow.
import { fileURLToPath } from "node:url";
import { ready } from "../scripts/ready.mjs";
import { median } from "./numbers.mjs";

await ready();
const { createEmulator } = await import("../dist/emulator.js");
const { awsPorts, createBridge } = await import("../dist/index.js");

const BOT = fileURLToPath(new URL("../fixtures/bots/bank-bot", import.meta.url));
const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };

/** An emulator whose processor is the bridge, over the wire, with every call counted by its port. */
async function stand(config, hooks = {}) {
  const emulator = await createEmulator({ bots: [BOT] });
  const { url } = await emulator.listen();
  const calls = {};
  const ports = awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials });
  const counted = Object.fromEntries(
    Object.entries(ports).map(([name, call]) => [
      name,
      (...args) => {
        calls[name] = (calls[name] ?? 0) + 1;
        return call(...args);
      },
    ]),
  );
  const [{ aliasArn: lexBotAliasArn }] = emulator.world.lexBots;
  const bots = [{ lexBotAliasArn, appInstanceBotArn: emulator.world.bot.arn, ...config.bot }];
  const { bot: _, ...rest } = config;
  const bridge = createBridge({ bots, requestsPerSecond: 1_000, ...rest }, { ...counted, ...hooks });
  emulator.setProcessor((event, context) =>
    bridge.handle(event, { deadline: Date.now() + context.getRemainingTimeInMillis() }),
  );
  return { emulator, calls };
}

/** Milliseconds until a user's own message is seen by others, while Lex takes two seconds. */
async function untilReleased(config) {
  const { emulator } = await stand(config);
  emulator.faults.lex = { delayMs: 2_000 };
  const begun = performance.now();
  const { MessageId } = await emulator.send({ content: "Hello" });
  const released = await new Promise((resolve) => {
    const off = emulator.on(() => {
      const message = emulator.messages().find((one) => one.MessageId === MessageId);
      if (message?.Status.Value !== "SENT") return;
      off();
      resolve(performance.now() - begun);
    });
  });
  await emulator.settled(20_000);
  await emulator.close();
  return released;
}

/** Milliseconds a message, one after the other, until the bot's answer is in the channel. */
async function perMessage({ emulator }, count) {
  const begun = performance.now();
  for (let at = 0; at < count; at++) {
    await emulator.send({ content: "Hello" });
    await emulator.settled();
  }
  return (performance.now() - begun) / count;
}

async function callsOf(config, message = {}, hooks = {}) {
  const { emulator, calls } = await stand(config, hooks);
  await emulator.send({ content: "Hello", ...message });
  await emulator.settled();
  await emulator.close();
  return Object.entries(calls)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
}

const BATCHES = 7;
const EACH = 40;
const standing = { replace: await stand({}), reply: await stand({ delivery: "reply" }) };
for (const one of Object.values(standing)) await perMessage(one, 10);
const ratios = [];
const times = { replace: [], reply: [] };
for (let batch = 0; batch < BATCHES; batch++) {
  const replace = await perMessage(standing.replace, EACH);
  const reply = await perMessage(standing.reply, EACH);
  times.replace.push(replace);
  times.reply.push(reply);
  ratios.push(reply / replace);
}
for (const { emulator } of Object.values(standing)) await emulator.close();

const ms = (value) => `${value.toFixed(1)} ms`;
const rows = [
  ["until the user's own message is released, Lex taking 2 s: replace", ms(await untilReleased({}))],
  ["until the user's own message is released, Lex taking 2 s: reply", ms(await untilReleased({ delivery: "reply" }))],
  ["a message and its answer, replace", ms(median(times.replace))],
  ["a message and its answer, reply (the bot's own message passes the flow too)", ms(median(times.reply))],
  ["reply beside replace", `${median(ratios).toFixed(2)}×`],
];
const MENTIONS = { bot: { invokedBy: { standardMessages: "MENTIONS" } } };
const AUTO = { bot: { invokedBy: { standardMessages: "AUTO" } } };
const calls = [
  ["replace", await callsOf({})],
  ["replace, nobody mentioned", await callsOf(MENTIONS)],
  ["replace, AUTO", await callsOf(AUTO)],
  ["replace, sharedSlot asker", await callsOf({ sharedSlot: "asker", session: "channel" })],
  ["reply", await callsOf({ delivery: "reply" })],
  ["reply, lookup off", await callsOf({ delivery: "reply", lookup: false })],
  ["reply, nobody mentioned", await callsOf({ delivery: "reply", ...MENTIONS })],
  ["reply, nobody mentioned, lookup off", await callsOf({ delivery: "reply", lookup: false, ...MENTIONS })],
  ["reply, AUTO in a group", await callsOf({ delivery: "reply", ...AUTO })],
  ["reply, targeted at another", await callsOf({ delivery: "reply" }, { target: "ben" })],
];
const table = (head, body) =>
  [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
process.stdout.write(`${table(["what", "measured"], rows)}\n\n${table(["configuration", "calls a message"], calls)}\n`);
