// npm run soak: many messages through several processes of the built function, with duplicates, throttles, lost answers and deaths.
// It ends with one table, and fails if a message is left pending, takes two turns, gets another's reply, or fails once settled.
import { parseArgs } from "node:util";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { ready } from "./ready.mjs";
import { chanceOf, RATES } from "./soak/chance.mjs";
import { createLedger, kindOf } from "./soak/ledger.mjs";
import { Killed, startProcesses } from "./soak/processes.mjs";
import { startServices } from "./soak/services.mjs";

await ready();
const { createEmulator } = await import("../dist/emulator.js");
const { fileURLToPath } = await import("node:url");
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const numeric = { messages: 2_000, seed: 20_261_124, processes: 12, block: 1_000, flight: 60 };
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    ...Object.fromEntries(Object.keys(numeric).map((name) => [name, { type: "string" }])),
  },
});
const options = Object.fromEntries(
  Object.entries(numeric).map(([name, number]) => [name, Number(values[name] ?? number)]),
);
const wrong = Object.entries(options).find(
  ([name, number]) => !Number.isInteger(number) || number < (name === "processes" ? 3 : 1),
);
if (wrong) {
  process.stderr.write(`--${wrong[0]} must be a whole number${wrong[0] === "processes" ? ", 3 or more" : ""}.\n`);
  process.exit(2);
}

const FUNCTION_MS = 6_000;
const begun = Date.now();
const chance = chanceOf(options.seed);
const ledger = createLedger();
const tally = {
  faults: {},
  invocations: 0,
  duplicates: 0,
  killed: 0,
  deaths: 0,
  kinds: {},
  pending: 0,
  secondTurns: 0,
  altered: 0,
  wrongFailures: 0,
  unexplained: 0,
  acceptedTwice: 0,
};
const count = (name) => {
  tally.kinds[name] = (tally.kinds[name] ?? 0) + 1;
};

const database = dynalite({ createTableMs: 1 });
await new Promise((resolve) => database.listen(0, "127.0.0.1", resolve));
const tableUrl = `http://127.0.0.1:${database.address().port}`;
const credentials = { accessKeyId: "soak", secretAccessKey: "soak" };
const admin = new DynamoDBClient({ region: "us-east-1", endpoint: tableUrl, credentials });
await admin.send(
  new CreateTableCommand({
    TableName: "claims",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
  }),
);

const emulator = await createEmulator({
  bots: [here("../fixtures/bots/bank-bot")],
  functionTimeoutMs: FUNCTION_MS + 500,
  retryDelaysMs: [100, 200],
});
const { url } = await emulator.listen();
const services = await startServices({ emulator: url, table: tableUrl, chance, ledger, tally });
const processes = startProcesses(
  here("../dist/lambda/index.cjs"),
  {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "soak",
    AWS_SECRET_ACCESS_KEY: "soak",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: services.url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: services.url,
    AWS_ENDPOINT_URL_DYNAMODB: services.url,
    CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0].aliasArn,
    CHIME_LEX_CLAIMS_TABLE: "claims",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  },
  options.processes,
);

emulator.setProcessor(async (event) => {
  tally.invocations++;
  const { MessageId } = event.ChannelMessage;
  const message = ledger.of(MessageId);
  const nth = ++message.invocations;
  const Arn = `${event.ChannelMessage.Sender.Arn}-${message.number % 200}`;
  const sent = {
    ...event,
    ChannelMessage: { ...event.ChannelMessage, Sender: { ...event.ChannelMessage.Sender, Arn } },
  };
  const dies = chance(message.number, "crash", nth) < RATES.crash;
  if (dies) tally.killed++;
  try {
    return await processes.handle(
      Math.floor(chance(message.number, "process", nth) * 1e6),
      sent,
      Date.now() + FUNCTION_MS,
      {
        ...(dies ? { killAfter: 400 * chance(message.number, "moment", nth) } : {}),
        onDeath: () => message.faults.add("death"),
      },
    );
  } catch (error) {
    if (error instanceof Killed) tally.deaths++;
    else if (message.accepted.length > 0) message.wrongFailures++;
    throw error;
  }
});

