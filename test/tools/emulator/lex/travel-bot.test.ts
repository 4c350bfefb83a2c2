import { expect, test } from "vitest";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import { converse, NOW, pathOf, summary } from "./conversation.ts";

const [travel] = (await readExport("fixtures/bots/travel-bot")).bots as [BotModel];
const BOOKING = [
  "take me to portugal",
  "on friday",
  "5 nights",
  "business class",
  "breakfast, a city tour and the transfer",
  "yes please",
];

async function last(lines: readonly string[]) {
  return summary((await converse(travel, lines)).at(-1) ?? {});
}

test("A trip is planned from the first words to the booking, with a list of extras.", async () => {
  const answers = (await converse(travel, BOOKING)).map(summary);
  expect(answers.map(({ action }) => action)).toEqual([
    "ElicitSlot Departure",
    "ElicitSlot Nights",
    "ElicitSlot Cabin",
    "ElicitSlot Extras",
    "ConfirmIntent",
    "Close",
  ]);
  expect(answers[4]?.says).toEqual([
    "5 nights in Lisbon from 2026-11-27, flying business, with breakfast, a city tour and the transfer. Shall I book it?",
  ]);
  expect(answers[5]).toEqual({
    says: [
      "Your trip to Lisbon is booked. The reference is TC4711.",
      '{"type": "itinerary", "destination": "Lisbon", "departure": "2026-11-27", "nights": "5"}',
      "[Anything else?]",
    ],
    action: "Close",
    intent: "PlanTrip Fulfilled",
  });
});

test("Insurance is only understood after a booking, and then knows the trip.", async () => {
  expect((await last(["add insurance"])).says[0]).toBe("Sorry, I did not get that.");
  const [offer, done] = (await converse(travel, [...BOOKING, "add insurance", "no"])).map(summary).slice(-2);
  expect(offer?.says).toEqual(["Good idea.", "Should it cover your luggage, too?"]);
  expect(done?.says).toEqual(["Done: your trip to Lisbon is insured (luggage: No)."]);
});

test("The cabin of the last trip is taken for the next one without a question.", async () => {
  const again = await converse(travel, [...BOOKING, "plan a trip to Kyoto on friday", "3"]);
  expect(again.at(-1)?.sessionState?.sessionAttributes).toEqual({ preferredCabin: "business" });
  expect(summary(again.at(-1) ?? {}).action).toBe("ElicitSlot Extras");
});

test.each([
  ["45", "We plan stays of up to 30 nights. How many shall it be?"],
  ["0", "At least one night, please. How many shall it be?"],
])("A stay of %s nights is asked for again, with the reason.", async (nights, why) => {
  expect(await last(["take me to Porto", "tomorrow", nights])).toEqual({
    says: [why],
    action: "ElicitSlot Nights",
    intent: "PlanTrip InProgress",
  });
});

test.each([
  [["find my booking", "TC4711"], "Booking TC4711 is confirmed. See you soon!"],
  [["my reference is AB1234"], "I can't find AB1234. Our references begin with TC."],
  [["find my booking", "4711"], "It has two letters and four figures, as in TC4711. What is it?"],
  [["help"], 'I can plan a trip ("two weeks in Kyoto"), find a booking, and insure a trip that you have booked.'],
  [["plan a trip", "stop"], "All right, we can go on any time."],
  [["mumble", "mumble"], "I am still lost. A colleague will write to you soon."],
])("%j → %s", async (lines, text) => {
  expect((await last(lines)).says[0]).toBe(text);
});

test("A booking is forgotten after so many turns, and after so much time.", async () => {
  let now = NOW;
  const runtime = createLexRuntime({ bots: [travel], now: () => now });
  const say = async (sessionId: string, text: string) => runtime.recognizeText(pathOf(travel, sessionId), { text });
  const active = async (sessionId: string, text: string) => {
    const contexts = (await say(sessionId, text)).sessionState?.["activeContexts"] as
      | { timeToLive: object }[]
      | undefined;
    return contexts?.map(({ timeToLive }) => timeToLive);
  };
  for (const line of BOOKING.slice(0, -1)) await say("ana", line);
  const seconds = (timeToLiveInSeconds: number, turnsToLive: number) => [{ timeToLiveInSeconds, turnsToLive }];
  expect(await active("ana", "yes")).toEqual(seconds(600, 5));
  now += 250_000;
  expect(await active("ana", "help")).toEqual(seconds(350, 4));
  for (const left of [3, 2, 1]) expect(await active("ana", "help")).toEqual(seconds(350, left));
  expect(await active("ana", "help")).toBeUndefined();
  expect(summary(await say("ana", "add insurance")).intent).toBe("");

  for (const line of BOOKING) await say("ben", line);
  now += 290_000;
  await say("ben", "help");
  now += 290_000;
  expect(await active("ben", "help")).toEqual(seconds(20, 3));
  now += 20_000;
  expect(summary(await say("ben", "add insurance")).intent).toBe("");
});

test("Every sample utterance without a slot is understood as its own intent, where nothing must come before.", async () => {
  const intents = travel.locales[0]?.intents.filter(({ inputContexts }) => inputContexts.length === 0) ?? [];
  for (const { name, utterances } of intents) {
    for (const utterance of utterances.filter((one) => !one.includes("{"))) {
      const [answer] = await converse(travel, [utterance]);
      const [best] = (answer?.interpretations ?? []) as { intent: { name: string } }[];
      expect(best?.intent.name, utterance).toBe(name);
    }
  }
});
