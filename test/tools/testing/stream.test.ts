import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readCassette } from "../../../tools/testing/cassette/cassette.ts";
import { replayCassette } from "../../../tools/testing/cassette/replay-cassette.ts";
import { readConversations } from "../../../tools/testing/conversation/script/read-script.ts";
import { readLog } from "../../../tools/testing/from-log/read-log.ts";
import { streamToConversations } from "../../../tools/testing/from-log/stream-to-conversations.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "stream-"));
  return () => rm(cwd, { recursive: true });
});

const INSTANCE = "arn:aws:chime:us-east-1:444455556666:app-instance/9e1f5d6b";
const CHANNEL = `${INSTANCE}/channel/7c2a`;
const BOT = `${INSTANCE}/bot/c7b1`;
const user = (name: string) => ({ Arn: `${INSTANCE}/user/${name}`, Name: name });
const minute = (at: number) => `2026-11-24T09:${String(at).padStart(2, "0")}:00.000Z`;

/** In the members of API_messaging-chime_ChannelMessage. */
const said = (MessageId: string, Content: string, more: object = {}) => ({
  EventType: "CREATE_CHANNEL_MESSAGE",
  Payload: {
    ...{ ChannelArn: CHANNEL, MessageId, Content, Type: "STANDARD", Persistence: "PERSISTENT" },
    ...{ Sender: user("ottokar"), CreatedTimestamp: minute(0), Redacted: false },
    ...more,
  },
});
const LEX = "application/amz-chime-lex-msgs";
const attributes = (question: string | undefined, intent = "CheckBalance", state = "InProgress") =>
  Object.fromEntries(
    Object.entries({ "intent.name": intent, "intent.state": state, originatingRequestId: question })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [`CHIME.LEX.sessionState.${name}`, { StringValues: [value] }]),
  );
const MESSAGES = [
  { Content: "For which account?", ContentType: "PlainText" },
  {
    ContentType: "ImageResponseCard",
    ImageResponseCard: {
      Title: "Your accounts",
      Buttons: ["Checking", "Savings", "Credit card"].map((Text) => ({ Text, Value: Text.toLowerCase() })),
    },
  },
];
const answered = (MessageId: string, question: string | undefined, more: object = {}) =>
  said(MessageId, JSON.stringify({ Messages: MESSAGES }), {
    ...{ Sender: { Arn: BOT, Name: "Bank" }, ContentType: LEX, CreatedTimestamp: minute(1) },
    MessageAttributes: attributes(question),
    ...more,
  });
const lines = (...records: object[]) => records.map((one) => JSON.stringify(one)).join("\n");
const base64 = (record: object) => Buffer.from(JSON.stringify(record)).toString("base64");
const conversationsOf = (...records: object[]) => streamToConversations(readLog(lines(...records)).records);
const pairsOf = (...records: object[]) =>
  conversationsOf(...records).conversations.flatMap(({ deliveries }) =>
    deliveries.map(({ heard: { event, turns } }) => [
      (event as { ChannelMessage: { Content: string } }).ChannelMessage.Content,
      turns[0]?.result?.messages?.map(({ content, imageResponseCard }) => content ?? imageResponseCard?.title),
    ]),
  );
const leftOf = (...records: object[]) => Object.fromEntries(conversationsOf(...records).left.counts);
const PAIR = [["Check balance", ["For which account?", "Your accounts"]]];

