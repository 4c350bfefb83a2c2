import { describe, expect, test } from "vitest";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import { converse, NOW, pathOf, summary } from "./conversation.ts";
import { asksFor, botFiles, FALLBACK, goesTo, type MadeIntent, madeBot, plain, says } from "./made-bot.ts";

const CLOSING = { intentClosingSetting: { closingResponse: says("Closing.") } };

async function talk(intents: Record<string, MadeIntent>, lines: string[], seed = 0) {
  const bot = await madeBot(botFiles({ ...intents, FallbackIntent: FALLBACK }));
  return converse(bot, lines, { seed });
}

describe("Messages:", () => {
  const VARIED: MadeIntent = {
    utterances: ["go"],
    intentClosingSetting: {
      closingResponse: {
        messageGroupsList: [
          {
            ...(plain("a0") as object),
            variations: ["a1", "a2", "a3"].map((text) => (plain(text) as { message: unknown }).message),
          },
          plain("b"),
        ],
      },
    },
  };

  test("one of each group is said, the same for the same seed, and others for other seeds", async () => {
    const bySeed = await Promise.all(Array.from({ length: 12 }, (_, seed) => talk({ Go: VARIED }, ["go"], seed)));
    const firsts = bySeed.map(([answer]) => answer?.messages?.map(({ content }) => content));
    for (const said of firsts) expect(said).toEqual([expect.stringMatching(/^a[0-3]$/), "b"]);
    expect(new Set(firsts.map((said) => said?.[0])).size).toBeGreaterThan(1);
    const again = await talk({ Go: VARIED }, ["go"], 5);
    expect(again[0]?.messages).toEqual(bySeed[5]?.[0]?.messages);
  });

  test("placeholders are filled from slots, session attributes and request attributes, and what names nothing stays", async () => {
    const text = 'Hi {Name}{Nick}, [tier] ((from)) [unset] {"json": [1]}';
    const slots = {
      Name: asksFor("AMAZON.FirstName", "Name?"),
      Nick: asksFor("AMAZON.FirstName", "Nick?", { slotConstraint: "Optional" }),
    };
    const bot = await madeBot(
      botFiles({
        Greet: { utterances: ["greet"], slots, intentClosingSetting: { closingResponse: says(text) } },
        FallbackIntent: FALLBACK,
      }),
    );
    const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
    await runtime.recognizeText(pathOf(bot), { text: "greet", sessionState: { sessionAttributes: { tier: "gold" } } });
    const answer = await runtime.recognizeText(pathOf(bot), { text: "Ana", requestAttributes: { from: "here" } });
    expect(answer.messages?.[0]?.content).toBe('Hi Ana, gold here [unset] {"json": [1]}');
  });

  test("an answer holds at most ten messages of at most 1024 characters, and none at all when nothing is said", async () => {
    const many = { initialResponseSetting: { initialResponse: says(...Array(12).fill("y".repeat(2000))) } };
    const answers = await talk({ Many: { utterances: ["many"], ...many }, Quiet: { utterances: ["quiet"] } }, [
      "many",
      "quiet",
    ]);
    expect(answers[0]?.messages).toHaveLength(10);
    expect(answers[0]?.messages?.[0]?.content).toHaveLength(1024);
    expect(answers[1]).not.toHaveProperty("messages");
  });
});

