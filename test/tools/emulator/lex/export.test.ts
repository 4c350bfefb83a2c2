import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import { converse, summary } from "./conversation.ts";
import { asksFor, botFiles, FALLBACK, type Files, folderOf, madeBot, says, zipOf } from "./made-bot.ts";

const GREETER = botFiles({
  Greet: { utterances: ["hello"], intentClosingSetting: { isActive: true, closingResponse: says("Hello!") } },
  FallbackIntent: FALLBACK,
});
const INTENT = "Made/BotLocales/en_US/Intents/Greet/Intent.json";

function changed(path: string, change: object): Files {
  return { ...GREETER, [path]: { ...(GREETER[path] as object), ...change } };
}

function moved(prefix: string, without: readonly string[] = []): Files {
  return Object.fromEntries(
    Object.entries(GREETER).flatMap(([path, content]) => (without.includes(path) ? [] : [[prefix + path, content]])),
  );
}

async function refusal(path: string): Promise<BridgeError> {
  const error: unknown = await readExport(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof BridgeError)) throw new Error("no BridgeError was thrown");
  return error;
}

describe("The same bot is read from", () => {
  const VARIANTS: Record<string, Files> = {
    "the export as it is": GREETER,
    "an export without its manifest": moved("", ["Manifest.json"]),
    "a folder above the bot": moved("exports/july/"),
    "a zip packed on a Mac": {
      ...GREETER,
      "__MACOSX/Made/._Bot.json": "\u0000\u0005",
      "Made/._Bot.json": "\u0000\u0005",
      "Made/.DS_Store": "\u0000",
    },
    "a locale without its BotLocale.json": moved("", ["Made/BotLocales/en_US/BotLocale.json"]),
    "files that begin with a byte order mark": { ...GREETER, [INTENT]: `\uFEFF${JSON.stringify(GREETER[INTENT])}` },
    "the spellings of the API": changed(INTENT, {
      intentClosingSetting: {
        active: true,
        closingResponse: { messageGroups: [{ message: { plainTextMessage: { value: "Hello!" } } }] },
      },
    }),
    "an intent whose every optional is null": changed(INTENT, {
      parentIntentSignature: null,
      slotPriorities: null,
      initialResponseSetting: null,
      intentConfirmationSetting: null,
      fulfillmentCodeHook: null,
      dialogCodeHook: null,
      inputContexts: null,
      outputContexts: null,
      kendraConfiguration: null,
    }),
  };
  for (const [variant, files] of Object.entries(VARIANTS)) {
    test.each([
      ["folder", folderOf],
      ["zip", zipOf],
    ] as const)(`${variant}, as a %s.`, async (_, make) => {
      const [bot, ...others] = (await readExport(await make(files))).bots;
      expect(others).toEqual([]);
      expect(bot).toMatchObject({ id: "MADEBOT001", name: "Made", idleSessionTTLInSeconds: 60 });
      const answers = await converse(bot as NonNullable<typeof bot>, ["hello", "qwerty"]);
      expect(answers.map(summary)).toEqual([
        { says: ["Hello!"], action: "Close", intent: "Greet ReadyForFulfillment" },
        { says: ["Pardon?"], action: "Close", intent: "FallbackIntent ReadyForFulfillment" },
      ]);
    });
  }
});

test("The name is Bot.json's, whatever its folder is called.", async () => {
  const files = Object.fromEntries(
    Object.entries(GREETER).map(([path, file]) => [path.replace("Made/", "other-1/"), file]),
  );
  expect((await madeBot(files)).name).toBe("Made");
});

test("A folder above several bots gives them all.", async () => {
  const second = Object.fromEntries(Object.entries(GREETER).map(([path, file]) => [`b/${path}`, file]));
  second["b/Made/Bot.json"] = { name: "Second", identifier: "SECONDBOT1" };
  const first = Object.fromEntries(Object.entries(GREETER).map(([path, file]) => [`a/${path}`, file]));
  const { bots } = await readExport(await folderOf({ ...first, ...second }));
  expect(bots.map(({ name }) => name)).toEqual(["Made", "Second"]);
});

