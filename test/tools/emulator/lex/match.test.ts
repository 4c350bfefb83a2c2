import { describe, expect, test } from "vitest";
import { createMatcher } from "../../../../tools/emulator/lex/match/match.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { recognisersOf } from "../../../../tools/emulator/lex/slots/recognisers.ts";
import { kinship } from "../../../../tools/emulator/lex/words/kinship.ts";
import { NOW } from "./conversation.ts";
import { botFiles, FALLBACK, madeBot } from "./made-bot.ts";

const COLOUR = {
  slotTypeValues: [
    { sampleValue: { value: "red" }, synonyms: [{ value: "deep scarlet" }] },
    { sampleValue: { value: "blue" }, synonyms: null },
  ],
  valueSelectionSetting: { resolutionStrategy: "TOP_RESOLUTION" },
};

const shop = await madeBot(
  botFiles(
    {
      Order: {
        utterances: ["I want to order a {Colour} bike", "order a bike", "buy a bike"],
        slots: { Colour: { slotTypeName: "Colour" }, Day: { slotTypeName: "AMAZON.Date" } },
      },
      Repair: {
        utterances: ["my bike is broken", "repair my bike", "my {Colour} bike is broken"],
        slots: { Colour: { slotTypeName: "Colour" } },
      },
      Name: {
        utterances: ["my name is {First}", "{First} speaking"],
        slots: { First: { slotTypeName: "AMAZON.FirstName" } },
      },
      Stop: { parentIntentSignature: "AMAZON.StopIntent", sampleUtterances: null },
      FallbackIntent: FALLBACK,
    },
    { Colour: COLOUR },
  ),
);

function matcherOf(bot: BotModel) {
  const [locale] = bot.locales;
  if (locale === undefined) throw new Error("no locale");
  return createMatcher(locale, recognisersOf(locale));
}

const match = matcherOf(shop);

function best(text: string): [name: string | undefined, score: number, slots: Record<string, string | null>] {
  const [first] = match(text, NOW);
  const slots = Object.entries(first?.slots ?? {}).map(([name, value]) => [
    name,
    value.value?.interpretedValue ?? null,
  ]);
  return [first?.intent.name, first?.score ?? 0, Object.fromEntries(slots)];
}

describe("A text that is a sample utterance scores 1:", () => {
  test.each([
    ["order a bike", "Order", {}],
    ["Order a BIKE!", "Order", {}],
    ["I want to order a red bike", "Order", { Colour: "red" }],
    ["my deep scarlet bike is broken", "Repair", { Colour: "red" }],
    ["stop", "Stop", {}],
  ])("%s → %s", (text, name, slots) => {
    expect(best(text)).toEqual([name, 1, slots]);
  });
});

describe("A text near a sample utterance is still that intent's, with a lower score:", () => {
  test.each([
    ["could you please repair my bike", "Repair", {}],
    ["I would like to buy a blue bike", "Order", { Colour: "blue" }],
    ["repiar my bike", "Repair", {}],
    ["order a bike for friday", "Order", { Day: "2026-11-27" }],
    ["my name is Ana", "Name", { First: "Ana" }],
  ])("%s → %s", (text, name, slots) => {
    const [found, score, filled] = best(text);
    expect([found, filled]).toEqual([name, slots]);
    expect(score).toBeGreaterThanOrEqual(0.6);
    expect(score).toBeLessThan(1);
  });
});

test.each(["what is the weather like", "qwerty", "the a is to", "?!", "😀", "x".repeat(1024), "bananas ".repeat(128)])(
  "A text that is like no utterance stays below the usual threshold: %s",
  (text) => {
    expect(best(text)[1]).toBeLessThan(0.4);
  },
);

test("A slot that takes any words does not speak for an utterance that has words of its own.", () => {
  expect(match("qwerty", NOW)).toEqual([]);
});

test("Matches come best first, each intent once, and at most five.", () => {
  const matches = match("my bike", NOW);
  const scores = matches.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(matches.map(({ intent }) => intent.name)).size).toBe(matches.length);
  expect(matches.length).toBeLessThanOrEqual(5);
});

test("Scripts without spaces are matched by their characters.", async () => {
  const bot = await madeBot(
    botFiles({
      Balance: { utterances: ["残高を教えて"] },
      Hours: { utterances: ["営業時間"] },
      FallbackIntent: FALLBACK,
    }),
  );
  const [first] = matcherOf(bot)("残高を教えてください", NOW);
  expect(first?.intent.name).toBe("Balance");
  expect(first?.score).toBeGreaterThan(0.6);
});

test("Korean words are alike that begin alike: an ending or the next word is written onto them.", () => {
  expect(kinship("예약", "예약해줘")).toBe(0.9);
  expect(kinship("예약을", "예약해줘")).toBe(0.7);
  expect(kinship("호텔", "예약")).toBe(0);
  expect(kinship("book", "booking")).toBe(0);
});