describe("The order of a dialog:", () => {
  test("initial response, slots by priority with their capture responses, then closing; optional slots are not asked for", async () => {
    const order: MadeIntent = {
      utterances: ["order"],
      initialResponseSetting: { initialResponse: says("Gladly.") },
      slots: {
        Count: asksFor("AMAZON.Number", "How many?", {
          slotCaptureSetting: { captureResponse: says("{Count}, then.") },
        }),
        Note: asksFor("AMAZON.FreeFormInput", "A note?", { slotConstraint: "Optional" }),
        Day: asksFor("AMAZON.Date", "When?"),
      },
      ...CLOSING,
    };
    expect((await talk({ Order: order }, ["order", "two", "tomorrow"])).map(summary)).toEqual([
      { says: ["Gladly.", "How many?"], action: "ElicitSlot Count", intent: "Order InProgress" },
      { says: ["2, then.", "When?"], action: "ElicitSlot Day", intent: "Order InProgress" },
      { says: ["Closing."], action: "Close", intent: "Order ReadyForFulfillment" },
    ]);
  });

  test("slots that came with the first words are not asked for", async () => {
    const order: MadeIntent = {
      utterances: ["order {Count}"],
      slots: { Count: asksFor("AMAZON.Number", "How many?") },
      ...CLOSING,
    };
    const [answer] = await talk({ Order: order }, ["order seven"]);
    expect(answer && summary(answer).says).toEqual(["Closing."]);
  });

  test("a next step to a slot that is filled goes on behind it without asking", async () => {
    const order: MadeIntent = {
      utterances: ["order {Count} for {Day}"],
      initialResponseSetting: { nextStep: goesTo("ElicitSlot", { slot: "Day" }) },
      slots: {
        Count: asksFor("AMAZON.Number", "How many?"),
        Day: asksFor("AMAZON.Date", "When?", { slotCaptureSetting: { captureResponse: says("{Day}, then.") } }),
      },
      ...CLOSING,
    };
    const [answer] = await talk({ Order: order }, ["order seven for tomorrow"]);
    expect(answer && summary(answer).says).toEqual(["2026-11-25, then.", "Closing."]);
  });

  test("a slot takes its default value, from a session attribute or as it stands", async () => {
    const slot = asksFor("AMAZON.Number", "How many?", {
      defaultValueSpecification: { defaultValueList: [{ defaultValue: "[usual]" }, { defaultValue: "3" }] },
    });
    const order: MadeIntent = {
      utterances: ["order"],
      slots: { Count: slot },
      intentClosingSetting: { closingResponse: says("{Count}") },
    };
    const bot = await madeBot(botFiles({ Order: order, FallbackIntent: FALLBACK }));
    const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
    const first = await runtime.recognizeText(pathOf(bot), { text: "order" });
    const second = await runtime.recognizeText(pathOf(bot), {
      text: "order",
      sessionState: { sessionAttributes: { usual: "9" } },
    });
    expect([first, second].map((answer) => answer.messages?.[0]?.content)).toEqual(["3", "9"]);
  });

  test("a slot that fails without a failure step of its own goes to FallbackIntent, with one it goes there", async () => {
    const ask = (failure: Record<string, unknown>): MadeIntent => ({
      utterances: ["ask"],
      slots: { Count: asksFor("AMAZON.Number", "How many?", { slotCaptureSetting: failure }) },
    });
    const lines = ["ask", "x", "y"];
    expect(summary((await talk({ Ask: ask({}) }, lines)).at(-1) ?? {})).toEqual({
      says: ["Pardon?"],
      action: "Close",
      intent: "FallbackIntent ReadyForFulfillment",
    });
    const own = { failureResponse: says("Never mind."), failureNextStep: goesTo("EndConversation") };
    expect(summary((await talk({ Ask: ask(own) }, lines)).at(-1) ?? {})).toEqual({
      says: ["Never mind."],
      action: "Close",
      intent: "Ask Failed",
    });
  });
});

