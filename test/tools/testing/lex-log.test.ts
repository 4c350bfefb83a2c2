import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readCassette } from "../../../tools/testing/cassette/cassette.ts";
import { replayCassette } from "../../../tools/testing/cassette/replay-cassette.ts";
import { entriesToConversations, unseenSlots } from "../../../tools/testing/from-log/lex-log.ts";
import { readLog } from "../../../tools/testing/from-log/read-log.ts";
import { command } from "../../captured-io.ts";
import { BANK_BOT } from "../../wire/emulator.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "lex-log-"));
  return () => rm(cwd, { recursive: true });
});

/** In the members of the developer guide's schema. */
const entry = (text: string, more: object = {}) => ({
  "message-version": "2.0",
  bot: { id: "BANKBOT001", name: "BankBot", aliasId: "PRODALIAS1", aliasName: "prod", localeId: "en_US", version: "3" },
  messages: [
    { contentType: "PlainText", content: "For which account?" },
    {
      contentType: "ImageResponseCard",
      imageResponseCard: { title: "Your accounts", buttonsList: [{ text: "Savings", value: "savings" }] },
    },
  ],
  sessionState: {
    dialogAction: { type: "ElicitSlot", slotToElicit: "AccountType" },
    intent: { name: "CheckBalance", state: "InProgress", slots: { AccountType: null, LastFour: null } },
  },
  sessionId: "one",
  inputTranscript: text,
  missedUtterance: false,
  requestId: "6181aaac-5ea3-4f86-a283-6b38084577c6",
  timestamp: "2026-11-24T09:30:00.000Z",
  inputMode: "Text",
  operationName: "RecognizeText",
  ...more,
});
const hidden = entry("my number is {LastFour}", {
  sessionId: "one",
  timestamp: "2026-11-24T09:31:00.000Z",
  sessionState: {
    dialogAction: { type: "ElicitSlot", slotToElicit: "AccountType" },
    intent: {
      ...{ name: "CheckBalance", state: "InProgress" },
      slots: {
        AccountType: null,
        LastFour: { value: { originalValue: "{LastFour}", interpretedValue: "{LastFour}" } },
      },
    },
  },
});