const isTerminal = process.stderr.isTTY;
const show = (what, done) => {
  if (isTerminal)
    process.stderr.write(
      `\r\x1b[K${what} ${done} of ${options.messages}, ${Math.round((Date.now() - begun) / 1_000)} s`,
    );
};
const later = (ms, act) => new Promise((resolve) => setTimeout(() => resolve(act()), ms));
const settled = () => emulator.settled(15_000).catch(() => {});

async function send(number) {
  const content = `word ${number}`;
  const { MessageId } = await emulator.send({ content });
  Object.assign(ledger.of(MessageId), { number, text: content });
  if (chance(number, "duplicate") >= RATES.duplicate) return MessageId;
  tally.duplicates++;
  await later(300 * chance(number, "duplicate after"), () => emulator.redeliver(MessageId));
  return MessageId;
}

let sent = 0;
while (sent < options.messages) {
  const ids = [];
  for (const end = Math.min(sent + options.block, options.messages); sent < end; ) {
    const batch = Array.from({ length: Math.min(options.flight, end - sent) }, () => send(++sent));
    ids.push(...(await Promise.all(batch)));
    await settled();
    show("sent", sent);
  }
  // Later, everything comes once more.
  for (let at = 0; at < ids.length; at += options.flight) {
    for (const id of ids.slice(at, at + options.flight)) emulator.redeliver(id);
    await settled();
    show("delivered again", sent - ids.length + at);
  }
  const states = new Map(emulator.messages().map(({ MessageId, Status, Content }) => [MessageId, { Status, Content }]));
  for (const id of ids) {
    const message = ledger.of(id);
    const kind = kindOf(message);
    count(kind);
    const { Status, Content } = states.get(id) ?? {};
    if (Status?.Value !== "SENT") tally.pending++;
    if (message.turns > 1) tally.secondTurns++;
    if (message.accepted.length > 1) tally.acceptedTwice++;
    if (kind === "altered" || Content !== message.accepted[0]) tally.altered++;
    if (kind !== "reply" && message.faults.size === 0) {
      tally.unexplained++;
      process.stderr.write(`unexplained: ${kind} ${JSON.stringify({ ...message, faults: [] })}\n`);
    }
    tally.wrongFailures += message.wrongFailures;
  }
  ledger.take();
  emulator.reset();
}
if (isTerminal) process.stderr.write("\r\x1b[K");

processes.close();
services.close();
await emulator.close();
admin.destroy();
database.close();

const zeros = {
  "left pending": tally.pending,
  "second turns": tally.secondTurns,
  "settled twice": tally.acceptedTwice,
  "another's reply, or altered content": tally.altered,
  "invocations failed for a settled delivery": tally.wrongFailures,
  "no reply although nothing was done to it": tally.unexplained,
};
const seconds = (Date.now() - begun) / 1_000;
if (values.json) process.stdout.write(`${JSON.stringify({ options, seconds, ...tally, zeros })}\n`);
else {
  const row = (name, value) => `${name.padEnd(45)} ${String(value).padStart(8)}\n`;
  process.stdout.write(
    [
      `seed ${options.seed}, ${options.processes} processes, ${seconds.toFixed(0)} s\n\n`,
      row("messages", options.messages),
      row("duplicates within 0.3 s", tally.duplicates),
      row("invocations", tally.invocations),
      row("processes killed", tally.killed),
      row("invocations that died with them", tally.deaths),
      ...Object.entries(tally.faults)
        .sort()
        .map(([name, number]) => row(name, number)),
      "\n",
      ...Object.entries(tally.kinds)
        .sort()
        .map(([name, number]) => row(`ended as ${name}`, number)),
      "\n",
      ...Object.entries(zeros).map(([name, number]) => row(name, number)),
    ].join(""),
  );
}
process.exit(Object.values(zeros).some((number) => number > 0) ? 1 : 0);