test("What a step sets can refer to a slot, an attribute or the words, and to nothing it empties its place.", async () => {
  const sessionAttributes = {
    count: "{Count}",
    copy: "[usual]",
    words: "$.inputTranscript",
    plain: "as it is",
    gone: "{Other}",
    kept: "[nothing]",
  };
  const order: MadeIntent = {
    utterances: ["order {Count}"],
    slots: {
      Count: asksFor("AMAZON.Number", "How many?"),
      Other: asksFor("AMAZON.Number", "Which?", { slotConstraint: "Optional" }),
      Note: asksFor("AMAZON.FreeFormInput", "A note?", { slotConstraint: "Optional" }),
    },
    initialResponseSetting: {
      nextStep: {
        ...(goesTo("CloseIntent") as object),
        sessionAttributes,
        intent: { name: null, slots: { Note: { value: { interpretedValue: "[usual]" } } } },
      },
    },
    intentClosingSetting: { closingResponse: says("[count] {Note}") },
  };
  const bot = await madeBot(botFiles({ Order: order, FallbackIntent: FALLBACK }));
  const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
  const answer = await runtime.recognizeText(pathOf(bot), {
    text: "order seven",
    sessionState: { sessionAttributes: { usual: "9", gone: "x", kept: "y" } },
  });
  expect(answer.sessionState?.sessionAttributes).toEqual({
    usual: "9",
    count: "7",
    copy: "9",
    words: "order seven",
    plain: "as it is",
  });
  expect(answer.messages?.[0]?.content).toBe("7 9");
});

test("Dates and times are those of the zone that the request names, else of UTC.", async () => {
  const bot = await madeBot(
    botFiles({
      When: {
        utterances: ["when is {Day}"],
        slots: { Day: asksFor("AMAZON.Date", "Which day?") },
        intentClosingSetting: { closingResponse: says("{Day}") },
      },
      FallbackIntent: FALLBACK,
    }),
  );
  const zones = [undefined, "Pacific/Auckland", "America/Los_Angeles", "Nowhere/At_All"];
  const days = await Promise.all(
    zones.map(async (zone) => {
      const late = createLexRuntime({ bots: [bot], now: () => Date.UTC(2026, 10, 24, 23, 30) });
      const requestAttributes = zone === undefined ? {} : { "x-amz-lex:time-zone": zone };
      const answer = await late.recognizeText(pathOf(bot), { text: "when is today", requestAttributes });
      return answer.messages?.[0]?.content;
    }),
  );
  expect(days).toEqual(["2026-11-24", "2026-11-25", "2026-11-24", "2026-11-24"]);
});

test("A time before or after noon is asked for again, or taken where the emulator is told so.", async () => {
  const call: MadeIntent = {
    utterances: ["call me"],
    slots: { At: asksFor("AMAZON.Time", "When?") },
    intentClosingSetting: { closingResponse: says("At {At}.") },
  };
  const bot = await madeBot(botFiles({ Call: call, FallbackIntent: FALLBACK }));
  const said = await Promise.all(
    (["ask", "take"] as const).map(async (ambiguousTime) => {
      const answers = await converse(bot, ["call me", "5 o'clock"], { ambiguousTime });
      return summary(answers.at(-1) ?? {}).says;
    }),
  );
  expect(said).toEqual([["When?"], ["At 5 o'clock."]]);
});

