import { describe, expect, test } from "vitest";
import { readExport } from "../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../tools/emulator/lex/model/model.ts";
import { createLexRuntime } from "../tools/emulator/lex/runtime/runtime.ts";
import { NOW, pathOf } from "./tools/emulator/lex/conversation.ts";
import { asksFor, botFiles, FALLBACK, goesTo, madeBot, says } from "./tools/emulator/lex/made-bot.ts";

interface Told {
  readonly title: string;
  readonly turns: readonly { readonly line: string; readonly says: readonly string[] }[];
  readonly why?: string;
}
type Ask = (session: string, text: string, sessionState?: unknown) => Promise<unknown>;

const script = (name: string): Promise<unknown> => import(new URL(`../scripts/exports/${name}`, import.meta.url).href);
const { sampleOf, valueFor } = (await script("value.mjs")) as {
  sampleOf: (pattern: string) => string;
  valueFor: (slot: object, types: readonly object[], tries: number) => string;
};
const { holdScript, walkLocale } = (await script("walk.mjs")) as {
  holdScript: (ask: Ask, lines: readonly unknown[]) => Promise<Told>;
  walkLocale: (ask: Ask, locale: BotModel["locales"][number] | undefined) => Promise<Told[]>;
};

function asking(bot: BotModel, localeId = "en_US"): Ask {
  const runtime = createLexRuntime({ bots: [bot], now: () => NOW, fulfillment: "fulfilled" });
  return (session, text, sessionState) => {
    const body = sessionState === undefined ? { text } : { text, sessionState };
    return runtime.recognizeText({ ...pathOf(bot, `s-${session.replaceAll(" ", "-")}`), localeId }, body);
  };
}

test.each(["bank-bot", "travel-bot", "showcase-bot"])(
  "Every intent of %s can be begun, answered and brought to its end, in each locale.",
  async (folder) => {
    const [bot] = (await readExport(`fixtures/bots/${folder}`)).bots as [BotModel];
    for (const locale of bot.locales) {
      const walks = await walkLocale(asking(bot, locale.id), locale);
      expect(walks.filter(({ why }) => why !== undefined)).toEqual([]);
      expect(walks.length).toBeGreaterThan(1);
    }
  },
);

test("What goes wrong on the way is told with its intent and why.", async () => {
  const circle = (intent: string) => ({
    utterances: [`go to ${intent}`],
    initialResponseSetting: { nextStep: goesTo("StartIntent", { intent }) },
  });
  const bot = await madeBot(
    botFiles({
      Endless: {
        utterances: ["endless"],
        slots: {
          A: asksFor("AMAZON.Number", "A?", {
            slotCaptureSetting: {
              captureNextStep: {
                ...(goesTo("ElicitSlot", { slot: "A" }) as object),
                intent: { name: "Endless", slots: { A: { value: { interpretedValue: null } } } },
              },
            },
          }),
        },
      },
      Left: circle("Right"),
      Right: circle("Left"),
      Twin: { utterances: ["endless"] },
      FallbackIntent: FALLBACK,
    }),
  );
  const [locale] = bot.locales;
  const walks = await walkLocale(asking(bot), locale);
  expect(Object.fromEntries(walks.map(({ title, why }) => [title, why]))).toEqual({
    Endless: "It did not end within 60 turns.",
    Left: expect.stringContaining("lead in a circle"),
    Right: expect.stringContaining("lead in a circle"),
    Twin: '"endless" began Endless.',
  });
});

test("A script is held line by line, and its first wrong answer is told.", async () => {
  const bot = await madeBot(
    botFiles({
      Greet: { utterances: ["hello"], intentClosingSetting: { closingResponse: says("Hello!") } },
      FallbackIntent: FALLBACK,
    }),
  );
  const held = (lines: unknown[]): Promise<Told> => holdScript(asking(bot), lines);
  expect((await held([["hello", /^Hello!$/, "Close"]])).why).toBeUndefined();
  expect((await held([["hello", /Goodbye/, "Close"]])).why).toContain('The answer to "hello" is not like /Goodbye/');
  expect((await held([["hello", /Hello/, "ConfirmIntent"]])).why).toContain("should ConfirmIntent");
  expect((await held([["", /x/, "Close"]])).why).toContain('"" was refused');
});

describe("A text is found that a pattern matches:", () => {
  test.each([
    "[0-9]{4}",
    "[A-Z]{2}[0-9]{4}",
    "[A-Z]{3}-?[0-9]{3}",
    "^(ab|cd)+\\d{2,5}$",
    "\\w\\s\\d",
    "[^a]x?",
    "(?:yes|no)",
    "a.c",
    "[\\d]{3}",
  ])("%s", (pattern) => {
    expect(sampleOf(pattern)).toMatch(new RegExp(`^(?:${pattern})$`));
  });
});

test("A value is the type's own, the next one at another try, and several for a list.", () => {
  const types = [{ name: "Hues", resolution: "TOP_RESOLUTION", values: [{ value: "red" }, { value: "blue" }] }];
  expect(valueFor({ typeName: "Hues", multiple: false }, types, 0)).toBe("red");
  expect(valueFor({ typeName: "Hues", multiple: false }, types, 3)).toBe("blue");
  expect(valueFor({ typeName: "Hues", multiple: true }, types, 0)).toBe("red, blue");
  expect(valueFor({ typeName: "AMAZON.EmailAddress" }, types, 0)).toBe("ana@example.com");
});
