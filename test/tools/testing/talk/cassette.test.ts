import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Io } from "../../../../tools/cli/io.ts";
import { run } from "../../../../tools/cli/run.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import { type Cassette, checkCassette, readCassette } from "../../../../tools/testing/cassette/cassette.ts";
import { recordConversation, textsToConversation } from "../../../../tools/testing/cassette/record.ts";
import { createReplay } from "../../../../tools/testing/cassette/replay.ts";
import { replayCassette } from "../../../../tools/testing/cassette/replay-cassette.ts";
import { openEmulated } from "../../../../tools/testing/conversation/emulated.ts";
import { runConversation } from "../../../../tools/testing/conversation/run.ts";
import { botsToKept } from "../../../../tools/testing/scrub/kept.ts";
import { capturedIo, type Told } from "../../../captured-io.ts";
import { BANK_BOT } from "../../../wire/emulator.ts";

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "cassette-")) });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(io.cwd, { recursive: true });
});

const path = (name: string) => join(io.cwd, name);
const TEXTS = ["Check balance", "savings", "0042", "yes"];
const recorded = async (texts: readonly string[] = TEXTS, words: "kept" | "replaced" = "kept"): Promise<Cassette> =>
  (await recordConversation(textsToConversation(texts), { bot: BANK_BOT, texts: words })).cassette;

/** A copy of the sample bot whose words were changed. */
function editedBot(change: (text: string) => string): string {
  const bot = path("edited-bot");
  cpSync(BANK_BOT, bot, { recursive: true });
  for (const file of ["Intents/CheckBalance/Slots/LastFour/Slot.json", "Intents/CheckBalance/Intent.json"]) {
    const place = join(bot, "BankBot/BotLocales/en_US", file);
    writeFileSync(place, change(readFileSync(place, "utf8")));
  }
  return bot;
}

describe("record", () => {
  it("writes what was asked and answered, and no id, name or word of a user that nothing allows to stay", async () => {
    const secret = "my card 4111 1111 1111 1111, says Zoltan Kodaly";
    expect(await run(["record", "a.json", "Check balance", secret, "--bot", BANK_BOT], io)).toBe(0);
    expect(printed.out).toMatch(/^recorded 2 messages and 2 turns as a\.json\nWords of the user were replaced/);
    const text = readFileSync(path("a.json"), "utf8");
    expect(text).not.toMatch(/4111 ?1111|Zoltan|Kodaly|\bAna\b|111122223333|8d0e4c5a|3f5a9b64|BANKBOT001/);
    expect(text).not.toContain(new Date().toISOString().slice(0, 10));
    const { deliveries } = readCassette(path("a.json"));
    expect(deliveries.map(({ words }) => words)).toEqual(["kept", "replaced"]);
    expect(deliveries[0]?.turns[0]?.request.text).toBe("Check balance");
    expect(deliveries[0]?.turns[0]?.result?.messages?.[0]).toEqual({
      contentType: "PlainText",
      content: "For which account?",
    });
    expect(deliveries[0]).toMatchObject({
      outcome: "replied",
      turns: [{ result: { sessionState: { intent: { name: "CheckBalance", state: "InProgress" } } } }],
    });
  });

  it("keeps every id in step with every other: request, result and callback name one session and one message", async () => {
    const { deliveries } = await recorded(TEXTS, "replaced");
    const sessions = deliveries.flatMap(({ turns }) =>
      turns.flatMap(({ request, result }) => [request.sessionId, result?.sessionId]),
    );
    expect(new Set(sessions).size).toBe(1);
    for (const { event, turns, callback } of deliveries as unknown as Record<string, never>[]) {
      const message = (event as unknown as { ChannelMessage: Record<string, unknown> }).ChannelMessage;
      const sent = callback as unknown as { ChannelArn: string; ChannelMessage: Record<string, unknown> };
      expect(sent.ChannelMessage["MessageId"]).toBe(message["MessageId"]);
      expect(sent.ChannelArn).toBe(message["ChannelArn"]);
      expect(
        (turns as unknown as Cassette["deliveries"][number]["turns"])[0]?.request.requestAttributes["CHIME.message.id"],
      ).toBe(message["MessageId"]);
    }
  });

  it("records what a script says, whose words may stay, and what Lex refused", async () => {
    writeFileSync(
      path("talk.yaml"),
      "title: A talk\nturns:\n  - fault: { lex: { status: 403, times: 1 } }\n  - user: Hello there, I am new\n  - bot: { error: 403 }\n",
    );
    expect(await run(["record", "a.json", "--talk", "talk.yaml", "--bot", BANK_BOT, "--json"], io)).toBe(0);
    expect(JSON.parse(printed.out)).toMatchObject({ deliveries: 1, turns: 1, passed: true, warnings: [] });
    expect(readCassette(path("a.json")).deliveries[0]).toMatchObject({
      words: "kept",
      turns: [{ request: { text: "Hello there, I am new" }, failure: { code: "LEX_ACCESS_DENIED" } }],
      outcome: "errored",
      error: "LEX_ACCESS_DENIED",
    });
  });

  it("asks a live bot, in a session that nobody has used", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", url);
    const live = emulator.world.lexBots[0]?.aliasArn ?? "";
    try {
      for (const name of ["a.json", "b.json"]) {
        expect(await run(["record", name, ...TEXTS, "--live", live, "--bot", BANK_BOT], io)).toBe(0);
        const turns = readCassette(path(name)).deliveries.map(
          ({ turns: [turn] }) => turn?.result?.sessionState?.dialogAction?.type,
        );
        expect(turns).toEqual(["ElicitSlot", "ElicitSlot", "ConfirmIntent", "Close"]);
      }
      expect(await run(["replay", "a.json", "--mode", "passthrough", "--live", live], io)).toBe(1);
      expect(await run(["record", "c.json", "Check balance", "savings", "--live", live, "--words", "kept"], io)).toBe(
        0,
      );
      for (let time = 0; time < 2; time++) {
        expect(await run(["replay", "c.json", "--mode", "passthrough", "--live", live], io)).toBe(0);
      }
      expect(printed.out).toContain("The user's words were replaced when this delivery was recorded");
    } finally {
      await emulator.close();
    }
  });

  it.each<[what: string, argv: string[], told: RegExp]>([
    ["nothing to say", ["record", "a.json", "--bot", BANK_BOT], /There is nothing to record/],
    ["no bot", ["record", "a.json", "Hi"], /No bot was named/],
    ["texts beside a script", ["record", "a.json", "Hi", "--talk", "t.yaml"], /Texts and --talk exclude each other/],
    ["other words", ["record", "a.json", "Hi", "--words", "some"], /Allowed choices are replaced, kept/],
    ["a locked replay of a bot", ["replay", "a.json", "--bot", BANK_BOT], /In locked mode the cassette answers/],
    ["an update without a bot", ["replay", "a.json", "--mode", "update"], /--mode update asks a bot/],
    [
      "a cassette that isn't there",
      ["replay", "a.json"],
      /CASSETTE_UNREADABLE: There is no cassette .*a\.json.*chime-lex-bridge record/,
    ],
  ])("refuses %s", async (_what, argv, told) => {
    expect(await run(argv, io)).toBe(2);
    expect(printed.err).toMatch(told);
  });
});