describe("a Lex V2 conversation log", () => {
  it("is found alone, a line each, with a time before it, and in an export of CloudWatch Logs, in the order of its times", () => {
    const [a, b] = [entry("first"), entry("second", { timestamp: "2026-11-24T09:29:00.000Z" })];
    const found = (text: string) =>
      entriesToConversations(readLog(text).entries).flatMap(({ deliveries }) =>
        deliveries.map(({ heard }) => heard.turns[0]?.request.text),
      );
    expect(found(JSON.stringify(a))).toEqual(["first"]);
    expect(found(`2026-11-24T09:30:00 ${JSON.stringify(a)}\nnoise\n${JSON.stringify(b)}\n`)).toEqual([
      "second",
      "first",
    ]);
    expect(found(JSON.stringify({ events: [a, b].map((one) => ({ message: JSON.stringify(one) })) }))).toEqual([
      "second",
      "first",
    ]);
    expect(found('{"messageVersion":"1.0","botName":"V1"}')).toEqual([]);
  });

  it("says which slots it hides", () => {
    const unseen = (one: object) => readLog(JSON.stringify(one)).entries.flatMap(unseenSlots);
    expect(unseen(hidden)).toEqual(["LastFour"]);
    expect(unseen(entry("what is {this}"))).toEqual([]);
    expect(unseen(entry("{AccountType}"))).toEqual(["AccountType"]);
  });

  it("becomes cases that pass and cassettes that replay, a session each, and the command tells what it was given", async () => {
    const other = entry("Check balance", { sessionId: "two", timestamp: "2026-11-24T09:32:00.000Z" });
    await writeFile(
      join(cwd, "lex.log"),
      [entry("Check balance"), hidden, other].map((one) => JSON.stringify(one)).join("\n"),
    );
    const argv = ["case", "from-log", "lex.log", "--into", "cases", "--cassettes", "talks", "--bot", BANK_BOT];
    const { code, out, err } = await command(argv, { cwd });
    expect([code, err]).toEqual([0, "given: 3 entries of a Lex V2 conversation log\n"]);
    expect(out).toContain("cases/session-01-02\n  made up: slot LastFour: the log hides its value\n");
    expect((await readdir(join(cwd, "cases"))).sort()).toEqual(["session-01-01", "session-01-02", "session-02-01"]);
    const about = JSON.parse(await readFile(join(cwd, "cases/session-01-02/case.json"), "utf8"));
    expect(about.placeholders).toEqual(["slot LastFour: the log hides its value"]);
    const checked = await command(["check", "cases"], { cwd });
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining("3 passed, 0 failed")]);
    const callback = await readFile(join(cwd, "cases/session-01-01/4-callback.json"), "utf8");
    expect(callback).toContain("Your accounts");
    expect(callback).toContain("Savings");
    for (const name of ["session-01", "session-02"]) {
      const replay = await replayCassette(readCassette(join(cwd, `talks/${name}.json`)), { mode: "locked" });
      expect(replay.deliveries.every(({ differences }) => differences.length === 0)).toBe(true);
    }
    expect((await command(argv, { cwd })).code).toBe(2);
  });

  it("becomes a script for each session, which passes with the bot where the log hides nothing", async () => {
    const other = entry("Check balance", { sessionId: "two", timestamp: "2026-11-24T09:32:00.000Z" });
    const buttons = ["Checking", "Savings", "Credit card"].map((text) => ({ text, value: text.toLowerCase() }));
    const [text, card] = other.messages;
    const full = { ...card, imageResponseCard: { title: "Your accounts", buttonsList: buttons } };
    const lines = [entry("Check balance"), hidden, { ...other, messages: [text, full] }];
    await writeFile(join(cwd, "lex.log"), lines.map((one) => JSON.stringify(one)).join("\n"));
    const argv = ["talk", "import", "lex.log", "--into", "talks", "--bot", BANK_BOT];
    const { code, out, err } = await command(argv, { cwd });
    expect([code, out]).toEqual([0, "talks/session-01.yaml\ntalks/session-02.yaml\n"]);
    expect(err).toContain("given: 3 entries of a Lex V2 conversation log\n");
    expect(err).toContain("! 1 of 3 questions have a slot's name where the log hides its value\n");
    const script = await readFile(join(cwd, "talks/session-01.yaml"), "utf8");
    expect(script).toContain("elicits: AccountType");
    await command([...argv.slice(0, 3), "--into", "kept", "--words", "kept"], { cwd });
    for (const one of [script, await readFile(join(cwd, "kept/session-01.yaml"), "utf8")]) {
      expect(one).not.toContain("slots:");
    }
    expect((await command(["talk", "talks/session-02.yaml"], { cwd })).code).toBe(0);
  });

  it("expects the slots that the bot's own words fill", async () => {
    const slots = { AccountType: { value: { originalValue: "savings", interpretedValue: "savings" } }, LastFour: null };
    const intent = { name: "CheckBalance", state: "InProgress", slots };
    const filled = entry("savings", {
      messages: [{ contentType: "PlainText", content: "What are the last four digits of your card?" }],
      sessionState: { dialogAction: { type: "ElicitSlot", slotToElicit: "LastFour" }, intent },
    });
    await writeFile(join(cwd, "lex.log"), JSON.stringify(filled));
    await command(["talk", "import", "lex.log", "--into", "talks", "--bot", BANK_BOT], { cwd });
    const script = await readFile(join(cwd, "talks/session-01.yaml"), "utf8");
    expect(script).toContain("slots:\n        AccountType: savings\n");
  });

  it("keeps nothing of who wrote it", async () => {
    const said = "I am Ottokar Zwiebel, call +49 170 1234567 or ottokar@zwiebel.example.org";
    const sender = "arn:aws:chime:us-east-1:444455556666:app-instance/9e1f5d6b/user/ottokar.zwiebel";
    const personal = entry(said, {
      messages: [{ contentType: "SSML", content: `<speak>Hello <sub alias="Ottokar">O.</sub> Zwiebel</speak>` }],
      requestAttributes: { "CHIME.sender.arn": sender, "CHIME.message.id": "ottokar-1234567" },
      sessionState: {
        sessionAttributes: { home: '{"lat": 52.520008}' },
        intent: { name: "Welcome", state: "Fulfilled", slots: { Name: { value: { originalValue: "Ottokar" } } } },
      },
    });
    await writeFile(join(cwd, "lex.log"), JSON.stringify(personal));
    await command(["case", "from-log", "lex.log", "--into", "cases", "--cassettes", "talks"], { cwd });
    await command(["talk", "import", "lex.log", "--into", "scripts"], { cwd });
    const files = await readdir(cwd, { recursive: true, withFileTypes: true });
    const written = files.filter((file) => file.isFile() && /\.(json|yaml)$/.test(file.name));
    expect(written.length).toBeGreaterThan(5);
    for (const file of written) {
      const text = await readFile(join(file.parentPath, file.name), "utf8");
      expect(text).not.toMatch(/ottokar|zwiebel|1234567|52\.520008|444455556666/i);
    }
  });
});