describe("Chime's stream of messaging data", () => {
  it("is found as lines, one behind another, in the events of Lambda, in what the command line of Kinesis prints, and as its data alone", () => {
    const both = [said("q", 'Check {balance} "now" \\'), answered("a", "q")];
    const count = (text: string) => readLog(text).records.length;
    expect(count(lines(...both))).toBe(2);
    expect(count(both.map((one) => JSON.stringify(one)).join(""))).toBe(2);
    expect(count(JSON.stringify({ Records: both.map((one) => ({ kinesis: { data: base64(one) } })) }))).toBe(2);
    expect(
      count(JSON.stringify({ Records: both.map((one) => ({ Data: base64(one), PartitionKey: "p" })) }, null, 2)),
    ).toBe(2);
    expect(count(both.map(base64).join("\t"))).toBe(2);
    expect(count(lines({ EventType: "CHANNEL_MESSAGE_EVENT", CallbackId: "c", ChannelMessage: {} }))).toBe(0);
  });

  it("is read with a Payload that is an object or a text, and times in every form", () => {
    const asText = (one: ReturnType<typeof said>) => ({ ...one, Payload: JSON.stringify(one.Payload) });
    const question = said("q", "Check balance");
    expect(pairsOf(question, answered("a", "q"))).toEqual(PAIR);
    expect(pairsOf(asText(question), asText(answered("a", "q")))).toEqual(PAIR);
    for (const scale of [1, 1_000]) {
      const at = (seconds: number) => ({ CreatedTimestamp: (1_790_000_000 + seconds) * scale });
      const later = answered("a", undefined, at(5));
      expect(pairsOf(later, said("q", "Check balance", at(0)))).toEqual(PAIR);
    }
  });

  it("gives an answer to the question that it names, and without a name to the last one before it in its channel", () => {
    const other = said("r", "Bye", { CreatedTimestamp: minute(1), Sender: user("ben") });
    const late = { CreatedTimestamp: minute(2) };
    expect(pairsOf(said("q", "Check balance"), other, answered("a", "q", late))).toEqual(PAIR);
    const nameless = answered("a", undefined, late);
    expect(pairsOf(said("q", "Check balance"), other, nameless)).toEqual([["Bye", PAIR[0]?.[1]]]);
    const elsewhere = said("r", "Bye", { CreatedTimestamp: minute(1), ChannelArn: `${INSTANCE}/channel/other` });
    expect(pairsOf(said("q", "Check balance"), elsewhere, nameless)).toEqual(PAIR);
    const bare = answered("a", undefined, { ...late, ContentType: undefined, MessageAttributes: undefined });
    expect(pairsOf(said("q", "Check balance"), bare)).toEqual(PAIR);
  });

  it("takes several messages of a bot for one answer, its edits for what it said, and a repeated record once", () => {
    const more = said("b", "Anything else?", { Sender: { Arn: BOT }, CreatedTimestamp: minute(2) });
    const edit = { ...more, EventType: "UPDATE_CHANNEL_MESSAGE", Payload: { ...more.Payload, Content: "More?" } };
    const question = said("q", "Check balance");
    expect(pairsOf(question, question, answered("a", "q"), more, edit)).toEqual([
      ["Check balance", ["For which account?", "Your accounts", "More?"]],
    ]);
  });

  it("finds the question in Metadata where the answer took its place", () => {
    const replaced = (metadata: object) =>
      said("q", JSON.stringify({ Messages: MESSAGES }), {
        ...{ ContentType: LEX, MessageAttributes: attributes("q"), Metadata: JSON.stringify(metadata) },
      });
    expect(pairsOf(replaced({ "CHIME.LEX.input": "Check balance", shop: 7 }))).toEqual(PAIR);
    const [kept] = conversationsOf(replaced({ "CHIME.LEX.input": "Check balance", shop: 7 })).conversations;
    expect(kept?.deliveries[0]?.heard.event).toMatchObject({ ChannelMessage: { Metadata: '{"shop":7}' } });
    expect(kept?.config).not.toHaveProperty("delivery");
    expect(pairsOf(replaced({ shop: 7 }))).toEqual([]);
  });

  it("leaves out what was deleted or redacted, and says what else it left out", () => {
    const gone = (EventType: string) => ({ ...said("q", ""), EventType });
    const question = said("q", "Check balance");
    for (const verb of ["DELETE_CHANNEL_MESSAGE", "REDACT_CHANNEL_MESSAGE"]) {
      expect(leftOf(question, answered("a", "q"), gone(verb))).toEqual({
        "a message that was deleted or redacted": 1,
        "a message of a bot that answers nothing here": 1,
      });
    }
    const removed = { ...gone("DELETE_CHANNEL_MESSAGE") };
    expect(pairsOf(question, answered("a", "q"), removed)).toEqual([]);
    expect(
      leftOf(
        said("q", "Check balance"),
        { ...said("q", "Check it"), EventType: "UPDATE_CHANNEL_MESSAGE" },
        said("c", "typing", { Type: "CONTROL" }),
        { EventType: "CREATE_CHANNEL_MEMBERSHIP", Payload: { ChannelArn: CHANNEL } },
        { EventType: "CREATE_CHANNEL_MESSAGE", Payload: "{" },
        said("r", `{"Messages":[]}`, { ContentType: LEX }),
        said("w", "Welcome", { Sender: { Arn: BOT }, ChannelArn: `${INSTANCE}/channel/other` }),
      ),
    ).toEqual({
      "an edit": 1,
      "a CONTROL message": 1,
      "an event CREATE_CHANNEL_MEMBERSHIP": 1,
      "a record whose Payload can't be read": 1,
      "an answer in place of a question, which the stream doesn't hold": 1,
      "a message of a bot that answers nothing here": 1,
      "a message that no bot answered": 1,
    });
  });

  it("reads what members wrote as nothing but their words", () => {
    const entry = { bot: { id: "B", aliasId: "A", localeId: "en_US" }, sessionId: "s", requestId: "r" };
    const quoted = JSON.stringify({ ...entry, inputTranscript: "Hi", timestamp: minute(0) });
    const { entries, records, decisions } = readLog(lines(said("q", quoted), said("r", base64(said("x", "Hi")))));
    expect([entries.length, records.length, decisions.length]).toEqual([0, 2, 0]);
  });
});

