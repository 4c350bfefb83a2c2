import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Embedded, startEmbedded } from "../../../tools/cli/embedded.ts";
import { factsLeft, KNOWN_FACTS, readFacts } from "../../../tools/operate/known-facts.ts";
import { capturedIo, command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

const SCRIPT = fileURLToPath(new URL("../../../examples/record-facts.mjs", import.meta.url));
const PAGE = readFileSync(new URL("../../../docs/facts.md", import.meta.url), "utf8");
const ALL = Object.keys(KNOWN_FACTS);

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "facts-"));
  return () => rmSync(cwd, { recursive: true });
});
const written = (name: string, value: unknown): string => {
  writeFileSync(join(cwd, name), JSON.stringify(value));
  return join(cwd, name);
};

/** The script, with an SDK that can reach nothing but this address. */
const recorder = (url: string, argv: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = {
      ...{ PATH: process.env["PATH"], AWS_ACCESS_KEY_ID: "emulator", AWS_SECRET_ACCESS_KEY: "emulator" },
      ...{ AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url, AWS_ENDPOINT_URL_LEX_RUNTIME_V2: url },
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
    const child = execFile(process.execPath, [SCRIPT, ...argv], { cwd, env, timeout: 100_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
    child.stdin?.end();
  });
const factsIn = (text: string) => (JSON.parse(text) as { facts: Record<string, unknown> }).facts;

describe("what can be recorded", () => {
  it("is a row of docs/facts.md that nobody documents, in its section", () => {
    for (const [fact, { section, claim }] of Object.entries(KNOWN_FACTS)) {
      const row = PAGE.split("\n").find((line) => line.startsWith(`| ${claim}`));
      expect(row, fact).toMatch(/unknown|inferred/);
      const headings = PAGE.slice(0, PAGE.indexOf(`\n| ${claim}`)).match(/^##+ ([\d.]+) /gm) ?? [];
      expect(headings.at(-1), fact).toMatch(new RegExp(`^##+ ${section.replace(".", "\\.")}\\.? `));
    }
  });

  it("is asked by the script, each fact by its name and with no other words than its answers", () => {
    const script = readFileSync(SCRIPT, "utf8");
    for (const [fact, { answers }] of Object.entries(KNOWN_FACTS)) {
      expect(script).toContain(`"${fact}"`);
      for (const word of Object.keys(answers)) if (!/as a text$/.test(word)) expect(script, fact).toContain(word);
    }
  });
});

describe("doctor --record-facts and --facts", () => {
  it("writes the script where none is, and never over another file", async () => {
    const made = await command(["doctor", "--record-facts"], { cwd });
    expect([made.code, made.out]).toEqual([0, expect.stringContaining("record-facts.mjs\n\nIt calls nothing unless")]);
    expect(readFileSync(join(cwd, "record-facts.mjs"), "utf8")).toBe(readFileSync(SCRIPT, "utf8"));
    expect((await command(["doctor", "--record-facts"], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, "record-facts.mjs"), "mine");
    const refused = await command(["doctor", "--record-facts"], { cwd });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("is there already, and differs")]);
    expect(readFileSync(join(cwd, "record-facts.mjs"), "utf8")).toBe("mine");
  });

  it("shows the rows that are settled, what follows, and what is still unknown", async () => {
    const facts = { "content-limit": "bytes", "stream-members": ["Target", "Status"] };
    const file = written("facts.json", { recordedFacts: 1, facts });
    const { code, out } = await command(["doctor", "--facts", file], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("settled  §4 – in characters or bytes\n         bytes. As the bridge counts.\n");
    expect(out).toContain("         Target, Status. from-log");
    expect(out).toContain("\n  control-target: --create-channel --send --add-bot\n");
    expect(out).not.toContain("\n  content-limit:");
    const json = JSON.parse((await command(["doctor", "--facts", file, "--json"], { cwd })).out);
    expect([json.settled.length, json.left.length]).toEqual([2, ALL.length - 2]);
  });

  it.each([
    ["no version", { facts: {} }, /no recorded facts of version 1/],
    ["an unknown fact", { recordedFacts: 1, facts: { secret: "x" } }, /a fact that isn't known here/],
    ["a fact of every object", { recordedFacts: 1, facts: { constructor: "x" } }, /a fact that isn't known here/],
    [
      "another answer",
      { recordedFacts: 1, facts: { "content-limit": "Ottokar" } },
      /of content-limit is none of its answers/,
    ],
  ])("refuses a file with %s, and quotes nothing of it", async (_, value, told) => {
    const { code, err } = await command(["doctor", "--facts", written("facts.json", value)], { cwd });
    expect([code, err]).toEqual([2, expect.stringMatching(told)]);
    expect(err).not.toMatch(/Ottokar|secret/);
  });
});

describe("record-facts.mjs", () => {
  it("calls nothing and writes nothing unless it is told what, and shows a plan of each call with what it does", async () => {
    const nowhere = "http://127.0.0.1:9";
    const help = await recorder(nowhere, []);
    expect([help.code, help.out, help.err]).toEqual([0, "", expect.stringContaining("Calls that change something")]);
    const arn = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a";
    const all = [
      "--create-channel",
      "--app-instance",
      arn,
      "--as",
      `${arn}/user/ana`,
      "--send",
      "--add-bot",
      `${arn}/bot/b`,
    ];
    const plan = await recorder(nowhere, [...all, "--associate-flow", `${arn}/channel-flow/f`, "--plan"]);
    expect(plan.err.trim().split("\n")).toEqual([
      "changes CreateChannel, and DeleteChannel at the end",
      "changes CreateChannelMembership of the bot",
      "changes AssociateChannelFlow: messages will invoke its processor",
      "costs   SendChannelMessage, five times at most; GetChannelMessage until each is through",
    ]);
    const refused = await recorder(nowhere, all);
    expect([factsIn(refused.out), refused.err]).toEqual([{}, expect.stringContaining("! not recorded: ")]);
  });

  it("reads an event and the stream's records, and keeps nothing of them but their form", async () => {
    const event = {
      EventType: "CHANNEL_MESSAGE_EVENT",
      ChannelMessage: { CreatedTimestamp: "2026-11-24T09:30:00.000Z", Content: "Ottokar" },
    };
    const payload = {
      MessageId: "ottokar",
      CreatedTimestamp: 1_790_000_000.5,
      Target: [{ MemberArn: "ottokar" }],
      Ottokar: 1,
    };
    const record = { EventType: "CREATE_CHANNEL_MESSAGE", Payload: JSON.stringify(payload) };
    const Data = Buffer.from(JSON.stringify(record)).toString("base64");
    const files = [
      "--event",
      written("event.json", event),
      "--stream",
      written("stream.json", { Records: [{ Data }] }),
    ];
    const out = join(cwd, "facts.json");
    const shown = await recorder("http://127.0.0.1:9", [...files, "--out", out]);
    expect(shown.err).toContain(`This is all that would be written to ${out}:\n{\n  "recordedFacts": 1,`);
    expect(shown.err).toContain("Nothing is written: this is no terminal, so say --yes.");
    expect(() => readFileSync(out)).toThrow("ENOENT");
    await recorder("http://127.0.0.1:9", [...files, "--out", out, "--yes"]);
    const text = readFileSync(out, "utf8");
    expect(text).not.toMatch(/ottokar/i);
    expect(factsIn(text)).toEqual({
      "event-timestamps": "ISO 8601",
      "stream-payload": "a text",
      "stream-timestamps": "seconds",
      "stream-members": ["Target"],
    });
    expect(readFacts(JSON.parse(text))).toHaveLength(4);
  });
});

describe.each(["replace", "reply"] as const)("record-facts.mjs on the emulator, with a bridge in %s", (delivery) => {
  let embedded: Embedded;
  const io = capturedIo({ out: "", err: "" });
  beforeAll(async () => {
    embedded = await startEmbedded({ bots: [BANK_BOT], port: 0, host: "127.0.0.1", delivery }, io);
  });
  afterAll(() => embedded.close());
  const members = () => {
    const { appInstanceArn, users, bot, channelFlowArn } = embedded.emulator.world;
    return {
      own: ["--create-channel", "--app-instance", appInstanceArn, "--as", users.ana.arn],
      ...{ bot: ["--add-bot", bot.arn], flow: ["--associate-flow", channelFlowArn] },
    };
  };

  it("records what a channel of its own tells, and leaves no channel behind", async () => {
    const { own, bot, flow } = members();
    const channels: string[] = [];
    const off = embedded.emulator.on((change) => {
      if (change.kind !== "channel") return;
      if (change.was === undefined) channels.push("made");
      if (change.is === undefined) channels.push("removed");
    });
    const { out, err } = await recorder(embedded.url, [...own, ...bot, ...flow, "--send", "--text", "Hello"]);
    off();
    expect(err).not.toContain("!");
    const facts = factsIn(out);
    expect(facts).toMatchObject({ "content-limit": "bytes", "visible-after": "at once" });
    expect(facts).toMatchObject(
      delivery === "reply"
        ? { "omitted-attributes": "kept" }
        : { "given-attributes": expect.stringMatching(/^(merged|replaced)$/) },
    );
    expect(out).not.toMatch(/arn:|8d0e4c5a|Hello/);
    expect(readFacts(JSON.parse(out)).length).toBe(Object.keys(facts).length);
    expect(factsLeft(readFacts(JSON.parse(out))).length).toBe(ALL.length - Object.keys(facts).length);
    expect(channels).toEqual(["made", "removed"]);
  });

  it("sends no message, invokes no processor and adds no bot without the flag of each", async () => {
    const { own, bot, flow } = members();
    const seen: string[] = [];
    const off = embedded.emulator.on((change) => {
      if (change.kind === "message" || change.kind === "delivery") seen.push(change.kind);
      if (change.kind === "channel" && change.is?.members.has(bot[1] ?? "")) seen.push("bot");
    });
    const made = (...argv: string[]) => recorder(embedded.url, [...own, ...argv]);
    await made(...flow);
    expect(seen).toEqual([]);
    await made("--send");
    off();
    expect(new Set(seen)).toEqual(new Set(["message"]));
  });

  it("reads what a bot said in a channel, and asks Lex", async () => {
    const { users, channelArn, lexBots } = embedded.emulator.world;
    await embedded.emulator.send({ content: "Hello" });
    await embedded.emulator.settled();
    const read = await recorder(embedded.url, ["--channel", channelArn, "--as", users.ana.arn]);
    expect(factsIn(read.out)).toEqual(
      delivery === "reply" ? { "card-picture": "ImageUrl", "native-session-id": "holds the channel's id" } : {},
    );
    const asked = await recorder(embedded.url, ["--recognize", lexBots[0]?.aliasArn ?? "", "--text", "Check balance"]);
    expect(factsIn(asked.out)).toEqual({ "attributes-without-dialog-action": "the dialog stays" });
  });
});
