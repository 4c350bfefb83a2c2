import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { TurnResult } from "../../../../mappers/shapes/turn.ts";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { createLexRuntime, type LexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import { ServiceError } from "../../../../tools/emulator/service-error.ts";
import { NOW, pathOf, summary } from "./conversation.ts";

const [bank] = (await readExport("fixtures/bots/bank-bot")).bots as [BotModel];
const ana = pathOf(bank);

const WORDS = [
  "check balance",
  "savings",
  "0042",
  "yes",
  "no",
  "{AccountType}",
  "__proto__",
  "constructor",
  "$20 at 5pm",
];

let now = NOW;
let runtime: LexRuntime;
beforeEach(() => {
  now = NOW;
  runtime = createLexRuntime({ bots: [bank], now: () => now });
});

async function refusal(promise: Promise<unknown>): Promise<[number, string]> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof ServiceError)) throw new Error("no ServiceError was thrown");
  return [error.status, error.name];
}

describe("What Lex refuses is refused.", () => {
  const INVALID: Record<string, [path: Partial<typeof ana>, body: unknown]> = {
    "no body": [{}, undefined],
    "no text": [{}, {}],
    "an empty text": [{}, { text: "" }],
    "1025 UTF-16 units": [{}, { text: "x".repeat(1025) }],
    "513 emojis, 1026 UTF-16 units": [{}, { text: "😀".repeat(513) }],
    "a text that is no string": [{}, { text: 7 }],
    "session attributes that are no strings": [{}, { text: "hi", sessionState: { sessionAttributes: { a: 1 } } }],
    "session attributes over 12 KB": [
      {},
      { text: "hi", sessionState: { sessionAttributes: { a: "x".repeat(13_000) } } },
    ],
    "request attributes that are a list": [{}, { text: "hi", requestAttributes: [] }],
    "a session id of one character": [{ sessionId: "a" }, { text: "hi" }],
    "a session id of 101 characters": [{ sessionId: "a".repeat(101) }, { text: "hi" }],
    "a session id with a slash, as ARNs have": [{ sessionId: "app-instance/1" }, { text: "hi" }],
    "a bot id of nine characters": [{ botId: "BANKBOT01" }, { text: "hi" }],
    "an alias that is a name": [{ botAliasId: "production-1" }, { text: "hi" }],
    "an intent that the bot lacks": [{}, { text: "hi", sessionState: { intent: { name: "Sing" } } }],
  };
  test.each(Object.entries(INVALID))("%s: ValidationException", async (_, [path, body]) => {
    expect(await refusal(runtime.recognizeText({ ...ana, ...path }, body))).toEqual([400, "ValidationException"]);
  });

  const UNKNOWN: Record<string, Partial<typeof ana>> = {
    "another bot": { botId: "OTHERBOT01" },
    "another locale": { localeId: "de_DE" },
  };
  test.each(Object.entries(UNKNOWN))("%s: ResourceNotFoundException", async (_, path) => {
    expect(await refusal(runtime.recognizeText({ ...ana, ...path }, { text: "hi" }))).toEqual([
      404,
      "ResourceNotFoundException",
    ]);
  });

  test("the longest text and any alias of the right form are taken", async () => {
    const result = await runtime.recognizeText({ ...ana, botAliasId: "PRODALIAS1" }, { text: "x".repeat(1024) });
    expect(summary(result).action).toBe("ElicitIntent");
  });
});

test("A second turn while the first holds its session is a conflict, and one of another session is not.", async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  runtime = createLexRuntime({ bots: [bank], now: () => now, latency: () => held });
  const first = runtime.recognizeText(ana, { text: "hi" });
  const other = runtime.recognizeText(pathOf(bank, "ben"), { text: "hi" });
  expect(await refusal(runtime.recognizeText(ana, { text: "hi" }))).toEqual([409, "ConflictException"]);
  release();
  await Promise.all([first, other]);
  await expect(runtime.recognizeText(ana, { text: "hi" })).resolves.toBeDefined();
});

test("A session begins afresh when it has been idle for its time to live.", async () => {
  await runtime.recognizeText(ana, { text: "check my savings balance" });
  now += 299_999;
  expect(summary(await runtime.recognizeText(ana, { text: "0042" })).action).toBe("ConfirmIntent");
  now += 300_000;
  expect(summary(await runtime.recognizeText(ana, { text: "yes" })).intent).toBe("");
});

