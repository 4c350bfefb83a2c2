import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TurnResult } from "../../../../mappers/shapes/turn.ts";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { createLexRuntime } from "../../../../tools/emulator/lex/runtime/runtime.ts";
import { Messages, SessionState } from "../../../../tools/emulator/lex/wire/wire.ts";
import { NOW, pathOf } from "./conversation.ts";

const bots = (
  await Promise.all(["bank-bot", "travel-bot", "showcase-bot"].map((name) => readExport(`fixtures/bots/${name}`)))
).flatMap((read) => read.bots as BotModel[]);

/** What makes a dialog go on, what makes it turn, and what has broken programs. */
const WORDS = [
  ...["yes", "no", "help", "stop", "cancel", "tomorrow", "at 5", "10 pm", "7", "45", "0042", "TC4711", "abc-123"],
  ...["portugal", "business", "breakfast and a tour", "ham, olives", "12 London", "sw1a 1aa", "savings", "big"],
  ...[
    "{Toppings}",
    "[tier]",
    "((from))",
    "#trip_booked.Destination",
    "__proto__",
    "constructor",
    "toString",
    "😀",
    "\u0000",
    " ",
    "?!",
  ],
];
const openings = bots.flatMap(({ locales }) =>
  locales.flatMap(({ intents }) => intents.flatMap(({ utterances }) => utterances)),
);
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...openings) },
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 60, unit: "binary" }) },
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(1024), "ham and ".repeat(128), "a ".repeat(512)) },
);
/** A bot by its place, so that a counterexample can be read. */
const at = fc.nat({ max: bots.length - 1 });
const botAt = (index: number): BotModel => {
  const bot = bots[index];
  if (bot === undefined) throw new Error("There is no such bot.");
  return bot;
};
const conversation = fc.record({
  at,
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  attributes: fc.option(
    fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 3 }),
  ),
});

/** What any client may rely on: the shape, and the model's own constraints on what it holds. */
function check(answer: TurnResult): void {
  expect(TurnResult.parse(answer)).toEqual(answer);
  const { messages, sessionState, interpretations = [] } = answer;
  expect(Messages.safeParse(messages ?? []).error).toBeUndefined();
  // Lex leaves the member out rather than empty.
  expect(messages).not.toEqual([]);
  const { intent, ...rest } = sessionState ?? {};
  expect(SessionState.safeParse(rest).error).toBeUndefined();
  expect(["Close", "ConfirmIntent", "ElicitIntent", "ElicitSlot"]).toContain(rest.dialogAction?.type);
  expect(intent === undefined).toBe(rest.dialogAction?.type === "ElicitIntent");

  const list = interpretations as { nluConfidence?: { score: number }; intent: { name: string } }[];
  expect(list.length).toBeGreaterThan(0);
  expect(list.length).toBeLessThanOrEqual(5);
  const scores = list.flatMap(({ nluConfidence }) => nluConfidence?.score ?? []);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  const unscored = list.filter(({ nluConfidence }) => nluConfidence === undefined);
  expect(unscored.map(({ intent: { name } }) => name)).toEqual(["FallbackIntent"]);
  expect(new Set(list.map(({ intent: { name } }) => name)).size).toBe(list.length);
}

test("Whatever is written, in whatever state a dialog is, the answer is one that Lex could give.", async () => {
  await fc.assert(
    fc.asyncProperty(conversation, async ({ at: index, lines, attributes }) => {
      const bot = botAt(index);
      const runtime = createLexRuntime({ bots, now: () => NOW });
      for (const locale of bot.locales) {
        for (const text of lines) {
          const sessionState = attributes === null ? {} : { sessionState: { sessionAttributes: attributes } };
          check(await runtime.recognizeText({ ...pathOf(bot), localeId: locale.id }, { text, ...sessionState }));
        }
      }
    }),
    { numRuns: 150, seed: 11 },
  );
});

test("A conversation goes the same way whatever is said in others meanwhile.", async () => {
  await fc.assert(
    fc.asyncProperty(conversation, conversation, async (mine, other) => {
      const alone = createLexRuntime({ bots, now: () => NOW });
      const among = createLexRuntime({ bots, now: () => NOW });
      const told = async (runtime: typeof alone, text: string) => {
        const { sessionState, ...answer } = await runtime.recognizeText(pathOf(botAt(mine.at)), { text });
        return { ...answer, sessionState: { ...sessionState, originatingRequestId: "" } };
      };
      for (const [index, text] of mine.lines.entries()) {
        const foreign = other.lines[index] ?? "hello";
        await among.recognizeText(pathOf(botAt(other.at), "ben"), { text: foreign });
        expect(await told(among, text)).toEqual(await told(alone, text));
        await among.putSession(pathOf(botAt(other.at), "cleo"), {
          sessionState: { sessionAttributes: { a: foreign } },
        });
      }
    }),
    { numRuns: 60, seed: 12 },
  );
});

test("What a session's state says, sent back with the next text, changes nothing.", async () => {
  await fc.assert(
    fc.asyncProperty(at, fc.array(fc.constantFrom(...openings, ...WORDS), { maxLength: 8 }), async (index, lines) => {
      const bot = botAt(index);
      const runtime = createLexRuntime({ bots, now: () => NOW });
      for (const text of lines) {
        const before = await runtime.recognizeText(pathOf(bot), { text });
        const { sessionAttributes } = before.sessionState ?? {};
        const echoed = await runtime.putSession(pathOf(bot), { sessionState: { sessionAttributes } });
        expect({ ...echoed.sessionState, originatingRequestId: "" }).toEqual({
          ...before.sessionState,
          originatingRequestId: "",
        });
      }
    }),
    { numRuns: 60, seed: 13 },
  );
});

describe("Whoever keeps answering gets to an end:", () => {
  test.each(["yes", "no", "7", "xyzzy", "tomorrow at 5 pm", "Ana", "ham"])(
    'also with "%s" to every question.',
    async (answer) => {
      const runtime = createLexRuntime({ bots, now: () => NOW });
      for (const [index, opening] of openings.entries()) {
        for (const bot of bots) {
          const path = pathOf(bot, `s${index}`);
          let { sessionState } = await runtime.recognizeText(path, { text: opening });
          let turns = 1;
          for (; /ElicitSlot|ConfirmIntent/.test(sessionState?.dialogAction?.type ?? "") && turns < 60; turns++) {
            ({ sessionState } = await runtime.recognizeText(path, { text: answer }));
          }
          expect(turns, `${bot.name}: ${opening}`).toBeLessThan(60);
        }
      }
    },
  );
});
