#!/usr/bin/env node
// Asks an account what no page of AWS says, and writes it down in words and numbers alone: no id, no ARN, no text of anybody.
// `chime-lex-bridge doctor --record-facts` wrote this file; `chime-lex-bridge doctor --facts facts.json` reads what it writes.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

const HELP = `node record-facts.mjs [what to ask] [--out facts.json]

Reads files, and calls nothing:
  --event <file>        an event of the channel flow's processor, as JSON
  --stream <file>       what "aws kinesis get-records" printed of Chime's messaging stream
Calls that only read (ListChannelMessages):
  --channel <arn> --as <arn>   a channel in which a native AppInstanceBot answered, and a member of it
Calls that change something, or cost money, each with a flag of its own:
  --create-channel      makes a channel of --app-instance <arn> in the name of the user --as <arn>, and deletes it at the end
  --send                sends up to five messages in that channel
  --add-bot <arn>       adds an AppInstanceBot to that channel
  --associate-flow <arn>   puts a channel flow on that channel whose processor is the bridge: messages invoke it
  --recognize <alias ARN>  asks a Lex bot two texts: --text <one that begins a dialog with slots>, in --locale (en_US)

  --plan                only shows what would be called
  --out <file>          writes the file, after showing it and asking; --yes doesn't ask
Needs Node 20, credentials in the environment, and @aws-sdk/client-chime-sdk-messaging and @aws-sdk/client-lex-runtime-v2.`;

const { values: given } = parseArgs({
  options: {
    ...Object.fromEntries(
      ["event", "stream", "channel", "as", "app-instance", "add-bot", "associate-flow", "recognize", "text", "out"].map(
        (name) => [name, { type: "string" }],
      ),
    ),
    ...Object.fromEntries(
      ["create-channel", "send", "plan", "yes", "help"].map((name) => [name, { type: "boolean", default: false }]),
    ),
    locale: { type: "string", default: "en_US" },
  },
});

const facts = {};
const say = (line) => void process.stderr.write(`${line}\n`);
/** Writes down one of the words that are known, or nothing. */
const note = (fact, word) => {
  if (word === undefined) return;
  facts[fact] = word;
  say(`  ${fact}: ${JSON.stringify(word)}`);
};

const regionOf = (arn) => arn.split(":")[3];
const asText = (value) => new TextDecoder().decode(Buffer.from(value, "base64"));
const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const timestampForm = (value) => {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return "ISO 8601";
  const number = Number(value);
  if (value === undefined || value === null || Number.isNaN(number)) return value === undefined ? undefined : "another";
  return `${number < 1e11 ? "seconds" : "milliseconds"}${typeof value === "string" ? " as a text" : ""}`;
};

function readEvent(file) {
  const event = parsed(readFileSync(file, "utf8"));
  note("event-timestamps", timestampForm(event?.ChannelMessage?.CreatedTimestamp));
}

const MEMBERS = ["MessageAttributes", "ContentType", "Target", "SubChannelId", "Metadata", "Status", "Redacted"];

function readStream(file) {
  const answer = parsed(readFileSync(file, "utf8"));
  const records = (answer?.Records ?? []).map(({ Data }) => parsed(asText(Data ?? "")));
  const messages = records.filter((record) => /_CHANNEL_MESSAGE$/.test(record?.EventType ?? ""));
  const [first] = messages;
  if (first === undefined) return say("  it holds no record of a message");
  note("stream-payload", typeof first.Payload === "string" ? "a text" : "an object");
  const payloads = messages.map(({ Payload }) => (typeof Payload === "string" ? parsed(Payload) : Payload) ?? {});
  note("stream-timestamps", timestampForm(payloads[0].CreatedTimestamp));
  note(
    "stream-members",
    MEMBERS.filter((name) => payloads.some((payload) => payload[name] !== undefined && payload[name] !== null)),
  );
}