test("Each session has its own conversation, and so has each alias.", async () => {
  await runtime.recognizeText(ana, { text: "check my savings balance" });
  const ben = await runtime.recognizeText(pathOf(bank, "ben"), { text: "0042" });
  const live = await runtime.recognizeText({ ...ana, botAliasId: "PRODALIAS1" }, { text: "0042" });
  const again = await runtime.recognizeText(ana, { text: "0042" });
  expect([ben, live, again].map((result) => summary(result).action)).toEqual([
    "ElicitIntent",
    "ElicitIntent",
    "ConfirmIntent",
  ]);
});

test("Session attributes that are sent replace the stored ones, and are kept when none are sent.", async () => {
  const turns = [
    { sessionAttributes: { a: "1", b: "2" } },
    undefined,
    { sessionAttributes: { b: "3" } },
    { sessionAttributes: {} },
  ];
  const seen: unknown[] = [];
  for (const sessionState of turns) {
    const result = await runtime.recognizeText(ana, { text: "hi", ...(sessionState ? { sessionState } : {}) });
    seen.push(result.sessionState?.sessionAttributes);
  }
  expect(seen).toEqual([{ a: "1", b: "2" }, { a: "1", b: "2" }, { b: "3" }, {}]);
});

test("Request attributes come back with the answer, and are forgotten after it.", async () => {
  const first = await runtime.recognizeText(ana, { text: "hi", requestAttributes: { "CHIME.message.id": "m1" } });
  const second = await runtime.recognizeText(ana, { text: "hi" });
  expect([first.requestAttributes, second.requestAttributes]).toEqual([{ "CHIME.message.id": "m1" }, {}]);
});

test("What a caller does to an answer does not reach the session.", async () => {
  const first = await runtime.recognizeText(ana, { text: "what is my savings balance" });
  Object.assign(first.sessionState?.intent?.slots?.["AccountType"]?.value ?? {}, { interpretedValue: "nothing" });
  const second = await runtime.recognizeText(ana, { text: "0042" });
  expect(second.messages?.[0]?.content).toContain("savings account");
});

test("GetSession tells where a conversation stands, and DeleteSession ends it.", async () => {
  expect(await refusal(runtime.getSession(ana))).toEqual([404, "ResourceNotFoundException"]);
  await runtime.recognizeText(ana, { text: "check balance" });
  expect(summary(await runtime.getSession(ana))).toEqual({
    says: ["For which account?", "[Your accounts]"],
    action: "ElicitSlot AccountType",
    intent: "CheckBalance InProgress",
  });
  expect(await runtime.deleteSession(ana)).toEqual(ana);
  expect(await refusal(runtime.getSession(ana))).toEqual([404, "ResourceNotFoundException"]);
  expect(await refusal(runtime.deleteSession(ana))).toEqual([404, "ResourceNotFoundException"]);
});

test("PutSession moves a conversation to a slot, and the next message fills it.", async () => {
  await runtime.putSession(ana, {
    sessionState: {
      sessionAttributes: { tier: "gold" },
      dialogAction: { type: "ElicitSlot", slotToElicit: "LastFour" },
      intent: { name: "CheckBalance", slots: { AccountType: { value: { interpretedValue: "credit" } } } },
    },
    messages: [{ contentType: "PlainText", content: "Which digits?" }],
  });
  const answer = await runtime.recognizeText(ana, { text: "7777" });
  expect(answer.messages?.[0]?.content).toBe("Shall I look up your credit account ending in 7777?");
  expect(answer.sessionState?.sessionAttributes).toEqual({ tier: "gold" });
  const bad = {
    sessionState: { dialogAction: { type: "ElicitSlot", slotToElicit: "Shoe" }, intent: { name: "CheckBalance" } },
  };
  expect(await refusal(runtime.putSession(ana, bad))).toEqual([400, "ValidationException"]);
});

test("The same seed, bots and requests give the same answers, request ids included, and another seed gives other ids.", async () => {
  const talk = async (seed: number) => {
    const other = createLexRuntime({ bots: [bank], now: () => NOW, seed });
    const results = [];
    for (const text of ["hi", "check balance", "savings", "nonsense"])
      results.push(await other.recognizeText(ana, { text }));
    return results;
  };
  const first = await talk(1);
  expect(await talk(1)).toEqual(first);
  const ids = new Set([...first, ...(await talk(2))].map(({ sessionState }) => sessionState?.originatingRequestId));
  expect(ids.size).toBe(8);
});

test("Two bots with one name or one id are refused, since requests could reach one of them only.", () => {
  const start = (second: BotModel) => () => createLexRuntime({ bots: [bank, second], now: () => NOW });
  expect(start(bank)).toThrow(/Two bots have the name BankBot\. Pass one of them, or give one another name/);
  expect(start({ ...bank, id: "OTHERBOT01" })).toThrow(/Two bots have the name BankBot/);
  expect(start({ ...bank, name: "Other" })).toThrow(/Two bots have the id BANKBOT001: BankBot and Other/);
});

