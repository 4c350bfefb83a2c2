import { describe, expect, test } from "vitest";
import { answerIn } from "../../../../tools/emulator/lex/slots/answer.ts";
import { fillComposite } from "../../../../tools/emulator/lex/slots/composite.ts";
import { recognisersOf } from "../../../../tools/emulator/lex/slots/recognisers.ts";
import { NOW } from "./conversation.ts";

const recognisers = recognisersOf({
  slotTypes: [
    {
      name: "Size",
      resolution: "TOP_RESOLUTION",
      values: [
        { value: "small", synonyms: ["tiny", "very small"] },
        { value: "large", synonyms: ["big"] },
      ],
    },
    { name: "Flower", resolution: "ORIGINAL_VALUE", values: [{ value: "roses", synonyms: ["rose"] }] },
    {
      name: "Digits",
      parent: "AMAZON.AlphaNumeric",
      regexFilter: "[0-9]{4}",
      resolution: "ORIGINAL_VALUE",
      values: [],
    },
  ],
});

function answer(type: string, text: string, utterances: string[] = []) {
  return answerIn(text, recognisers(type), utterances, NOW);
}

/** NOW is Tuesday, 24 November 2026, 08:00 UTC. */
const RESOLVED: [type: string, text: string, value: string | undefined][] = [
  ["Size", "big", "large"],
  ["Size", "a VERY small one, please", "small"],
  ["Size", "lrage", "large"],
  ["Size", "purple", undefined],
  ["Flower", "Rose", "Rose"],
  ["Flower", "black dahlias", "black dahlias"],
  ["Digits", "0042", "0042"],
  ["Digits", "they are 0042.", "0042"],
  ["Digits", "00421", undefined],
  ["AMAZON.Number", "1,234.5", "1234.5"],
  ["AMAZON.Number", "twenty-five", "25"],
  ["AMAZON.Number", "two thousand one hundred and five", "2105"],
  ["AMAZON.Number", "about 7 of them", "7"],
  ["AMAZON.Number", "several", undefined],
  ["AMAZON.Date", "today", "2026-11-24"],
  ["AMAZON.Date", "the day after tomorrow", "2026-11-26"],
  ["AMAZON.Date", "on Friday", "2026-11-27"],
  ["AMAZON.Date", "tuesday", "2026-12-01"],
  ["AMAZON.Date", "in two weeks", "2026-12-08"],
  ["AMAZON.Date", "January 5th", "2027-01-05"],
  ["AMAZON.Date", "25 dec 2026", "2026-12-25"],
  ["AMAZON.Date", "12/31/2026", "2026-12-31"],
  ["AMAZON.Date", "2026-02-30", undefined],
  ["AMAZON.Date", "someday", undefined],
  ["AMAZON.Time", "5pm", "17:00"],
  ["AMAZON.Time", "at 9:30 a.m.", "09:30"],
  ["AMAZON.Time", "nine in the evening", "21:00"],
  ["AMAZON.Time", "12 am", "00:00"],
  ["AMAZON.Time", "noon", "12:00"],
  ["AMAZON.Time", "in the morning", "MO"],
  ["AMAZON.Time", "17:45", "17:45"],
  ["AMAZON.Time", "25:00", undefined],
  ["AMAZON.AlphaNumeric", "AB12", "AB12"],
  ["AMAZON.AlphaNumeric", "my code is AB12", "AB12"],
  ["AMAZON.City", "in New York", "New York"],
  ["AMAZON.Country", "the Netherlands", "Netherlands"],
  ["AMAZON.Country", "Atlantis", undefined],
  ["AMAZON.FirstName", "My name is Ana", "Ana"],
  ["AMAZON.LastName", "O'Brien", "O'Brien"],
  ["AMAZON.PhoneNumber", "+1 (206) 555-0100", "12065550100"],
  ["AMAZON.PhoneNumber", "call 206-555-0100 now", "2065550100"],
  ["AMAZON.PhoneNumber", "12", undefined],
  ["AMAZON.EmailAddress", "write to ana@bank.example.", "ana@bank.example"],
  ["AMAZON.EmailAddress", "ana at bank", undefined],
  ["AMAZON.Confirmation", "yep", "Yes"],
  ["AMAZON.Confirmation", "No, not that", "No"],
  ["AMAZON.Confirmation", "I don't know", "Don't know"],
  ["AMAZON.Confirmation", "purple", undefined],
  ["AMAZON.Duration", "an hour and 30 minutes", "PT1H30M"],
  ["AMAZON.Duration", "for three days", "P3D"],
  ["AMAZON.Percentage", "fifty percent", "50%"],
  ["AMAZON.Currency", "$20", "USD 20.00"],
  ["AMAZON.Currency", "I have 15 euros", "EUR 15.00"],
  ["AMAZON.UKPostalCode", "sw1a 1aa", "SW1A 1AA"],
  ["AMAZON.FreeFormInput", "anything at all!", "anything at all!"],
  ["AMAZON.Starship", "the Nostromo", "the Nostromo"],
];

describe("An answer resolves to its value, or is not understood:", () => {
  test.each(RESOLVED)("%s: %s → %s", (type, text, value) => {
    expect(answer(type, text)?.interpretedValue).toBe(value);
  });
});

test("A time that may be before or after noon keeps both readings open.", () => {
  expect(answer("AMAZON.Time", "10 o'clock")).toEqual({
    originalValue: "10 o'clock",
    interpretedValue: null,
    resolvedValues: ["10:00", "22:00"],
  });
});

test("TOP_RESOLUTION answers the listed value, and keeps the user's words as the original.", () => {
  expect(answer("Size", "the tiny one")).toEqual({
    originalValue: "tiny",
    interpretedValue: "small",
    resolvedValues: ["small"],
  });
});

test("ORIGINAL_VALUE keeps words that are not listed, without a resolved value.", () => {
  expect(answer("Flower", "dahlias")).toEqual({
    originalValue: "dahlias",
    interpretedValue: "dahlias",
    resolvedValues: [],
  });
});

test("A slot's sample utterance tells where its value stands.", () => {
  expect(answer("AMAZON.FirstName", "people say Bo", ["people say {Name}"])?.interpretedValue).toBe("Bo");
});

test.each<[types: string[], text: string, parts: (string | null)[]]>([
  [["AMAZON.FirstName", "AMAZON.LastName"], "Tim", ["Tim", null]],
  [["AMAZON.FirstName", "AMAZON.LastName"], "Tim Berners", ["Tim", "Berners"]],
  [["Flower", "AMAZON.City"], "roses", ["roses", null]],
  [["AMAZON.AlphaNumeric", "AMAZON.Number"], "42", [null, "42"]],
])("Of a composite slot of %j, the words %j fill %j: no word fills two parts.", (types, text, parts) => {
  const names = types.map((_, at) => ({ name: `part${at}`, typeName: types[at] ?? "", utterances: [] }));
  const needs = { kind: "all" as const, of: names.map(({ name }) => ({ kind: "part" as const, name })) };
  const filled = fillComposite(text, { parts: names, needs } as never, recognisers, NOW);
  expect(Object.values(filled?.subSlots ?? {}).map((part) => part?.value?.originalValue ?? null)).toEqual(parts);
});
