// npm run soak: many messages through several processes of the built function, with duplicates, throttles, refused credentials, pages
// of a proxy, answers that are lost or can't be read, and deaths. In `replace`, then in `reply`, or in the one that --delivery names. Each ends with one table, and fails if a message is left
// pending, takes two turns, gets another's reply or its own not once, whole and in order, or fails once settled. At last with people (soak/people.mjs), or with --people that alone.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { ready } from "./ready.mjs";
import { chanceOf, RATES } from "./soak/chance.mjs";
import { comeToRest } from "./soak/come-to-rest.mjs";
import { createLedger, kindOf, kindSaid } from "./soak/ledger.mjs";
import { soakPeople } from "./soak/people.mjs";
import { Killed, startProcesses } from "./soak/processes.mjs";
import { report, sorted } from "./soak/report.mjs";
import { startServices } from "./soak/services.mjs";
import { openTable } from "./soak/table.mjs";

await ready();
const { createEmulator } = await import("../dist/emulator.js");
const { fileURLToPath } = await import("node:url");
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// `flight` is how many deliveries run at once, `block` how many messages there are before everything comes once more, `seconds` how
// long a function may run: raise it on a busy machine, which is slow for no fault of anybody's.
const numeric = { messages: 2_000, seed: 20_261_124, processes: 12, block: 1_000, flight: 60, seconds: 6 };
const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    delivery: { type: "string" },
    people: { type: "boolean", default: false },
    ...Object.fromEntries(Object.keys(numeric).map((name) => [name, { type: "string" }])),
  },
});
// A message of `reply` is three deliveries and some ten calls: fewer at a time, and in all. With people, `flight` is how many conversations there are at once.
const defaults = values.people
  ? { ...numeric, messages: 100, processes: 8, flight: 4, seconds: 12 }
  : values.delivery === "reply"
    ? { ...numeric, messages: 300, processes: 4, block: 100, flight: 10, seconds: 12 }
    : numeric;
const options = Object.fromEntries(
  Object.entries(defaults).map(([name, number]) => [name, Number(values[name] ?? number)]),
);
const wrong = Object.entries(options).find(
  ([name, number]) => !Number.isInteger(number) || number < (name === "processes" ? 3 : 1),
);
if (wrong) {
  process.stderr.write(`--${wrong[0]} must be a whole number${wrong[0] === "processes" ? ", 3 or more" : ""}.\n`);
  process.exit(2);
}

// Ctrl-C ends a long run after the block or the conversations that run, with the table of what was sent until then.
let isEnding = false;
process.once("SIGINT", () => {
  isEnding = true;
});
const isTerminal = process.stderr.isTTY;
const begun = Date.now();
const show = (what, done) => {
  if (isTerminal)
    process.stderr.write(
      `\r\x1b[K${what} ${done} of ${options.messages}, ${Math.round((Date.now() - begun) / 1_000)} s`,
    );
};

const { delivery, people } = values;
if (delivery === undefined && !people) {
  // One after the other, each in a process of its own: what one leaves behind must not help the other.
  const given = process.argv.slice(1);
  const runs = [["--delivery", "replace"], ["--delivery", "reply"], ["--people"]];
  const ends = runs.map((run) => spawnSync(process.execPath, [...given, ...run], { stdio: "inherit" }).status);
  process.exit(Math.max(...ends.map((status) => status ?? 1)));
}
if (people) {
  if (delivery !== undefined) {
    process.stderr.write("--people has a delivery of its own: leave --delivery out.\n");
    process.exit(2);
  }
  const { tally, zeros } = await soakPeople({ ...options, isEnding: () => isEnding }, show);
  if (isTerminal) process.stderr.write("\r\x1b[K");
  const seconds = (Date.now() - begun) / 1_000;
  if (values.json) process.stdout.write(`${JSON.stringify({ options, seconds, ...tally, zeros })}\n`);
  else
    process.stdout.write(
      report(`people: seed ${options.seed}, ${options.processes} processes, ${seconds.toFixed(0)} s`, [
        [
          ["messages", tally.messages],
          ["records of memberships", tally.records],
          ["duplicates within 0.6 s", tally.duplicates],
          ["invocations", tally.invocations],
          ["invocations that died with their container", tally.deaths],
          ["waits that ended before all was quiet", tally.unsettled],
          ...sorted(tally.failures, "failed with "),
          ...sorted(tally.faults),
        ],
        [
          ...sorted(tally.pauses),
          ...sorted(tally.said, "sent: "),
          ["placeholders emptied", tally.emptied],
          ["people asked for", tally.handoffs],
          ["answers with a part on its way at a pause", tally.onTheirWay],
          ["members welcomed", tally.welcomes],
        ],
        sorted(tally.kinds, "ended as "),
        Object.entries(zeros),
      ]),
    );
  process.exit(Object.values(zeros).some((number) => number > 0) ? 1 : 0);
}
if (delivery !== "replace" && delivery !== "reply") {
  process.stderr.write("--delivery must be replace or reply.\n");
  process.exit(2);
}
const isReply = delivery === "reply";