describe("a cassette", () => {
  it.each<[what: string, value: unknown, told: RegExp]>([
    ["of another version", { cassette: 2, deliveries: [] }, /of version 2, and this one reads 1\. Record it again/],
    ["that is none", { deliveries: [] }, /is no cassette/],
    [
      "with a member too many",
      { cassette: 1, texts: "kept", config: {}, deliveries: [], extra: 1 },
      /Unrecognized key: "extra"/,
    ],
    [
      "whose turn has no end",
      {
        cassette: 1,
        texts: "kept",
        config: {},
        deliveries: [
          {
            event: {},
            words: "kept",
            turns: [
              { request: { botId: "", botAliasId: "", localeId: "", sessionId: "", text: "", requestAttributes: {} } },
            ],
            outcome: "replied",
          },
        ],
      },
      /must have a result or a failure/,
    ],
  ])("%s is refused, and what to do is said", (_what, value, told) => {
    expect(() => checkCassette(value)).toThrow(told);
  });

  it("that is no JSON is refused without a word of it", () => {
    writeFileSync(path("a.json"), "{secret");
    expect(() => readCassette(path("a.json"))).toThrow(/a\.json holds no JSON: line 1, column \d+\. Record/);
  });
});

describe("replay locked", () => {
  it.each(["kept", "replaced"] as const)("ends as recorded, with words %s", async (words) => {
    const { passed, deliveries } = await replayCassette(await recorded([...TEXTS, "Hello"], words));
    expect(deliveries.flatMap(({ differences }) => differences)).toEqual([]);
    expect(passed).toBe(true);
  });

  it("shows what the bridge makes of it now, in words", async () => {
    const cassette = await recorded(["Hello"]);
    const changed = { ...cassette, config: { ...cassette.config, keepInput: false } };
    const { passed, deliveries } = await replayCassette(changed);
    expect(passed).toBe(false);
    expect(deliveries[0]?.differences.map(({ what }) => what)).toEqual(["Metadata"]);
  });

  it("serves a bridge of one's own, whatever its ids are", async () => {
    const replay = createReplay(await recorded());
    const steps = TEXTS.map((text, at) => ({ kind: "user", line: at, user: { text } }) as const);
    const talk = { title: "A talk", file: "", steps };
    const result = await runConversation(talk, (wishes) =>
      openEmulated({ recognizeText: replay.recognizeText }, wishes),
    );
    expect(result.turns.map(({ answer }) => answer.messages[0]?.content)).toEqual([
      "For which account?",
      "What are the last four digits of its number?",
      "Shall I look up your savings account ending in 0042?",
      "Your savings account ending in 0042 holds $1,234.56.",
    ]);
    expect(result.turns[0]?.answer.turn?.result?.requestAttributes).toEqual(
      result.turns[0]?.answer.turn?.request.requestAttributes,
    );
    expect(() => replay.assertDone()).not.toThrow();
  });

  it("fails an unexpected call, naming the nearest recorded one and how it differs", async () => {
    const replay = createReplay(await recorded());
    const talk = textsToConversation(["Check balance", "checking"]);
    const result = await runConversation(talk, (wishes) =>
      openEmulated({ recognizeText: replay.recognizeText }, wishes),
    );
    const told = 'Lex was asked "checking". The nearest recorded turn is "savings": turn\'s text: savings → checking.';
    expect(result.broken?.error).toMatchObject({ code: "CASSETTE_MISMATCH", detail: told });
    expect(() => replay.assertDone()).toThrow(told);
  });

  it("fails turns that come in another order, a session that is another's, and a call too many", async () => {
    const cassette = await recorded(["Check balance", "savings"]);
    const [first, second] = cassette.deliveries.flatMap(({ turns }) => turns).map(({ request }) => request);
    if (!first || !second) throw new Error("Two turns were recorded.");
    const signal = AbortSignal.timeout(1_000);
    const ask = async (...requests: (typeof first)[]) => {
      const replay = createReplay(cassette);
      for (const request of requests) await replay.recognizeText(request, { signal });
      return "answered";
    };
    await expect(ask(second)).rejects.toThrow(
      /nearest recorded turn is "Check balance": turn's text: "Check balance" → "savings"/,
    );
    await expect(ask(first, { ...second, sessionId: "another" })).rejects.toThrow(/another session's/);
    await expect(ask(first, second, second)).rejects.toThrow(/every recorded turn was played/);
    await expect(ask({ ...first, sessionId: "mine" }, { ...second, sessionId: "mine" })).resolves.toBe("answered");
  });

  it("tells turns that nobody asked for", async () => {
    const replay = createReplay(await recorded(["Check balance", "savings"]));
    expect(() => replay.assertDone()).toThrow(
      /2 recorded turns were never asked for, the first of them "Check balance"/,
    );
  });
});

describe("a bot that answers in its own voice", () => {
  it("is recorded with what was looked up and what it sent, and replayed without a channel", async () => {
    const talk = {
      title: "A private question",
      file: "",
      steps: [{ kind: "user", line: 1, user: { text: "Check balance", as: "ben", to: "bot" } } as const],
    };
    const { cassette, warnings } = await recordConversation(talk, { bot: BANK_BOT, config: { delivery: "reply" } });
    expect(warnings).toEqual([]);
    const [delivery] = cassette.deliveries;
    expect(delivery?.reads?.map(({ operation }) => operation)).toContain("getChannelMessage");
    const { event, posts } = delivery as unknown as {
      event: { ChannelMessage: { Sender: { Arn: string } } };
      posts: { Target: unknown }[];
    };
    expect(posts.map(({ Target }) => Target)).toEqual([[{ MemberArn: event.ChannelMessage.Sender.Arn }]]);
    expect(JSON.stringify(cassette)).not.toMatch(/\/user\/ben|"Ben"|111122223333/);
    expect(await replayCassette(cassette)).toMatchObject({ passed: true });
    const other = { ...cassette, deliveries: [{ ...delivery, posts: [] }] } as unknown as Cassette;
    expect((await replayCassette(other)).deliveries[0]?.differences.map(({ what }) => what)).toEqual([
      expect.stringMatching(/./),
    ]);
  });
});

describe("case from-cassette", () => {
  it("makes cases of replies in the bot's own voice too, with what was looked up and what was sent", async () => {
    writeFileSync(
      path("talk.yaml"),
      "title: A talk\nconfig: { delivery: reply }\nturns:\n  - user: { text: Check balance, to: bot }\n  - user: Hello\n",
    );
    expect(await run(["record", "a.json", "--talk", "talk.yaml", "--bot", BANK_BOT], io)).toBe(0);
    expect(await run(["case", "from-cassette", "a.json", "--into", "cases"], io)).toBe(0);
    expect(JSON.parse(readFileSync(path("cases/a-01/0-lookup.json"), "utf8")).message.Target).toHaveLength(1);
    printed.out = "";
    expect(await run(["check", "cases"], io)).toBe(0);
    // What the bot says comes by the flow too, and is let through: a message each.
    expect(printed.out).toBe("4 passed, 0 failed\n");
  });

  it("makes a case of each message, and each of them passes", async () => {
    expect(await run(["record", "balance.json", ...TEXTS, "Hello", "--bot", BANK_BOT], io)).toBe(0);
    printed.out = "";
    expect(await run(["case", "from-cassette", "balance.json", "--into", "cases"], io)).toBe(0);
    expect(printed.out).toMatch(/^cases\/balance-01 {2}"Check balance" is replied\.\n/);
    printed.out = "";
    expect(await run(["check", "cases"], io)).toBe(0);
    expect(printed.out).toBe("5 passed, 0 failed\n");
  });

  it("never writes over a case", async () => {
    expect(await run(["record", "a.json", "Hello", "--bot", BANK_BOT], io)).toBe(0);
    expect(await run(["case", "from-cassette", "a.json", "--into", "cases", "--as", "hello"], io)).toBe(0);
    expect(await run(["case", "from-cassette", "a.json", "--into", "cases", "--as", "hello"], io)).toBe(2);
    expect(printed.err).toMatch(/cases\/hello-01 is there already\. Remove it, or give another --as/);
  });
});

describe("a bot that was edited", () => {
  const edit = (text: string) =>
    text.replaceAll("What are the last four digits of its number?", "Its last four digits, please?");

  beforeEach(async () => {
    expect(await run(["record", "a.json", ...TEXTS, "--bot", BANK_BOT, "--words", "kept"], io)).toBe(0);
    printed.out = "";
  });

  it("still passes locked, since the cassette answers", async () => {
    expect(await run(["replay", "a.json"], io)).toBe(0);
    expect(printed.out).toBe("1 passed, 0 failed\n");
  });

  it("is told from what was recorded by passthrough, which changes nothing", async () => {
    const before = readFileSync(path("a.json"), "utf8");
    expect(await run(["replay", "a.json", "--mode", "passthrough", "--bot", BANK_BOT], io)).toBe(0);
    expect(await run(["replay", "a.json", "--mode", "passthrough", "--bot", editedBot(edit)], io)).toBe(1);
    expect(printed.out).toContain(
      '  message 2 "savings"\n    message 1: text: "What are the last four digits of its number?" → "Its last four digits, please?"\n',
    );
    expect(readFileSync(path("a.json"), "utf8")).toBe(before);
  });

  it("is kept by update, which shows what changed, and changes that alone", async () => {
    const before = readFileSync(path("a.json"), "utf8");
    const bot = editedBot(edit);
    expect(await run(["replay", "a.json", "--mode", "update", "--bot", bot], io)).toBe(0);
    expect(printed.out).toContain('"Its last four digits, please?"');
    expect(printed.out).toContain("updated");
    const after = readFileSync(path("a.json"), "utf8");
    const lines = (text: string) => text.split("\n");
    const changed = lines(after).filter((line) => !lines(before).includes(line));
    expect(
      changed.every((line) => line.includes("Its last four digits, please?") || line.includes("originatingRequestId")),
    ).toBe(true);
    expect(changed.length).toBeGreaterThan(0);
    expect(await run(["replay", "a.json", "--mode", "passthrough", "--bot", bot], io)).toBe(0);
    expect(await run(["replay", "a.json"], io)).toBe(0);
  });
});

describe("what a bot's export says may stay", () => {
  it("in the words of its messages, buttons, utterances and slot values, and not in what fills them", async () => {
    const { cassette } = await recordConversation(textsToConversation(TEXTS), {
      bot: BANK_BOT,
      kept: botsToKept((await readExport(BANK_BOT)).bots),
    });
    const said = cassette.deliveries.flatMap(({ turns }) => turns.flatMap(({ result }) => result?.messages ?? []));
    expect(said[1]?.imageResponseCard?.title).toBe("Your accounts");
    expect(said.at(-1)?.content).toMatch(/^Your savings account ending in \d{4} holds \$1,234\.56\.$/);
    expect(said.at(-1)?.content).not.toContain("0042");
  });
});
