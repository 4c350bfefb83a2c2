import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator, type EmulatorOptions } from "../../../tools/emulator/index.ts";
import { botFiles, FALLBACK, type Files, folderOf, says, zipOf } from "./lex/made-bot.ts";

const BANK = "fixtures/bots/bank-bot";
const GREETER = botFiles({
  Greet: {
    utterances: ["hello"],
    intentClosingSetting: { closingResponse: says("Hello!") },
    fulfillmentCodeHook: { enabled: true },
  },
  FallbackIntent: FALLBACK,
});

let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function start(options: Partial<EmulatorOptions>): Promise<{ emulator: Emulator; lines: string[] }> {
  const lines: string[] = [];
  emulator = await createEmulator({ bots: [BANK], log: (line) => lines.push(line), ...options });
  return { emulator, lines };
}

async function ask({ ports }: Emulator, botId: string, text: string) {
  const request = { botId, botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "ana", text, requestAttributes: {} };
  const { signal } = new AbortController();
  return ports.recognizeText(request, { signal });
}
const names = ({ world }: Emulator) => world.lexBots.map(({ name }) => name);

describe("What can't be read is told in one message with its fix, and the rest runs:", () => {
  const V1 = {
    metadata: { schemaVersion: "1.0", importType: "LEX", importFormat: "JSON" },
    resource: { name: "Old", intents: [] },
  };
  const BAD: Record<string, [files: Files | string, message: RegExp]> = {
    "a broken zip": [
      "PK\u0003\u0004 and nothing else",
      /is not a zip, or is damaged\. Export the bot from the Lex V2 console/,
    ],
    "an export of Lex V1": [{ "Old_1_Bot_LEX_V1.json": V1 }, /is an export of Lex V1\. Migrate the bot to Lex V2/],
    "a bot without a locale": [{ "Made/Bot.json": { name: "Made" } }, /the bot has no language\. Add a language/],
    "a locale alone": [{ "en_US/BotLocale.json": {} }, /only a locale.*Export the bot itself/],
    "a custom vocabulary": [
      { "CustomVocabulary/CustomVocabulary.json": {} },
      /only a custom vocabulary.*Export the bot itself/,
    ],
    "a second bot of one name": [
      { ...GREETER, "Made/Bot.json": { name: "BankBot", identifier: "OTHERBOT01" } },
      /Two bots have the name BankBot\. Pass one of them/,
    ],
    "a second bot of one id": [
      { ...GREETER, "Made/Bot.json": { name: "Other", identifier: "BANKBOT001" } },
      /Two bots have the id BANKBOT001: BankBot and Other\. Pass one of them/,
    ],
  };
  test.each(Object.entries(BAD))("%s.", async (_, [files, message]) => {
    const bytes = typeof files === "string" ? Buffer.from(files) : await readFile(await zipOf(files));
    const { emulator: running, lines } = await start({ bots: [BANK, { name: "other.zip", bytes }] });
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(names(running)).toEqual(["BankBot"]);
    expect((await ask(running, "BANKBOT001", "hello")).messages?.length).toBeGreaterThan(0);
    await expect(running.addBot({ name: "other.zip", bytes })).rejects.toMatchObject({
      code: "EXPORT_UNREADABLE",
      message: expect.stringMatching(message),
    });
  });

  test("a zip that is locked by a password.", async () => {
    const bytes = await readFile(await zipOf(GREETER));
    bytes[6] = (bytes[6] ?? 0) | 1;
    const { emulator: running } = await start({});
    await expect(running.addBot({ name: "x.zip", bytes })).rejects.toThrow(
      /x\.zip is locked by a password\. Export the bot without/,
    );
  });

  test("one of two bots in a folder.", async () => {
    const both = { ...GREETER, "Broken/Bot.json": "{" };
    const { emulator: running, lines } = await start({ bots: [await folderOf(both)] });
    expect([names(running), lines]).toEqual([["Made"], [expect.stringMatching(/Broken\/Bot\.json is not JSON/)]]);
  });

  test("but nothing runs where nothing can be read.", async () => {
    await expect(start({ bots: ["/nowhere.zip"] })).rejects.toMatchObject({ code: "EXPORT_UNREADABLE" });
  });
});

test("A bot is added while the emulator runs, from the bytes of its zip, and a newer export takes its place.", async () => {
  const { emulator: running } = await start({});
  const bytes = await readFile(await zipOf(GREETER));
  expect(await running.addBot({ name: "greeter.zip", bytes })).toMatchObject([
    { name: "Made", botId: "MADEBOT001", how: "added" },
  ]);
  // Whom the first AppInstanceBot asks comes first.
  expect(names(running)).toEqual(["Made", "BankBot"]);
  // An AppInstanceBot is called as the Lex bot that it asks now.
  expect(running.world.bots.map(({ name }) => name)).toEqual(["Made", "BankBot"]);
  expect((await running.send({ as: "bot", content: "hello" })) && running.messages()[0]?.Sender.Name).toBe("Made");
  expect((await ask(running, "MADEBOT001", "hello")).messages).toBeUndefined();
  const newer = {
    ...GREETER,
    "Made/BotLocales/en_US/Intents/Greet/Intent.json": {
      sampleUtterances: [{ utterance: "hello" }],
      intentClosingSetting: { closingResponse: says("Hi!") },
    },
  };
  expect(await running.addBot(await folderOf(newer))).toMatchObject([{ how: "replaced" }]);
  expect((await ask(running, "MADEBOT001", "hello")).messages?.[0]?.content).toBe("Hi!");
});

test("A bot's code hook runs by its name, and without it the bot says that it lacks one.", async () => {
  const bots = [await folderOf(GREETER)];
  const close = (event: { sessionState: { intent: object } }) => ({
    sessionState: { dialogAction: { type: "Close" }, intent: { ...event.sessionState.intent, state: "Fulfilled" } },
    messages: [{ contentType: "PlainText", content: "From the hook." }],
  });
  const { emulator: without } = await start({ bots });
  expect((await ask(without, "MADEBOT001", "hello")).sessionState?.intent?.state).toBe("Failed");
  await without.close();
  const { emulator: hooked } = await start({ bots, codeHooks: { Made: close } });
  expect((await ask(hooked, "MADEBOT001", "hello")).messages?.[0]?.content).toBe("From the hook.");
});

test("A hook for a bot that is not there is refused by name.", async () => {
  await expect(start({ codeHooks: { Bakery: () => ({}) } })).rejects.toMatchObject({
    code: "CODE_HOOK_UNUSABLE",
    message: expect.stringMatching(/no bot Bakery.*BankBot, BANKBOT001/),
  });
});