const FUNCTION_MS = options.seconds * 1_000;
// In `reply` the parts are sent after the turn, so its time ends earlier.
const TURN_MS = isReply ? Math.round((FUNCTION_MS * 5) / 12) : 35_000;
const chance = chanceOf(options.seed);
const ledger = createLedger();
const tally = {
  faults: {},
  invocations: 0,
  duplicates: 0,
  killed: 0,
  deaths: 0,
  turnedAway: 0,
  failures: {},
  kinds: {},
  pending: 0,
  secondTurns: 0,
  altered: 0,
  wrongFailures: 0,
  unknowing: 0,
  unexplained: 0,
  acceptedTwice: 0,
  lists: 0,
  unsettled: 0,
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
};
const count = (what, name) => {
  tally[what][name] = (tally[what][name] ?? 0) + 1;
};

const table = await openTable();
const emulator = await createEmulator({
  bots: [here("../fixtures/bots/bank-bot")],
  functionTimeoutMs: FUNCTION_MS + 500,
  retryDelaysMs: [100, 200],
});
const { url } = await emulator.listen();
const services = await startServices({ emulator: url, table: table.url, chance, ledger, tally, isReply });
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
    CHIME_LEX_DELIVERY: delivery,
    CHIME_LEX_APP_INSTANCE_BOT_ARN: emulator.world.bot.arn,
    CHIME_LEX_CONFIG: JSON.stringify({ requestsPerSecond: 50, turnTimeoutMs: TURN_MS }),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  },
  options.processes,
);

let running = 0;
const waiting = [];
/** Resolves once fewer deliveries run than may. */
async function room() {
  // What was sent is invoked only now.
  await new Promise(setImmediate);
  while (running >= options.flight) await new Promise((resolve) => waiting.push(resolve));
}

emulator.setProcessor(async (event) => {
  running++;
  try {
    return await invoke(event);
  } finally {
    running--;
    waiting.shift()?.();
  }
});

async function invoke(event) {
  tally.invocations++;
  const own = ledger.partOf(event.ChannelMessage.Metadata);
  if (!own) ledger.expect(event);
  const message = ledger.of(own ? own.messageId : event.ChannelMessage.MessageId);
  const nth = own ? `part ${own.part} ${ledger.nth(own.messageId, `invoked for ${own.part}`)}` : ++message.invocations;
  const { Sender } = event.ChannelMessage;
  // In `reply` the sender may be the target of the answer, and so must be a member.
  const Arn = isReply ? Sender.Arn : `${Sender.Arn}-${message.number % 200}`;
  const sent = { ...event, ChannelMessage: { ...event.ChannelMessage, Sender: { ...Sender, Arn } } };
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
    else count("failures", error.message.split(":")[0]);
    if (error instanceof Killed) throw error;
    // Who is turned away twice has learned nothing, not even that another has settled the delivery.
    if (error.message.startsWith("CREDENTIALS_REFUSED")) tally.turnedAway++;
    else if (isSettledBy(message, event, own))
      message[error.message.startsWith("CALLBACK_NOT_GRANTED") ? "notGranted" : "wrongFailures"]++;
    throw error;
  }
}

/** In `reply` the parts may be unsent still when the message is through; what is delivered later finds them all. */
let isLater = false;
function isSettledBy(message, { ChannelMessage: { MessageId } }, own) {
  if (own) return message.passed[MessageId]?.length > 0;
  return isReply ? isLater : message.accepted.length > 0;
}

const later = (ms, act) => new Promise((resolve) => setTimeout(() => resolve(act()), ms));
const settled = async () => {
  if (!(await comeToRest(emulator, () => running, 5 * FUNCTION_MS))) tally.unsettled++;
};

async function send(number) {
  const content = `word ${number}`;
  const { MessageId } = await emulator.send({ content });
  Object.assign(ledger.of(MessageId), { number, text: content });
  if (chance(number, "duplicate") >= RATES.duplicate) return { id: MessageId };
  tally.duplicates++;
  const again = later(300 * chance(number, "duplicate after"), () => emulator.redeliver(MessageId));
  return { id: MessageId, again };
}

