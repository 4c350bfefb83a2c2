import { describe, expect, test } from "vitest";
import type { Hook, HookEvent } from "../../../../tools/emulator/lex/dialog/hooks/hook.ts";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import type { LexRuntimeOptions } from "../../../../tools/emulator/lex/runtime/runtime-options.ts";
import { NOW, pathOf, type Summary, summary } from "./conversation.ts";
import { asksFor, botFiles, FALLBACK, goesTo, type MadeIntent, madeBot, says } from "./made-bot.ts";

const CODE_HOOK = {
  isActive: true,
  enableCodeHookInvocation: true,
  invocationLabel: "Validate",
  postCodeHookSpecification: {
    successNextStep: null,
    failureResponse: says("The hook failed."),
    failureNextStep: goesTo("EndConversation"),
    timeoutResponse: says("The hook was late."),
    timeoutNextStep: goesTo("EndConversation"),
  },
};
/** A function that is called for the first words, after each answer to the count, for the captured count, and to fulfil. */
const ORDER: MadeIntent = {
  utterances: ["order", "order {Count}"],
  initialResponseSetting: {
    codeHook: { ...CODE_HOOK, invocationLabel: "Initial" },
    nextStep: goesTo("InvokeDialogCodeHook"),
  },
  slots: {
    Count: asksFor("AMAZON.Number", "How many?", {
      maxRetries: 2,
      slotCaptureSetting: {
        captureNextStep: goesTo("InvokeDialogCodeHook"),
        codeHook: CODE_HOOK,
        elicitationCodeHook: { enableCodeHookInvocation: true, invocationLabel: "Heard" },
      },
    }),
    Day: asksFor("AMAZON.Date", "When?"),
  },
  intentConfirmationSetting: {
    promptSpecification: { ...(says("Shall I?") as object), maxRetries: 1 },
    elicitationCodeHook: { enableCodeHookInvocation: true, invocationLabel: "Confirmed" },
  },
  fulfillmentCodeHook: {
    enabled: true,
    isActive: true,
    postFulfillmentStatusSpecification: {
      successResponse: says("Ordered {Count}."),
      failureResponse: says("Not ordered."),
      timeoutResponse: says("Still ordering."),
    },
  },
  intentClosingSetting: { closingResponse: says("Goodbye.") },
};
const bot = await madeBot(botFiles({ Order: ORDER, Other: { utterances: ["other"] }, FallbackIntent: FALLBACK }));

type Answer = (event: HookEvent) => unknown;

/** Sends the state back as it came, as a function does that leaves everything to the bot. */
const delegate: Answer = ({ sessionState }) => ({
  sessionState: { ...sessionState, dialogAction: { type: "Delegate" } },
});

/** Holds a conversation with the bot and a function that answers by label or source, and keeps what it was called with. */
async function talk(
  lines: readonly string[],
  answers: Record<string, Answer> = {},
  options: Partial<LexRuntimeOptions> = {},
) {
  const calls: HookEvent[] = [];
  const logged: string[] = [];
  const hook: Hook = (event) => {
    calls.push(event);
    const key = event.invocationLabel ?? event.invocationSource;
    return (answers[key] ?? delegate)(event);
  };
  const runtime = createLexRuntime({
    bots: [bot],
    now: () => NOW,
    hooks: { Made: hook },
    log: (line) => logged.push(line),
    ...options,
  });
  const results: Summary[] = [];
  let refused: unknown;
  for (const text of lines) {
    const body = { text, requestAttributes: { from: "test" } };
    const result = await runtime.recognizeText(pathOf(bot), body).catch((thrown: unknown) => {
      refused = thrown;
    });
    if (result) results.push(summary(result));
  }
  return { results, calls, logged, refused, last: results.at(-1), runtime };
}

function state(event: HookEvent, dialogAction: object, intent: object = {}) {
  return { sessionState: { ...event.sessionState, dialogAction, intent: { ...event.sessionState.intent, ...intent } } };
}
const text = (content: string) => ({ contentType: "PlainText", content });

test("A function's text beside a card is said with it, and a context with a hyphen comes back as it was told.", async () => {
  const card = { contentType: "ImageResponseCard", content: "Look:", imageResponseCard: { title: "Card" } };
  const activeContexts = [
    { name: "paid-once", timeToLive: { timeToLiveInSeconds: 60, turnsToLive: 2 }, contextAttributes: {} },
  ];
  const answers: Hook = (event) => {
    const { sessionState } = state(event, { type: "Close" }, { state: "Fulfilled" });
    return { sessionState: { ...sessionState, activeContexts }, messages: [card] };
  };
  const { last, results, refused } = await talk(["order"], {}, { hooks: { Made: answers } });
  expect([refused, results.length, last?.says]).toEqual([undefined, 1, ["Look:"]]);
});