test("A bot without an identifier gets one of ten characters, the same each time, with a note.", async () => {
  const files = changed("Made/Bot.json", { identifier: "" });
  const [first, second] = [await madeBot(files), await madeBot(files)];
  expect(first.id).toMatch(/^[0-9A-Z]{10}$/);
  expect(second.id).toBe(first.id);
  expect(first.notes).toContainEqual({ file: "Made/Bot.json", path: "", why: expect.stringContaining(first.id) });
});

test.each(["buttons", "buttonsList"])("Card buttons are read under %s.", async (member) => {
  const card = { title: "Choose", subtitle: null, imageUrl: null, [member]: [{ text: "Yes", value: "y" }] };
  const closing = { messageGroupsList: [{ message: { imageResponseCard: card }, variations: null }] };
  const bot = await madeBot(changed(INTENT, { intentClosingSetting: { closingResponse: closing } }));
  const [answer] = await converse(bot, ["hello"]);
  expect(answer?.messages).toEqual([
    {
      contentType: "ImageResponseCard",
      imageResponseCard: { title: "Choose", buttons: [{ text: "Yes", value: "y" }] },
    },
  ]);
});

test.each(["OriginalValue", "ORIGINAL_VALUE"])(
  "The strategy %s keeps words that are not listed.",
  async (resolutionStrategy) => {
    const type = {
      name: "Hues",
      slotTypeValues: [{ sampleValue: { value: "red" } }],
      valueSelectionSetting: { resolutionStrategy },
    };
    const bot = await madeBot({ ...GREETER, "Made/BotLocales/en_US/SlotTypes/Hues/SlotType.json": type });
    expect(bot.locales[0]?.slotTypes[0]?.resolution).toBe("ORIGINAL_VALUE");
  },
);

test("The spellings of the developer guide's page on the format are read, too.", async () => {
  const prompt = { messageGroupList: [{ message: { plainTextMessage: { value: "Which hue?" } } }], maxRetries: 1 };
  const slot = {
    name: "Hue",
    slotTypeName: "HUETYPE001",
    slotConstraint: "Required",
    multipleValuesSetting: { allowMutlipleValues: true },
    defaultValueSpec: null,
    slotValueElicitationSetting: {
      promptSpecification: prompt,
      sampleValueElicitingUtterances: [{ utterance: "in {Hue}" }],
    },
  };
  const type = {
    name: "Hues",
    identifier: "HUETYPE001",
    slotTypeValues: [{ sampleValue: { value: "red" } }, { sampleValue: { value: "blue" } }],
    valueSelectionSetting: { resolutionStrategy: "TOP_RESOLUTION" },
  };
  const bot = await madeBot({
    ...changed(INTENT, {
      slotPriorities: [{ priority: 1, slotName: "Hue" }],
      intentConfirmationSetting: {
        confirmationPrompt: {
          messageGroupList: [{ message: { plainTextMessage: { value: "{Hue}?" } } }],
          maxRetries: 1,
        },
        declinationResponse: { messageGroupList: [{ message: { plainTextMessage: { value: "Never mind." } } }] },
      },
    }),
    "Made/BotLocales/en_US/Intents/Greet/Slots/Hue/Slot.json": slot,
    "Made/BotLocales/en_US/SlotTypes/Hues/SlotType.json": type,
  });
  const answers = await converse(bot, ["hello", "red and blue", "no"]);
  expect(answers.map((answer) => summary(answer).says)).toEqual([["Which hue?"], ["red and blue?"], ["Never mind."]]);
  expect(bot.notes).toEqual([]);
});