let sent = 0;
while (sent < options.messages && !isEnding) {
  const ids = [];
  const redelivered = [];
  for (const end = Math.min(sent + options.block, options.messages); sent < end; ) {
    await room();
    const { id, again } = await send(++sent);
    ids.push(id);
    redelivered.push(again);
    show("sent", sent);
  }
  await Promise.all(redelivered);
  await settled();
  // Later, everything comes once more.
  isLater = true;
  for (const [at, id] of ids.entries()) {
    await room();
    emulator.redeliver(id);
    show("delivered again", sent - ids.length + at);
  }
  await settled();
  const states = new Map(emulator.messages().map(({ MessageId, Status, Content }) => [MessageId, { Status, Content }]));
  const said = new Map(ids.map((id) => [id, []]));
  for (const { Metadata, Content, Status } of emulator.messages()) {
    const own = ledger.partOf(Metadata);
    if (!own) continue;
    said.get(own.messageId)?.push({ ...own, content: Content });
    if (Status.Value !== "SENT") tally.pending++;
  }
  for (const id of ids) {
    const message = ledger.of(id);
    const parts = said.get(id) ?? [];
    const kind = isReply ? kindSaid(message, parts) : kindOf(message);
    count("kinds", kind);
    const { Status, Content } = states.get(id) ?? {};
    if (Status?.Value !== "SENT") tally.pending++;
    if (message.turns > 1) tally.secondTurns++;
    const passed = Object.values(message.passed);
    for (const accepted of [message.accepted, ...passed]) if (accepted.length > 1) tally.acceptedTwice++;
    if (kind === "altered" || Content !== message.accepted[0] || (isReply && Content !== message.text)) tally.altered++;
    if (kind === "lost") tally.lost++;
    if (kind === "doubled") tally.doubled++;
    if (kind === "out of order") tally.outOfOrder++;
    if (kind !== "reply" && message.faults.size === 0) {
      tally.unexplained++;
      process.stderr.write(`unexplained: ${kind} ${JSON.stringify({ ...message, faults: [] })}\n`);
    }
    if (["lost", "doubled", "out of order", "altered"].includes(kind))
      process.stderr.write(`${kind}: ${JSON.stringify({ ...message, faults: [...message.faults], parts })}\n`);
    // Credentials that the table refuses twice are a store that is out: that attempt lets the message through and leaves no record, so
    // that the next ones must read Chime's 403 as a missing permission. The claims model allows it there, and nowhere else.
    const isUnknown = kind === "released" && message.faults.has("table credentials");
    tally.wrongFailures += message.wrongFailures;
    tally[isUnknown ? "unknowing" : "wrongFailures"] += message.notGranted;
  }
  isLater = false;
  ledger.take();
  emulator.reset();
}
if (isTerminal) process.stderr.write("\r\x1b[K");

processes.close();
services.close();
await emulator.close();
table.close();

const zeros = {
  "left pending": tally.pending,
  "second turns": tally.secondTurns,
  "settled twice": tally.acceptedTwice,
  "another's reply, or altered content": tally.altered,
  "invocations failed for a settled delivery": tally.wrongFailures,
  "no reply although nothing was done to it": tally.unexplained,
  ...(isReply
    ? { "replies lost": tally.lost, "parts doubled": tally.doubled, "parts missing or out of order": tally.outOfOrder }
    : {}),
};
const seconds = (Date.now() - begun) / 1_000;
if (values.json) process.stdout.write(`${JSON.stringify({ options, seconds, ...tally, zeros })}\n`);
else
  process.stdout.write(
    report(`${delivery}: seed ${options.seed}, ${options.processes} processes, ${seconds.toFixed(0)} s`, [
      [
        ["messages", sent],
        ["duplicates within 0.3 s", tally.duplicates],
        ["invocations", tally.invocations],
        ["processes killed", tally.killed],
        ["invocations that died with them", tally.deaths],
        ["invocations turned away", tally.turnedAway],
        ["failed, since a release left no record", tally.unknowing],
        ["waits that ended before all was quiet", tally.unsettled],
        ...sorted(tally.failures, "failed with "),
        ...(isReply ? [["channel listed", tally.lists]] : []),
        ...sorted(tally.faults),
      ],
      sorted(tally.kinds, "ended as "),
      Object.entries(zeros),
    ]),
  );
process.exit(Object.values(zeros).some((number) => number > 0) ? 1 : 0);