test("A newer export takes the place of the bot with its id and name, and ends its conversations alone.", async () => {
  const other = { ...bank, id: "OTHERBOT01", name: "Other" };
  expect(runtime.addBot(other)).toBe("added");
  await runtime.recognizeText(ana, { text: "check balance" });
  await runtime.recognizeText(pathOf(other), { text: "check balance" });
  expect(runtime.addBot(bank, { replace: true })).toBe("replaced");
  expect(await refusal(runtime.getSession(ana))).toEqual([404, "ResourceNotFoundException"]);
  expect(summary(await runtime.getSession(pathOf(other))).action).toBe("ElicitSlot AccountType");
  expect(() => runtime.addBot({ ...bank, id: "NEWBOT0001" }, { replace: true })).toThrow(
    /Two bots have the name BankBot/,
  );
  expect(runtime.bots().map(({ name }) => name)).toEqual(["BankBot", "Other"]);
});

describe("Strict, no more conversations are under way at once than the alias may have:", () => {
  async function burst(botAliasId: string, count: number, strict: boolean): Promise<string[]> {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    runtime = createLexRuntime({ bots: [bank], now: () => now, latency: () => held, strict });
    const turns = Array.from({ length: count }, (_, i) =>
      runtime.recognizeText({ ...pathOf(bank, `s${i}`), botAliasId }, { text: "hi" }).then(
        () => "taken",
        ({ status, name }: ServiceError) => `${status} ${name}`,
      ),
    );
    release();
    const ends = await Promise.all(turns);
    await expect(runtime.recognizeText({ ...ana, botAliasId }, { text: "hi" })).resolves.toBeDefined();
    return ends;
  }

  test.each([
    ["TSTALIASID", 2],
    ["PRODALIAS1", 50],
  ])("%s %i.", async (alias, most) => {
    const ends = await burst(alias, most + 3, true);
    expect(ends).toEqual([...Array(most).fill("taken"), ...Array(3).fill("429 ThrottlingException")]);
  });

  test("without it as many as come.", async () => {
    expect(new Set(await burst("TSTALIASID", 60, false))).toEqual(new Set(["taken"]));
  });
});

test("PutSession with Delegate lets the bot say what comes next.", async () => {
  const answer = await runtime.putSession(ana, {
    sessionState: {
      dialogAction: { type: "Delegate" },
      intent: { name: "CheckBalance", slots: { AccountType: { value: { interpretedValue: "credit" } } } },
    },
  });
  expect(summary(answer)).toEqual({
    says: ["What are the last four digits of its number?"],
    action: "ElicitSlot LastFour",
    intent: "CheckBalance InProgress",
  });
});

test("A context that a caller sends lives as long as it says, and an empty list ends all.", async () => {
  const context = {
    name: "met",
    timeToLive: { timeToLiveInSeconds: 60, turnsToLive: 2 },
    contextAttributes: { a: "b" },
  };
  const say = async (activeContexts?: unknown[]) => {
    const state = activeContexts === undefined ? {} : { sessionState: { activeContexts } };
    return (await runtime.recognizeText(ana, { text: "hi", ...state })).sessionState?.["activeContexts"];
  };
  const left = (turnsToLive: number, timeToLiveInSeconds = 60) => [
    { ...context, timeToLive: { timeToLiveInSeconds, turnsToLive } },
  ];
  expect([await say([context]), await say()]).toEqual([left(1), undefined]);
  expect(await say([context])).toEqual(left(1));
  expect(await say([])).toBeUndefined();
  await runtime.putSession(ana, { sessionState: { activeContexts: [context] } });
  now += 30_500;
  expect((await runtime.getSession(ana)).sessionState?.["activeContexts"]).toEqual(left(2, 30));
  now += 30_000;
  expect((await runtime.getSession(ana)).sessionState?.["activeContexts"]).toBeUndefined();
});

test("Whatever the user writes, a turn answers in the shape of Lex.", async () => {
  const anything = fc.array(
    fc.oneof(fc.string({ minLength: 1, maxLength: 80, unit: "binary" }), fc.constantFrom(...WORDS)),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (lines) => {
      const fresh = createLexRuntime({ bots: [bank], now: () => NOW });
      for (const text of lines) {
        const answer = await fresh.recognizeText(ana, { text });
        expect(TurnResult.parse(answer)).toEqual(answer);
        expect(answer.interpretations?.length).toBeLessThanOrEqual(5);
        expect(answer.messages?.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 150, seed: 7 },
  );
});
