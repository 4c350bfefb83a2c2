// npm run bench:people: what handoff, signs of life and a welcome cost a message, in calls and in processor time, and what they cost whoever
// doesn't configure them: beside the build before the first of them. One run, one table; it never fails for being slow.
import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { ready } from "../scripts/ready.mjs";
import { median, ratioOfPairs } from "./numbers.mjs";

const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
/** The last commit that knew neither pauses nor words of the bot's own accord. */
const BEFORE = "135b842~1";
const ROUNDS = 7;
const LEX_MS = 60;

await ready();
const { environment, here, OURS } = await import("./processors.mjs");
const { answerOf, keepErrors } = await import("./messages.mjs");
const { buildBefore } = await import("./before.mjs");

const before = buildBefore(BEFORE);
process.on("exit", () => before?.remove());

const BOT = {
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
  appInstanceBotArn: "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/bot/b",
};
const TABLE = { claims: { table: "claims" } };
const REPLY = { ...TABLE, delivery: "reply", requestsPerSecond: 1_000 };
const HANDOFF = { handoff: { intents: ["TalkToPerson"] } };
const TYPING = { typingAfterMs: 20 };
const PLACEHOLDER = { placeholderAfterMs: 20 };
const WELCOME = { welcomeAtFirstMessage: true, bot: { welcomeTexts: ["Hello, I am the bank's bot."] } };
const INTENT = { welcomeAtFirstMessage: true, bot: { welcomeIntent: "Welcome" } };
const FIRST = { turns: "people/first-messages.mjs", hasSession: false };
const SLOW = { lexMs: LEX_MS, each: 20 };

/** `beside` is the row that it is compared with, or the build before with the same configuration. */
const ROWS = [
  { name: "replace, claims in memory", config: {}, beside: "before" },
  { name: "replace", config: TABLE, beside: "before" },
  { name: "– handoff", config: { ...TABLE, ...HANDOFF }, beside: "replace" },
  { name: "– a welcome, conversation begun", config: { ...TABLE, ...WELCOME }, beside: "replace" },
  { name: "– each message the first of a sender", config: TABLE, ...FIRST, beside: "before" },
  {
    name: "– the same, with a welcome in fixed words",
    config: { ...TABLE, ...WELCOME },
    ...FIRST,
    beside: "– each message the first of a sender",
  },
  {
    name: "– the same, by an intent",
    config: { ...TABLE, ...INTENT },
    ...FIRST,
    beside: "– each message the first of a sender",
  },
  { name: "reply", config: REPLY, beside: "before" },
  { name: "– handoff, in reply", config: { ...REPLY, ...HANDOFF }, beside: "reply" },
  { name: "– typing, a quick turn", config: { ...REPLY, typingAfterMs: 1_500 }, beside: "reply" },
  { name: "– a placeholder, a quick turn", config: { ...REPLY, placeholderAfterMs: 3_000 }, beside: "reply" },
  { name: "reply, a slow turn", config: REPLY, ...SLOW, beside: "before" },
  { name: "– typing", config: { ...REPLY, ...TYPING }, ...SLOW, beside: "reply, a slow turn" },
  {
    name: "– typing and handoff",
    config: { ...REPLY, ...TYPING, ...HANDOFF },
    ...SLOW,
    beside: "reply, a slow turn",
  },
  { name: "– a placeholder", config: { ...REPLY, ...PLACEHOLDER }, ...SLOW, beside: "reply, a slow turn" },
  {
    name: "– a placeholder and handoff",
    config: { ...REPLY, ...PLACEHOLDER, ...HANDOFF },
    ...SLOW,
    beside: "reply, a slow turn",
  },
];

async function startStub() {
  const child = fork(here("people/stub.mjs"));
  const { port } = await answerOf(child);
  const rule = async (rules) => {
    child.send(rules);
    return (await answerOf(child)).counts;
  };
  return { url: `http://127.0.0.1:${port}`, rule, stop: () => child.kill() };
}