describe("case from-log and talk import of a stream", () => {
  const error = said("e", '{"Code":429}', {
    ...{ Sender: { Arn: BOT }, ContentType: "application/amz-chime-lex-error", CreatedTimestamp: minute(4) },
    MessageAttributes: attributes("f"),
  });
  const targeted = said("t", "Branch hours", {
    ...{ Sender: user("ben"), Target: [{ MemberArn: BOT }], CreatedTimestamp: minute(5) },
    MessageAttributes: { "CHIME.mentions": { StringValues: [BOT] } },
  });
  const hours = said("h", JSON.stringify({ Messages: [{ Content: "We close at 9.", ContentType: "PlainText" }] }), {
    ...{ Sender: { Arn: BOT }, ContentType: LEX, CreatedTimestamp: minute(6) },
    MessageAttributes: attributes("t", "BranchHours", "Fulfilled"),
  });
  const stream = [
    said("q", "Check balance"),
    answered("a", "q"),
    said("f", "Transfer money", { CreatedTimestamp: minute(3) }),
    ...[error, targeted, hours],
  ];

  it("makes a case of each answer that passes, a cassette of each channel that replays, and tells what it was given and made up", async () => {
    await writeFile(join(cwd, "stream.jsonl"), lines(...stream));
    const argv = ["case", "from-log", "stream.jsonl", "--into", "cases", "--cassettes", "talks", "--bot", BANK_BOT];
    const { code, out, err } = await command(argv, { cwd });
    expect([code, err]).toEqual([0, "given: 6 records of Chime's messaging stream\n"]);
    expect(out).toContain("cases/channel-01-02\n  made up: case.json config.bots lexBotAliasArn\n");
    expect(out).toContain("made up: 3-turn-failure.json code: the stream shows its number alone\n");
    const checked = await command(["check", "cases"], { cwd });
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining("3 passed, 0 failed")]);
    const about = async (name: string) => JSON.parse(await readFile(join(cwd, `cases/${name}/case.json`), "utf8"));
    expect(await about("channel-01-01")).toMatchObject({ outcome: "replied", config: { delivery: "reply" } });
    expect(await about("channel-01-02")).toMatchObject({ outcome: "errored", error: "LEX_THROTTLED" });
    const sent = await readFile(join(cwd, "cases/channel-01-01/5-sent.json"), "utf8");
    expect(sent).toContain("Savings");
    const replay = await replayCassette(readCassette(join(cwd, "talks/channel-01.json")), { mode: "locked" });
    expect(replay.deliveries.every(({ differences }) => differences.length === 0)).toBe(true);
    const one = await command(["case", "from-log", "stream.jsonl", "--into", "one", "--message", "t"], { cwd });
    expect([one.code, (await readdir(join(cwd, "one"))).length]).toEqual([0, 1]);
  });

  it("makes a script of each channel, in which members have the emulator's names, and that passes with the bot", async () => {
    await writeFile(join(cwd, "stream.jsonl"), lines(...stream.slice(0, 2)));
    const argv = ["talk", "import", "stream.jsonl", "--into", "talks", "--bot", BANK_BOT];
    const { code, out, err } = await command(argv, { cwd });
    expect([code, out, err]).toEqual([0, "talks/channel-01.yaml\n", "given: 2 records of Chime's messaging stream\n"]);
    const talked = await command(["talk", "talks"], { cwd });
    expect([talked.code, talked.out]).toEqual([0, expect.stringContaining("1 passed")]);
    const [script] = await readConversations(join(cwd, "talks"));
    expect(script).toMatchObject({
      title: "From a log: Check balance",
      config: { delivery: "reply" },
      steps: [
        { user: { text: "Check balance" } },
        { bot: { text: "For which account?", intent: "CheckBalance", state: "InProgress" } },
        { bot: { card: { title: "Your accounts", buttons: [{ text: "Checking", value: "checking" }, {}, {}] } } },
      ],
    });
  });

  it("expects of what was replaced only that something is said, and says how many questions no bot understands", async () => {
    await writeFile(join(cwd, "stream.jsonl"), lines(...stream));
    const replaced = await command(["talk", "import", "stream.jsonl", "--into", "talks"], { cwd });
    expect(replaced.code).toBe(0);
    expect(replaced.err).toContain("! 3 of 3 questions have words that were replaced");
    expect(replaced.err).toContain("! 1 of 3 questions ended in an error and are left out");
    const [script] = await readConversations(join(cwd, "talks"));
    expect(script?.steps).toMatchObject([
      { user: {} },
      { bot: { pattern: ".", intent: "CheckBalance" } },
      { bot: { card: {} } },
      { user: { as: "ben", to: "bot", mentions: ["bot"] } },
      { bot: { pattern: ".", intent: "BranchHours", state: "Fulfilled" } },
    ]);
    const kept = await command(["talk", "import", "stream.jsonl", "--into", "kept", "--words", "kept", "--json"], {
      cwd,
    });
    expect(JSON.parse(kept.out)).toMatchObject({ given: "messaging-stream", questions: 3, replaced: 0, errors: 1 });
    expect(await readFile(join(cwd, "kept/channel-01.yaml"), "utf8")).toContain("We close at 9.");
  });

  it("writes a script for every two members, whom it names in the order in which they spoke", async () => {
    const three = ["x", "y", "z"].flatMap((name, at) => [
      said(name, "Check balance", { Sender: user(name), CreatedTimestamp: minute(2 * at) }),
      answered(`${name}-answer`, name, { CreatedTimestamp: minute(2 * at + 1) }),
    ]);
    await writeFile(join(cwd, "stream.jsonl"), lines(...three));
    await command(["talk", "import", "stream.jsonl", "--into", "talks", "--bot", BANK_BOT], { cwd });
    const speakers = (await readConversations(join(cwd, "talks"))).map(({ steps }) =>
      steps.flatMap((step) => (step.kind === "user" ? [step.user.as] : [])),
    );
    expect(speakers).toEqual([[undefined, "ben"], [undefined]]);
    const talked = await command(["talk", "talks"], { cwd });
    expect([talked.code, talked.out]).toEqual([0, expect.stringContaining("2 passed")]);
  });

  it("keeps nothing of who wrote it, in cases, cassettes and scripts", async () => {
    const words = "I am Ottokar Zwiebel, call +49 170 1234567 or ottokar@zwiebel.example.org";
    const personal = [
      said("ottokar-1234567", words, { Metadata: '{"phone":"1234567","at":52.520008}', Target: [{ MemberArn: BOT }] }),
      answered("a", "ottokar-1234567", {
        Content: JSON.stringify({ Messages: [{ Content: "<speak>Dear Zwiebel</speak>", ContentType: "SSML" }] }),
      }),
    ];
    await writeFile(join(cwd, "stream.jsonl"), lines(...personal));
    await command(["case", "from-log", "stream.jsonl", "--into", "cases", "--cassettes", "cassettes"], { cwd });
    await command(["talk", "import", "stream.jsonl", "--into", "talks"], { cwd });
    const files = await readdir(cwd, { recursive: true, withFileTypes: true });
    const written = files.filter((file) => file.isFile() && file.name !== "stream.jsonl");
    expect(written.map(({ name }) => name)).toEqual(expect.arrayContaining(["channel-01.json", "channel-01.yaml"]));
    for (const file of written) {
      const text = await readFile(join(file.parentPath, file.name), "utf8");
      expect(text, file.name).not.toMatch(/ottokar|zwiebel|1234567|52\.520008|444455556666/i);
    }
  });

  it("refuses decision records as conversations, and a log that holds nothing", async () => {
    await writeFile(join(cwd, "empty.log"), "START\nEND\n");
    const empty = await command(["talk", "import", "empty.log", "--into", "talks"], { cwd });
    expect([empty.code, empty.err]).toEqual([2, expect.stringContaining("holds neither a test set nor a log")]);
    const decision = { outcome: "released", messageId: "m", channelArn: CHANNEL, callbackId: "c", trace: [] };
    await writeFile(join(cwd, "function.log"), lines({ ...decision, sizes: {}, losses: [] }));
    const refused = await command(["talk", "import", "function.log", "--into", "talks"], { cwd });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("Make cases of it with case from-log")]);
    await writeFile(join(cwd, "lonely.jsonl"), lines(said("q", "Hello")));
    const lonely = await command(["case", "from-log", "lonely.jsonl", "--into", "cases"], { cwd });
    expect([lonely.code, lonely.err]).toEqual([
      1,
      "given: 1 record of Chime's messaging stream\nleft out: a message that no bot answered\n",
    ]);
  });
});