test("An expression of a composite slot that can't be read asks for all parts, with a note.", async () => {
  const part = (slotTypeId: string, text: string) => ({
    slotTypeId,
    valueElicitationSetting: { promptSpecification: { ...(says(text) as object), maxRetries: 1 } },
  });
  const composite = (expression: unknown) => ({
    ...GREETER,
    "Made/BotLocales/en_US/Intents/Greet/Slots/Pair/Slot.json": {
      name: "Pair",
      slotTypeName: "Pairs",
      subSlotSetting: {
        expression,
        slotSpecifications: { A: part("AMAZON.Number", "A?"), B: part("AMAZON.Number", "B?") },
      },
    },
  });
  const asked = async (expression: unknown) => {
    const bot = await madeBot(composite(expression));
    const answers = await converse(bot, ["hello", "1"]);
    return [summary(answers[1] ?? {}).action, bot.notes.map(({ path }) => path)];
  };
  expect(await asked("A AND B")).toEqual(["ElicitSlot Pair B", []]);
  expect(await asked("(A OR B)")).toEqual(["Close", []]);
  expect(await asked(null)).toEqual(["ElicitSlot Pair B", []]);
  expect(await asked("(A OR")).toEqual(["ElicitSlot Pair B", ["subSlotSetting"]]);
  expect(await asked("A OR C")).toEqual(["ElicitSlot Pair B", ["subSlotSetting"]]);
});

test("What can't be run is noted with its file, its place and why, and the bot is read all the same.", async () => {
  const bot = await madeBot(
    changed(INTENT, {
      kendraConfiguration: { kendraIndex: "i" },
      inputContexts: [{ name: "c" }],
      intentConfirmationSetting: { elicitationCodeHook: { enableCodeHookInvocation: true } },
      fulfillmentCodeHook: { enabled: true },
      initialResponseSetting: {
        conditional: { isActive: true, conditionalBranches: [{ condition: { expressionString: "{a} ~ 1" } }] },
      },
    }),
  );
  expect(bot.notes.map(({ file, path }) => `${file.split("/").at(-1)} ${path}`).sort()).toEqual([
    "Intent.json fulfillmentCodeHook",
    "Intent.json initialResponseSetting.conditional.conditionalBranches[0].condition",
    "Intent.json intentConfirmationSetting.elicitationCodeHook",
    "Intent.json kendraConfiguration",
  ]);
  for (const { why } of bot.notes) expect(why).not.toBe("");
});