test.each<[what: string, length: number, strict: boolean, refused: RegExp | undefined]>([
  ["8,000 characters, as public bots say, are said", 8_000, false, undefined],
  ["more are refused with the limit", 8_001, false, /messages\.0\.content \(must be at most 8000 UTF-16 units\)/],
  ["under strict, 1,024 are said", 1_024, true, undefined],
  ["under strict, more are refused with Lex's limit", 1_025, true, /messages\.0\.content \(must be at most 1024 UTF/],
])("Of a function's message, %s.", async (_what, length, strict, told) => {
  const words = "x".repeat(length);
  const hook: Hook = (event) => ({
    ...state(event, { type: "Close" }, { state: "Fulfilled" }),
    messages: [{ contentType: "PlainText", content: words }],
  });
  const { last, refused } = await talk(["order"], {}, { hooks: { Made: hook }, strict });
  const isSaid = told === undefined;
  expect([last?.says, String(refused)]).toEqual(
    isSaid ? [[words], "undefined"] : [undefined, expect.stringMatching(told)],
  );
});

test("A function that confirms an intent without words, and without a prompt of the bot's, is no use.", async () => {
  const Plain: MadeIntent = { utterances: ["plain"], fulfillmentCodeHook: { enabled: true, isActive: true } };
  const plainBot = await madeBot(botFiles({ Plain, FallbackIntent: FALLBACK }));
  const hook: Hook = (event) => state(event, { type: "ConfirmIntent" });
  const runtime = createLexRuntime({
    bots: [plainBot],
    now: () => NOW,
    hooks: { Made: hook },
    hookFailure: "refuse",
  } as LexRuntimeOptions);
  await expect(runtime.recognizeText(pathOf(plainBot), { text: "plain" })).rejects.toThrow(
    /confirms intent Plain without messages/,
  );
});

test("A fulfilment that is switched off is none: the client fulfils.", async () => {
  const Off: MadeIntent = { utterances: ["off"], fulfillmentCodeHook: { enabled: false } };
  const offBot = await madeBot(botFiles({ Off, FallbackIntent: FALLBACK }));
  const runtime = createLexRuntime({ bots: [offBot], now: () => NOW });
  const result = await runtime.recognizeText(pathOf(offBot), { text: "off" });
  expect(summary(result).intent).toBe("Off ReadyForFulfillment");
});

test("A function that delegates leaves the dialog as it is, and is called where the bot says so.", async () => {
  const { results, calls } = await talk(["order", "many", "7", "tomorrow", "yes"]);
  expect(results.map(({ says: said }) => said)).toEqual([
    ["How many?"],
    ["How many?"],
    ["When?"],
    ["Shall I?"],
    ["Ordered 7.", "Goodbye."],
  ]);
  expect(results.at(-1)?.intent).toBe("Order Fulfilled");
  expect(calls.map(({ invocationSource, invocationLabel }) => `${invocationSource} ${invocationLabel}`)).toEqual([
    "DialogCodeHook Initial",
    "DialogCodeHook Heard",
    "DialogCodeHook Heard",
    "DialogCodeHook Validate",
    "DialogCodeHook Confirmed",
    "FulfillmentCodeHook undefined",
  ]);
});

test("The event has exactly the members and spellings of Lex V2.", async () => {
  const { calls } = await talk(["order 7"]);
  const slots = {
    Count: { shape: "Scalar", value: { originalValue: "7", interpretedValue: "7", resolvedValues: ["7"] } },
    Day: null,
  };
  const intent = { name: "Order", slots, state: "InProgress", confirmationState: "None" };
  expect(calls[0]).toEqual({
    messageVersion: "1.0",
    invocationSource: "DialogCodeHook",
    invocationLabel: "Initial",
    inputMode: "Text",
    responseContentType: "text/plain; charset=utf-8",
    sessionId: "ana",
    inputTranscript: "order 7",
    bot: {
      id: "MADEBOT001",
      name: "Made",
      aliasId: "TSTALIASID",
      aliasName: "TestBotAlias",
      localeId: "en_US",
      version: "DRAFT",
    },
    interpretations: [
      { intent, interpretationSource: "Lex", nluConfidence: 1 },
      { intent: { ...intent, name: "FallbackIntent", slots: {} }, interpretationSource: "Lex" },
    ],
    requestAttributes: { from: "test" },
    sessionState: {
      sessionAttributes: {},
      activeContexts: [],
      intent,
      originatingRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
    transcriptions: [
      {
        transcription: "order 7",
        transcriptionConfidence: 1,
        resolvedContext: { intent: "Order" },
        resolvedSlots: { Count: slots.Count },
      },
    ],
  });
});

test("The proposed next state tells what the bot would ask for, and for the how manieth time.", async () => {
  const { calls } = await talk(["order", "many", "7", "tomorrow"]);
  const proposed = calls.map(({ proposedNextState }) => [
    proposedNextState?.dialogAction.slotToElicit,
    proposedNextState?.prompt.attempt,
  ]);
  expect(proposed).toEqual([
    ["Count", "Initial"],
    ["Count", "Retry1"],
    ["Day", "Initial"],
    ["Day", "Initial"],
  ]);
});

describe("A function's answer leads the dialog:", () => {
  const CASES: Record<string, [lines: string[], answers: Record<string, Answer>, last: Summary]> = {
    "ElicitSlot with its own message asks again, also for a slot that is filled": [
      ["order", "99"],
      {
        Validate: (event) => ({
          ...state(event, { type: "ElicitSlot", slotToElicit: "Count" }),
          messages: [text("At most 9.")],
        }),
      },
      { says: ["At most 9."], action: "ElicitSlot Count", intent: "Order InProgress" },
    ],
    "ElicitSlot without messages says the bot's prompt": [
      ["order"],
      { Initial: (event) => state(event, { type: "ElicitSlot", slotToElicit: "Day" }) },
      { says: ["When?"], action: "ElicitSlot Day", intent: "Order InProgress" },
    ],
    "a slot that it emptied is asked for": [
      ["order 99"],
      { Initial: (event) => state(event, { type: "Delegate" }, { slots: { Count: null, Day: null } }) },
      { says: ["How many?"], action: "ElicitSlot Count", intent: "Order InProgress" },
    ],
    "a slot that it filled is not asked for": [
      ["order"],
      {
        Initial: (event) =>
          state(event, { type: "Delegate" }, { slots: { Count: { value: { interpretedValue: "3" } }, Day: null } }),
      },
      { says: ["When?"], action: "ElicitSlot Day", intent: "Order InProgress" },
    ],
    "ConfirmIntent asks for the confirmation": [
      ["order"],
      { Initial: (event) => ({ ...state(event, { type: "ConfirmIntent" }), messages: [text("Really?")] }) },
      { says: ["Really?"], action: "ConfirmIntent", intent: "Order InProgress" },
    ],
    "ElicitIntent begins anew": [
      ["order"],
      { Initial: (event) => ({ ...state(event, { type: "ElicitIntent" }), messages: [text("What else?")] }) },
      { says: ["What else?"], action: "ElicitIntent", intent: "" },
    ],
    "Close ends with its messages, as they are": [
      ["order 7"],
      {
        Initial: (event) => ({
          ...state(event, { type: "Close" }, { state: "Fulfilled" }),
          messages: [text("Done {Count}.")],
        }),
      },
      { says: ["Done {Count}."], action: "Close", intent: "Order Fulfilled" },
    ],
    "Close without messages says the bot's closing response": [
      ["order 7"],
      { Initial: (event) => state(event, { type: "Close" }, { state: "Fulfilled" }) },
      { says: ["Goodbye."], action: "Close", intent: "Order Fulfilled" },
    ],
    "another intent takes over": [
      ["order"],
      {
        Initial: (event) => ({
          ...state(event, { type: "Close" }, { name: "Other", slots: {}, state: "Fulfilled" }),
          messages: [text("Elsewhere.")],
        }),
      },
      { says: ["Elsewhere."], action: "Close", intent: "Other Fulfilled" },
    ],
    "it leads on after an answer that was not understood, and the prompt is not said again": [
      ["order", "a few"],
      {
        Heard: (event) => ({
          ...state(event, { type: "ElicitSlot", slotToElicit: "Day" }),
          messages: [text("Let us take five. When?")],
        }),
      },
      { says: ["Let us take five. When?"], action: "ElicitSlot Day", intent: "Order InProgress" },
    ],
    "state Failed after an answer ends the dialog": [
      ["order", "7"],
      { Heard: (event) => state(event, { type: "Delegate" }, { state: "Failed" }) },
      { says: [], action: "Close", intent: "Order Failed" },
    ],
    "a confirmation can be taken back": [
      ["order 7", "tomorrow", "yes"],
      {
        Confirmed: (event) => ({
          ...state(event, { type: "ConfirmIntent" }, { confirmationState: "None" }),
          messages: [text("Are you sure?")],
        }),
      },
      { says: ["Are you sure?"], action: "ConfirmIntent", intent: "Order InProgress" },
    ],
    "state Failed plays the hook's failure response": [
      ["order"],
      { Initial: (event) => state(event, { type: "Delegate" }, { state: "Failed" }) },
      { says: ["The hook failed."], action: "Close", intent: "Order Failed" },
    ],
    "fulfilment that closes with messages says these alone": [
      ["order 7", "tomorrow", "yes"],
      {
        FulfillmentCodeHook: (event) => ({
          ...state(event, { type: "Close" }, { state: "Fulfilled" }),
          messages: [text("Number 12.")],
        }),
      },
      { says: ["Number 12."], action: "Close", intent: "Order Fulfilled" },
    ],
    "fulfilment that failed plays the failure response": [
      ["order 7", "tomorrow", "yes"],
      { FulfillmentCodeHook: (event) => state(event, { type: "Close" }, { state: "Failed" }) },
      { says: ["Not ordered."], action: "Close", intent: "Order Failed" },
    ],
    "fulfilment can ask for a slot again": [
      ["order 7", "tomorrow", "yes"],
      {
        FulfillmentCodeHook: (event) => ({
          ...state(event, { type: "ElicitSlot", slotToElicit: "Day" }),
          messages: [text("Closed then.")],
        }),
      },
      { says: ["Closed then."], action: "ElicitSlot Day", intent: "Order InProgress" },
    ],
  };
  test.each(Object.entries(CASES))("%s.", async (_, [lines, answers, last]) => {
    expect((await talk(lines, answers)).last).toEqual(last);
  });

  test("session and request attributes that it gives are kept, and come back with the answer.", async () => {
    const { runtime } = await talk([]);
    const hooked = createLexRuntime({
      bots: [bot],
      now: () => NOW,
      hooks: {
        MADEBOT001: (event) => ({
          sessionState: { ...event.sessionState, sessionAttributes: { seen: "1" }, dialogAction: { type: "Delegate" } },
          requestAttributes: { by: "hook" },
        }),
      },
    });
    const answer = await hooked.recognizeText(pathOf(bot), { text: "order" });
    expect([answer.sessionState?.sessionAttributes, answer.requestAttributes]).toEqual([{ seen: "1" }, { by: "hook" }]);
    const without = await runtime.recognizeText(pathOf(bot), { text: "other" });
    expect(without.sessionState?.sessionAttributes).toEqual({});
  });
});

describe("A function that fails is a 424, is logged with its reason, and leaves the session as it was:", () => {
  const FAILING: Record<string, [answer: Answer, why: RegExp]> = {
    "it throws": [
      () => {
        throw new TypeError("x is undefined");
      },
      /TypeError: x is undefined/,
    ],
    "it answers nothing": [() => undefined, /does not understand, at body/],
    "it answers no dialog action": [({ sessionState }) => ({ sessionState }), /sessionState\.dialogAction/],
    "it answers ElicitSlot without a slot": [(event) => state(event, { type: "ElicitSlot" }), /without slotToElicit/],
    "it elicits a slot of no one": [
      (event) => state(event, { type: "ElicitSlot", slotToElicit: "Shoe" }),
      /elicits a slot/,
    ],
    "it names a slot of no one": [
      (event) => state(event, { type: "Delegate" }, { slots: { Shoe: null } }),
      /names a slot/,
    ],
    "it names an intent of no one": [
      (event) => state(event, { type: "Delegate" }, { name: "Sing", slots: {} }),
      /names an intent/,
    ],
    "it closes without a state": [
      ({ sessionState: { intent, ...rest } }) => ({
        sessionState: { ...rest, intent: { name: intent.name }, dialogAction: { type: "Close" } },
      }),
      /Close without/,
    ],
    "it elicits an intent without a message": [(event) => state(event, { type: "ElicitIntent" }), /without messages/],
    "its message has no content": [
      (event) => ({ ...state(event, { type: "Delegate" }), messages: [{ contentType: "PlainText" }] }),
      /of type PlainText without it/,
    ],
    "it says eleven messages": [
      (event) => ({ ...state(event, { type: "Delegate" }), messages: Array(11).fill(text("x")) }),
      /messages \(must be at most 10\)/,
    ],
  };
  test.each(Object.entries(FAILING))("%s.", async (_, [answer, why]) => {
    const { results, refused, logged, runtime } = await talk(["order", "7"], { Validate: answer });
    expect(refused).toMatchObject({
      status: 424,
      name: "DependencyFailedException",
      message: expect.stringMatching(why),
    });
    expect(logged).toEqual([
      expect.stringMatching(/^Made: the code hook failed at DialogCodeHook Validate of intent Order\. /),
    ]);
    expect(results).toHaveLength(1);
    expect(summary(await runtime.getSession(pathOf(bot))).action).toBe("ElicitSlot Count");
  });

  test("it takes too long.", async () => {
    const late: Answer = () => new Promise(() => {});
    const { refused, logged } = await talk(["order"], { Initial: late }, { hookTimeoutMs: 20 });
    expect(refused).toMatchObject({ status: 424, message: expect.stringContaining("longer than 20 ms") });
    expect(logged).toEqual([expect.stringContaining("timed out at DialogCodeHook Initial")]);
  });
});

test("With hookFailure respond, the bot's own failure and timeout responses are played.", async () => {
  const throws: Answer = () => {
    throw new Error("no");
  };
  const respond = { hookFailure: "respond", hookTimeoutMs: 20 } as const;
  const lines = ["order 7", "tomorrow", "yes"];
  const late: Answer = () => new Promise(() => {});
  const said = await Promise.all([
    talk(["order"], { Initial: throws }, respond),
    talk(["order"], { Initial: late }, respond),
    talk(lines, { FulfillmentCodeHook: throws }, respond),
    talk(lines, { FulfillmentCodeHook: late }, respond),
  ]);
  expect(said.map(({ last }) => [last?.says, last?.intent])).toEqual([
    [["The hook failed."], "Order Failed"],
    [["The hook was late."], "Order Failed"],
    [["Not ordered."], "Order Failed"],
    [["Still ordering."], "Order Failed"],
  ]);
});

test("An older export's function is called on every turn; a switched-off one never in a dialog.", async () => {
  const intent = (enabled: boolean): MadeIntent => ({
    utterances: ["go"],
    dialogCodeHook: { enabled },
    slots: {
      Count: asksFor("AMAZON.Number", "How many?", {
        slotCaptureSetting: { codeHook: CODE_HOOK, captureNextStep: goesTo("InvokeDialogCodeHook") },
      }),
    },
    fulfillmentCodeHook: { enabled: true },
    ...(enabled ? {} : { initialResponseSetting: { codeHook: CODE_HOOK, nextStep: goesTo("InvokeDialogCodeHook") } }),
  });
  const sources = async (enabled: boolean) => {
    const made = await madeBot(botFiles({ Go: intent(enabled), FallbackIntent: FALLBACK }));
    const calls: string[] = [];
    const hook: Hook = (event) => {
      calls.push(event.invocationSource);
      return delegate(event);
    };
    const runtime = createLexRuntime({ bots: [made], now: () => NOW, hooks: { Made: hook } });
    for (const line of ["go", "many", "7"]) await runtime.recognizeText(pathOf(made), { text: line });
    return calls;
  };
  const dialog = "DialogCodeHook";
  // The first words, two answers, and the captured value.
  expect(await sources(true)).toEqual([dialog, dialog, dialog, dialog, "FulfillmentCodeHook"]);
  expect(await sources(false)).toEqual(["FulfillmentCodeHook"]);
});

test("A time that is open reaches the function with both readings, and is asked for again unless it decides.", async () => {
  const made = await madeBot(
    botFiles({
      Call: {
        utterances: ["call me"],
        slots: {
          At: asksFor("AMAZON.Time", "When?", {
            slotCaptureSetting: { elicitationCodeHook: { enableCodeHookInvocation: true } },
          }),
        },
        intentClosingSetting: { closingResponse: says("At {At}.") },
      },
      FallbackIntent: FALLBACK,
    }),
  );
  const seen: unknown[] = [];
  const hook =
    (decide: boolean): Hook =>
    (event) => {
      const slot = event.sessionState.intent.slots["At"];
      seen.push(slot?.value);
      const decided = { shape: "Scalar", value: { ...(slot?.value as object), interpretedValue: "22:00" } };
      return state(event, { type: "Delegate" }, decide ? { slots: { At: decided } } : {});
    };
  const said = [];
  for (const decide of [false, true]) {
    const runtime = createLexRuntime({ bots: [made], now: () => NOW, hooks: { Made: hook(decide) } });
    await runtime.recognizeText(pathOf(made), { text: "call me" });
    said.push(summary(await runtime.recognizeText(pathOf(made), { text: "10 o'clock" })).says);
  }
  expect(said).toEqual([["When?"], ["At 22:00."]]);
  expect(seen[0]).toEqual({ originalValue: "10 o'clock", interpretedValue: null, resolvedValues: ["10:00", "22:00"] });
});