async function readNativeAnswers(chime, channel) {
  const { ListChannelMessagesCommand } = await import("@aws-sdk/client-chime-sdk-messaging");
  const { ChannelMessages = [] } = await chime.send(
    new ListChannelMessagesCommand({ ChannelArn: channel, ChimeBearer: given.as, MaxResults: 50 }),
  );
  const bots = ChannelMessages.filter(({ Sender }) => Sender?.Arn?.includes("/bot/"));
  const errors = new Set(
    bots.filter(({ ContentType }) => /lex-error$/.test(ContentType ?? "")).map(({ Type }) => Type),
  );
  if (errors.size > 0) note("native-error-type", errors.size > 1 ? "both" : [...errors][0]);
  const cards = bots
    .flatMap(({ Content }) => parsed(Content ?? "")?.Messages ?? [])
    .flatMap(({ ImageResponseCard }) => (ImageResponseCard ? [ImageResponseCard] : []));
  const pictures = cards.flatMap((card) =>
    Object.keys(card).filter((name) => !["Title", "Subtitle", "Buttons"].includes(name)),
  );
  if (pictures.length > 0) note("card-picture", pictures.every((name) => name === "ImageUrl") ? "ImageUrl" : "another");
  const ids = bots.flatMap(
    ({ MessageAttributes: attributes }) => attributes?.["CHIME.LEX.sessionState.sessionId"]?.StringValues ?? [],
  );
  if (ids.length > 0) note("native-session-id", sessionForm(ids[0], channel));
}

function sessionForm(id, channel) {
  if (id.includes(channel.split("/").at(-1))) return "holds the channel's id";
  if (id.includes(given.as.split("/").at(-1))) return "holds a user's id";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? "a UUID" : "another";
}

async function askOwnChannel(chime, sdk) {
  const [ChimeBearer, AppInstanceArn] = [given.as, given["app-instance"]];
  const { ChannelArn } = await chime.send(
    new sdk.CreateChannelCommand({
      ...{ AppInstanceArn, ChimeBearer, Name: "record-facts", Privacy: "PRIVATE" },
      ...{ ClientRequestToken: randomUUID(), MemberArns: [ChimeBearer], ModeratorArns: [ChimeBearer] },
    }),
  );
  const channel = { ChannelArn, ChimeBearer };
  const send = (Content, more = {}) =>
    chime.send(
      new sdk.SendChannelMessageCommand({
        ...{ ...channel, Content, Type: "STANDARD", Persistence: "PERSISTENT" },
        ...{ ClientRequestToken: randomUUID(), ...more },
      }),
    );
  try {
    const bot = given["add-bot"];
    if (bot) await chime.send(new sdk.CreateChannelMembershipCommand({ ...channel, MemberArn: bot, Type: "DEFAULT" }));
    if (given.send) await askLimits(send, bot);
    const ChannelFlowArn = given["associate-flow"];
    if (!ChannelFlowArn) return;
    await chime.send(new sdk.AssociateChannelFlowCommand({ ...channel, ChannelFlowArn }));
    if (given.send) await askFlow(chime, sdk, { channel, send, bot });
  } finally {
    await chime.send(new sdk.DeleteChannelCommand(channel)).catch((error) => {
      say(`! ${error.name}: the channel is still there, delete it: ${ChannelArn}`);
    });
  }
}

const isTooLong = (error) => error.$metadata?.httpStatusCode === 400;

async function askLimits(send, bot) {
  // 3,000 letters are fine either way; the same number of two bytes each only if letters are counted.
  await send("a".repeat(3_000));
  const wide = await send("é".repeat(3_000)).then(
    () => "characters",
    (error) => (isTooLong(error) ? "bytes" : undefined),
  );
  note("content-limit", wide);
  if (!bot) return;
  const control = { Type: "CONTROL", Persistence: "NON_PERSISTENT" };
  await send("record-facts", control);
  const targeted = await send("record-facts", { ...control, Target: [{ MemberArn: bot }] }).then(
    () => "accepted",
    (error) => (isTooLong(error) ? "refused" : undefined),
  );
  note("control-target", targeted);
}

const PROBE = "record-facts";
const SETTLED_MS = 60_000;

async function askFlow(chime, sdk, { channel, send, bot }) {
  const Content = given.text ?? "Hello";
  const { MessageId } = await send(Content, { MessageAttributes: { [PROBE]: { StringValues: ["kept"] } } });
  const get = (ChimeBearer) =>
    chime.send(new sdk.GetChannelMessageCommand({ ...channel, ChimeBearer, MessageId })).then(
      ({ ChannelMessage }) => ChannelMessage,
      () => undefined,
    );
  const status = async () => (await get(channel.ChimeBearer))?.Status?.Value;
  const first = await status();
  if (first === "PENDING") note("pending-readable", "to its sender");
  const end = Date.now() + SETTLED_MS;
  for (let now = first; now === undefined || now === "PENDING"; now = await status()) {
    if (Date.now() > end) return say("  the processor didn't call back within a minute");
    await wait(100);
  }
  if (first === undefined) note("pending-readable", "not even to its sender");
  if (bot) note("visible-after", await visibleAfter(() => get(bot)));
  const message = await get(channel.ChimeBearer);
  const isKept = message?.MessageAttributes?.[PROBE] !== undefined;
  // The bridge lets a message through without the attributes that no event shows, and answers with attributes of its own.
  if (message?.Content === Content) note("omitted-attributes", isKept ? "kept" : "lost");
  else if (/lex-msgs$/.test(message?.ContentType ?? "")) note("given-attributes", isKept ? "merged" : "replaced");
}