describe("What is no export is refused with EXPORT_UNREADABLE and its reason:", () => {
  const UNREADABLE: Record<string, [files: Files, detail: RegExp]> = {
    "no Bot.json": [{ "package.json": {} }, /holds no Bot\.json/],
    "a locale alone": [{ "en_US/BotLocale.json": {} }, /only a locale/],
    "nothing at all": [{ "readme.md": "" }, /nor any other JSON file/],
    "a Mac's shadow files alone": [
      { "._BotLocale.json": "", "__MACOSX/BotLocale.json": "" },
      /nor any other JSON file/,
    ],
    "a bot without locales": [{ "Made/Bot.json": { name: "Made" } }, /Made\/Bot\.json has no BotLocales folder/],
    "a file that is not JSON": [{ ...GREETER, [INTENT]: "{" }, /Greet\/Intent\.json is not JSON/],
    "a file that is a list": [{ ...GREETER, [INTENT]: [] }, /Greet\/Intent\.json is not an object/],
    "a member of another type": [
      changed(INTENT, { sampleUtterances: "hello" }),
      /sampleUtterances in .*Intent\.json is not a list/,
    ],
    "a locale that is no language": [
      { ...GREETER, "Made/BotLocales/en_US/BotLocale.json": { identifier: `en-${"x".repeat(100)}` } },
      /en_US\/BotLocale\.json is of no language: en-x{37}\.$/,
    ],
    "a missing Intent.json": [
      { ...GREETER, "Made/BotLocales/en_US/Intents/Sing/Slots/Key/Slot.json": {} },
      /Sing\/Intent\.json is missing/,
    ],
  };
  test.each(Object.entries(UNREADABLE))("%s.", async (_, [files, detail]) => {
    const error = await refusal(await folderOf(files));
    expect(error.code).toBe("EXPORT_UNREADABLE");
    expect(error.detail).toMatch(detail);
  });

  test("a path with nothing there.", async () => {
    expect((await refusal("/nowhere/at/all.zip")).detail).toBe("/nowhere/at/all.zip can't be opened.");
  });

  test("a file that is no zip.", async () => {
    const path = join(await folderOf({}), "x.zip");
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, "not a zip");
    expect((await refusal(path)).detail).toMatch(/is not a zip/);
  });

  test.each([
    [9, /holds \S+\.json compressed by Deflate64; here Deflate alone is read/],
    [12, /compressed by BZIP2/],
    [14, /compressed by LZMA/],
    [93, /compressed by Zstandard/],
    [6, /compressed by method 6/],
    [99, /is locked by a password/],
  ])("a zip of the compression method %i, by its name.", async (method, told) => {
    const path = await zipOf(GREETER);
    const bytes = await readFile(path);
    // The method stands in each entry's own header and in its row of the directory.
    for (const [sign, place] of [
      ["PK\x03\x04", 8],
      ["PK\x01\x02", 10],
    ] as const) {
      for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1))
        bytes.writeUInt16LE(method, at + place);
    }
    await writeFile(path, bytes);
    expect((await refusal(path)).detail).toMatch(told);
  });

  test("an export of more values than memory has room for.", async () => {
    const path = await zipOf({ ...GREETER, "Made/many.json": `[${"{},".repeat(400_000)}0]` });
    expect((await refusal(path)).detail).toMatch(/more than 400000 values/);
  });

  test("a zip that unpacks to more than 16 MB.", async () => {
    const path = await zipOf({ ...GREETER, "Made/big.json": " ".repeat(51 * 1024 * 1024) });
    expect((await refusal(path)).detail).toMatch(/more than 16 MB/);
  });
});

test("Entries of a zip that lead out of it are passed over.", async () => {
  const [bot] = (await readExport(await zipOf({ ...GREETER, "../Evil/Bot.json": { name: "Evil" } }))).bots;
  expect(bot?.name).toBe("Made");
});

test("What large models do for a bot in Lex is noted by its name, where it is on.", async () => {
  const files = botFiles({
    Buy: {
      utterances: ["buy"],
      slots: {
        What: asksFor("AMAZON.AlphaNumeric", "What?", {
          slotResolutionSetting: { slotResolutionStrategy: "EnhancedFallback" },
        }),
      },
    },
    Bedrock: { parentIntentSignature: "AMAZON.BedrockAgentIntent" },
    Connect: { qInConnectIntentConfiguration: {} },
    FallbackIntent: FALLBACK,
  });
  const locale = (enabled: boolean) => ({
    identifier: "en_US",
    generativeAISettings: {
      runtimeSettings: {
        nluImprovement: { enabled, assistedNluMode: "Primary", intentDisambiguationSettings: { enabled } },
        slotResolutionImprovement: { enabled },
      },
    },
  });
  const on = await madeBot({ ...files, "Made/BotLocales/en_US/BotLocale.json": locale(true) });
  const off = await madeBot({ ...files, "Made/BotLocales/en_US/BotLocale.json": locale(false) });
  const names = (bot: typeof on) => bot.notes.map(({ why }) => /^[^:]*?(?= is not run)/.exec(why)?.[0]).sort();
  const always = ["AMAZON.BedrockAgentIntent", "AMAZON.QInConnectIntent", "Assisted slot resolution"];
  expect(names(on)).toEqual([...always, "Assisted slot resolution", "Assisted NLU", "Intent disambiguation"].sort());
  expect(names(off)).toEqual(always);
});