describe("A next step is followed:", () => {
  const initial = (nextStep: unknown, more: object = {}): MadeIntent => ({
    utterances: ["go"],
    slots: { A: asksFor("AMAZON.Number", "A?"), B: asksFor("AMAZON.Number", "B?") },
    initialResponseSetting: { initialResponse: says("Start."), nextStep, ...more },
    intentConfirmationSetting: { promptSpecification: { ...(says("Sure?") as object), maxRetries: 1 } },
    ...CLOSING,
  });
  const other: MadeIntent = {
    utterances: ["elsewhere"],
    initialResponseSetting: { initialResponse: says("Elsewhere.") },
  };
  const hook = {
    postCodeHookSpecification: {
      successResponse: says("Hooked."),
      successNextStep: goesTo("ElicitSlot", { slot: "B" }),
    },
  };
  const CASES: Record<string, [intent: MadeIntent, says: string[], action: string, intent: string]> = {
    ElicitSlot: [initial(goesTo("ElicitSlot", { slot: "B" })), ["Start.", "B?"], "ElicitSlot B", "Go InProgress"],
    "ElicitSlot, its prompt suppressed": [
      initial(goesTo("ElicitSlot", { slot: "B", quiet: true })),
      ["Start."],
      "ElicitSlot B",
      "Go InProgress",
    ],
    ElicitIntent: [initial(goesTo("ElicitIntent")), ["Start."], "ElicitIntent", ""],
    ConfirmIntent: [initial(goesTo("ConfirmIntent")), ["Start.", "Sure?"], "ConfirmIntent", "Go InProgress"],
    FulfillIntent: [initial(goesTo("FulfillIntent")), ["Start.", "Closing."], "Close", "Go ReadyForFulfillment"],
    CloseIntent: [initial(goesTo("CloseIntent")), ["Start.", "Closing."], "Close", "Go ReadyForFulfillment"],
    EndConversation: [initial(goesTo("EndConversation")), ["Start."], "Close", "Go ReadyForFulfillment"],
    StartIntent: [
      initial(goesTo("StartIntent", { intent: "Other" })),
      ["Start.", "Elsewhere."],
      "Close",
      "Other ReadyForFulfillment",
    ],
    "InvokeDialogCodeHook, as a success": [
      initial(goesTo("InvokeDialogCodeHook"), { codeHook: { isActive: true, ...hook } }),
      ["Start.", "Hooked.", "B?"],
      "ElicitSlot B",
      "Go InProgress",
    ],
    "InvokeDialogCodeHook without a hook, as the default order": [
      initial(goesTo("InvokeDialogCodeHook")),
      ["Start.", "A?"],
      "ElicitSlot A",
      "Go InProgress",
    ],
    none: [initial(null), ["Start.", "A?"], "ElicitSlot A", "Go InProgress"],
  };
  test.each(Object.entries(CASES))("%s", async (_, [intent, texts, action, name]) => {
    const [answer] = await talk({ Go: intent, Other: other }, ["go"]);
    expect(summary(answer ?? {})).toEqual({ says: texts, action, intent: name });
  });

  test("its session attributes are set, and its slots emptied", async () => {
    const again = {
      sessionAttributes: { tries: "1" },
      dialogAction: { type: "ElicitSlot", slotToElicit: "A" },
      intent: { name: "Go", slots: { A: { value: { interpretedValue: null } } } },
    };
    const capture = {
      captureConditional: {
        isActive: true,
        conditionalBranches: [
          { condition: { expressionString: "{A} > 9" }, response: says("Too many."), nextStep: again },
        ],
        defaultBranch: { nextStep: goesTo("EndConversation") },
      },
    };
    const go: MadeIntent = {
      utterances: ["go"],
      slots: { A: asksFor("AMAZON.Number", "A?", { slotCaptureSetting: capture }) },
    };
    const [, high, low] = await talk({ Go: go }, ["go", "12", "3"]);
    expect(high && summary(high)).toEqual({
      says: ["Too many.", "A?"],
      action: "ElicitSlot A",
      intent: "Go InProgress",
    });
    expect(high?.sessionState?.intent?.slots).toEqual({ A: null });
    expect(high?.sessionState?.sessionAttributes).toEqual({ tries: "1" });
    expect(low && summary(low)).toEqual({ says: [], action: "Close", intent: "Go ReadyForFulfillment" });
  });

  test("steps that lead in a circle end the turn with an error, and leave the session as it was", async () => {
    const round = (intent: string): MadeIntent => ({
      utterances: [`to ${intent}`],
      initialResponseSetting: { nextStep: goesTo("StartIntent", { intent }) },
    });
    const ask: MadeIntent = { utterances: ["ask"], slots: { A: asksFor("AMAZON.Number", "A?") }, ...CLOSING };
    const bot = await madeBot(
      botFiles({ Left: round("Right"), Right: round("Left"), Ask: ask, FallbackIntent: FALLBACK }),
    );
    const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
    await runtime.recognizeText(pathOf(bot), { text: "ask" });
    const failed = runtime.recognizeText(pathOf(bot), { text: "to right" });
    await expect(failed).rejects.toMatchObject({
      status: 500,
      message: expect.stringContaining("lead in a circle"),
    });
    const after = await runtime.recognizeText(pathOf(bot), { text: "4" });
    expect(summary(after).says).toEqual(["Closing."]);
  });
});