async function startProcessor(path, { config: { bot, ...rest }, turns = "turns.mjs" }, url) {
  const CHIME_LEX_CONFIG = JSON.stringify({ bots: [{ ...BOT, ...bot }], ...rest });
  const { CHIME_LEX_BOT_ALIAS_ARN: _, ...env } = environment(url, { CHIME_LEX_CONFIG });
  const child = fork(here("driver.cjs"), [path], { env, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  keepErrors(child);
  child.send({ turns: here(turns) });
  await answerOf(child);
  const handle = async (messages) => {
    child.send({ messages });
    return answerOf(child);
  };
  return { handle, stop: () => child.kill() };
}

const stub = await startStub();
const runners = [];
for (const row of ROWS) {
  const paths = { now: OURS, ...(row.beside === "before" && before ? { before: before.path } : {}) };
  for (const [build, path] of Object.entries(paths)) {
    const processor = await startProcessor(path, row, stub.url);
    runners.push({ row, build, processor, cpu: [], counts: {} });
  }
}
for (let round = 0; round <= ROUNDS; round++) {
  // Each second round the other way round, so that neither of a pair is always the first.
  for (const { row, processor, cpu, counts } of round % 2 ? runners : runners.toReversed()) {
    const each = round === 0 ? 3 : (row.each ?? 40);
    await stub.rule({ lexMs: row.lexMs, hasSession: row.hasSession });
    const taken = await processor.handle(each);
    const made = await stub.rule({});
    // The first round warms up.
    if (round === 0) continue;
    cpu.push(taken.cpu / each);
    for (const [name, number] of Object.entries({ messages: each, ...made }))
      counts[name] = (counts[name] ?? 0) + number;
  }
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kround ${round} of ${ROUNDS}`);
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
for (const { processor } of runners) processor.stop();
stub.stop();

const perMessage = ({ counts: { messages, ...made } }) =>
  Object.fromEntries(Object.entries(made).map(([name, number]) => [name, number / messages]));
const runnerOf = (name, build) => runners.find((one) => one.row.name === name && one.build === build);
const rows = ROWS.map(({ name, beside }) => {
  const ours = runnerOf(name, "now");
  const theirs = beside === "before" ? runnerOf(name, "before") : runnerOf(beside, "now");
  return {
    name,
    beside,
    calls: perMessage(ours),
    callsBeside: theirs && perMessage(theirs),
    cpu: median(ours.cpu),
    ratio: theirs && ratioOfPairs(ours.cpu, theirs.cpu),
  };
});
for (const { name, beside, calls, callsBeside } of rows) {
  if (calls.ChannelFlowCallback !== 1) throw new Error(`${name}: ${calls.ChannelFlowCallback} callbacks a message.`);
  const [ours, theirs] = [calls, callsBeside].map((one) => JSON.stringify(Object.entries(one ?? {}).sort()));
  if (beside === "before" && callsBeside && ours !== theirs) throw new Error(`${name}: ${ours}, before ${theirs}.`);
}

const shown = (calls, names) =>
  names.flatMap((name) => (calls[name] ? [`${Number(calls[name].toFixed(2))} ${name}`] : [])).join(", ") || "–";
const LEX = ["RecognizeText", "GetSession", "PutSession"];
const CHIME = ["ChannelFlowCallback", "GetChannelMessage", "SendChannelMessage", "UpdateChannelMessage"];
const number = (value = 0) => String(Number(value.toFixed(2)));
if (json) process.stdout.write(`${JSON.stringify({ node: process.version, rows })}\n`);
else {
  const table = rows.map(({ name, beside, calls, cpu, ratio }) => [
    name,
    shown(calls, LEX),
    shown(calls, CHIME),
    number(calls.UpdateItem),
    number(calls.GetItem),
    `${cpu.toFixed(2)} ms`,
    ratio === undefined ? "–" : `${ratio.toFixed(2)}× ${beside === "before" ? "the build before" : "without"}`,
  ]);
  const head = ["configuration", "Lex", "Chime", "writes", "reads", "processor time", "beside"];
  const lines = [head, head.map(() => "---"), ...table].map((cells) => `| ${cells.join(" | ")} |`);
  process.stdout.write(
    `Node ${process.version}, a message each; before is ${before ? BEFORE : "not there"}\n\n${lines.join("\n")}\n`,
  );
}