async function visibleAfter(get) {
  const begun = Date.now();
  for (const [ms, word] of Object.entries({ 0: "at once", 150: "within 150 ms", 1000: "within a second" })) {
    await wait(Math.max(0, begun + Number(ms) - Date.now()));
    if ((await get()) !== undefined) return word;
  }
  return "later, or never";
}

async function askLex(aliasArn) {
  const { LexRuntimeV2Client, RecognizeTextCommand } = await import("@aws-sdk/client-lex-runtime-v2");
  const lex = new LexRuntimeV2Client({ region: regionOf(aliasArn), maxAttempts: 1 });
  const [botId, botAliasId] = aliasArn.split("/").slice(-2);
  const ask = (text, sessionState) =>
    lex.send(new RecognizeTextCommand({ botId, botAliasId, localeId: given.locale, sessionId, text, sessionState }));
  const sessionId = `record-facts-${randomUUID()}`;
  const { sessionState: before } = await ask(given.text ?? "");
  if (before?.dialogAction?.type !== "ElicitSlot") return say("  --text must begin a dialog that asks for a slot");
  const { sessionState: after } = await ask("qzx", { sessionAttributes: { [PROBE]: "1" } });
  const isSame = before.intent?.name === after?.intent?.name && after?.dialogAction?.type === "ElicitSlot";
  note("attributes-without-dialog-action", isSame ? "the dialog stays" : "the dialog is left");
}

function plan() {
  const own = given["create-channel"];
  return [
    given.event && ["reads", `${given.event}`],
    given.stream && ["reads", `${given.stream}`],
    given.channel && ["reads", "ListChannelMessages in --channel"],
    own && ["changes", "CreateChannel, and DeleteChannel at the end"],
    own && given["add-bot"] && ["changes", "CreateChannelMembership of the bot"],
    own && given["associate-flow"] && ["changes", "AssociateChannelFlow: messages will invoke its processor"],
    own && given.send && ["costs", "SendChannelMessage, five times at most; GetChannelMessage until each is through"],
    given.recognize && ["costs", "RecognizeText, twice"],
  ].filter(Boolean);
}

/** A probe that fails tells its error's name here, and nothing in the file. */
async function probe(what, run) {
  say(what);
  await Promise.resolve()
    .then(run)
    .catch((error) => say(`! not recorded: ${error.name} (${error.message})`));
}

async function main() {
  const steps = plan();
  if (given.help || steps.length === 0) return say(HELP);
  if ((given.channel || given["create-channel"]) && !given.as) return say("--as <user ARN> is missing.");
  if (given["create-channel"] && !given["app-instance"]) return say("--app-instance <arn> is missing.");
  for (const [kind, call] of steps) say(`${kind.padEnd(8)}${call}`);
  if (given.plan) return;
  const { event, stream, channel, recognize } = given;
  if (event) await probe(`\n${event}`, () => readEvent(event));
  if (stream) await probe(`\n${stream}`, () => readStream(stream));
  if (channel || given["create-channel"]) {
    const sdk = await import("@aws-sdk/client-chime-sdk-messaging");
    const chime = new sdk.ChimeSDKMessagingClient({ region: regionOf(given.as), maxAttempts: 1 });
    if (channel) await probe("\nanswers in --channel", () => readNativeAnswers(chime, channel));
    if (given["create-channel"]) await probe("\na channel of its own", () => askOwnChannel(chime, sdk));
  }
  if (recognize) await probe("\nthe Lex bot", () => askLex(recognize));
  await write();
}

async function write() {
  const text = `${JSON.stringify({ recordedFacts: 1, facts }, null, 2)}\n`;
  if (given.out === undefined) return process.stdout.write(text);
  say(`\nThis is all that would be written to ${given.out}:\n${text}`);
  if (existsSync(given.out) && !given.yes) say(`! ${given.out} is there already, and would be overwritten.`);
  if (!given.yes) {
    if (!process.stdin.isTTY) return say("Nothing is written: this is no terminal, so say --yes.");
    const question = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await question.question("Write it? [y/N] ");
    question.close();
    if (!/^y(es)?$/i.test(answer)) return say("Nothing is written.");
  }
  writeFileSync(given.out, text);
}

await main();