describe("While a slot is asked for:", () => {
  const other: MadeIntent = { utterances: ["show me the menu", "red"], ...CLOSING };
  const asks = (typeName: string): MadeIntent => ({ utterances: ["paint"], slots: { Hue: asksFor(typeName, "Hue?") } });

  test("another intent takes over even from a slot that takes any words", async () => {
    const answers = await talk({ Paint: asks("AMAZON.FreeFormInput"), Menu: other }, ["paint", "show me the menu"]);
    expect(answers.map((answer) => summary(answer).intent)).toEqual(["Paint InProgress", "Menu ReadyForFulfillment"]);
  });

  test("a value of the slot's own type stays a value, also when another intent has it among its utterances", async () => {
    const files = botFiles(
      { Paint: asks("Hues"), Menu: other, FallbackIntent: FALLBACK },
      {
        Hues: {
          slotTypeValues: [{ sampleValue: { value: "red" } }],
          valueSelectionSetting: { resolutionStrategy: "TOP_RESOLUTION" },
        },
      },
    );
    const [, answer] = await converse(await madeBot(files), ["paint", "red"]);
    expect(answer?.sessionState?.intent?.slots?.["Hue"]?.value?.interpretedValue).toBe("red");
  });
});

test("A bot without a FallbackIntent says nothing to what it does not understand.", async () => {
  const [answer] = await converse(await madeBot(botFiles({ Go: { utterances: ["go"] } })), ["qwerty"]);
  expect(summary(answer ?? {})).toEqual({ says: [], action: "Close", intent: "FallbackIntent ReadyForFulfillment" });
});

describe("Request attributes that callers may set:", () => {
  const ssml = (value: string) => ({ message: { ssmlMessage: { value } } });
  const CARD = { message: { imageResponseCard: { title: "A card" } } };
  const SPOKEN: MadeIntent = {
    utterances: ["go"],
    intentClosingSetting: {
      closingResponse: {
        messageGroupsList: [
          { ...ssml("<speak>a</speak>"), variations: [(plain("a") as { message: unknown }).message] },
          CARD,
        ],
      },
    },
  };
  const said = async (requestAttributes: Record<string, string>, intent = SPOKEN) => {
    const bot = await madeBot(botFiles({ Go: intent, FallbackIntent: FALLBACK }));
    const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
    const { messages } = await runtime.recognizeText(pathOf(bot), { text: "go", requestAttributes });
    return (messages ?? []).map(({ contentType }) => contentType);
  };

  test("accept-content-types says messages of these types alone, and cards.", async () => {
    const types = (wanted: string) => said({ "x-amz-lex:accept-content-types": wanted });
    expect(await types("PlainText")).toEqual(["PlainText", "ImageResponseCard"]);
    expect(await types("CustomPayload, SSML")).toEqual(["SSML", "ImageResponseCard"]);
  });

  test("a message group without one of these types refuses the turn.", async () => {
    await expect(said({ "x-amz-lex:accept-content-types": "CustomPayload" })).rejects.toMatchObject({
      status: 400,
      message: "A message group has no usable message: none is of CustomPayload.",
    });
  });

  test("with intent-switch DISABLE no other intent takes over while something is asked for.", async () => {
    const bot = await madeBot(
      botFiles({
        Order: { utterances: ["order"], slots: { Count: asksFor("AMAZON.Number", "How many?") } },
        Cancel: { utterances: ["cancel it"], ...CLOSING },
        FallbackIntent: FALLBACK,
      }),
    );
    const intents = async (requestAttributes: Record<string, string>) => {
      const runtime = createLexRuntime({ bots: [bot], now: () => NOW });
      await runtime.recognizeText(pathOf(bot), { text: "order" });
      const answer = await runtime.recognizeText(pathOf(bot), { text: "cancel it", requestAttributes });
      return answer.sessionState?.intent?.name;
    };
    expect(await intents({})).toBe("Cancel");
    expect(await intents({ "x-amz-lex:intent-switch": "DISABLE" })).toBe("Order");
  });
});
