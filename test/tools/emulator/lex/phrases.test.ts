import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import { confirmationIn } from "../../../../tools/emulator/lex/slots/confirmation.ts";
import { inDays, meant, readPhrases } from "../../../nodes/phrase-cases.ts";
import { asksFor, botFiles, FALLBACK, type Files, folderOf } from "./made-bot.ts";

const FOLDER = new URL("./phrases/", import.meta.url);

describe.each(readdirSync(FOLDER).map((file) => file.replace(".txt", "")))("In %s", (localeId) => {
  const {
    date = [],
    time = [],
    number = [],
    yes = [],
    no = [],
    neither = [],
  } = readPhrases(readFileSync(new URL(`${localeId}.txt`, FOLDER), "utf8"));

  it.each(date)("the date %s is %s days ahead", (phrase, meaning) => {
    expect(meant("AMAZON.Date", phrase, localeId)).toBe(inDays(meaning));
  });
  it.each(time)("the time %s is %s", (phrase, meaning) => {
    expect(meant("AMAZON.Time", phrase, localeId)).toBe(meaning);
  });
  it.each(number)("the number %s is %s", (phrase, meaning) => {
    expect(meant("AMAZON.Number", phrase, localeId)).toBe(meaning);
  });
  it.each(yes)("%s is a yes", (phrase) => {
    expect(confirmationIn(phrase, localeId)).toBe("Yes");
  });
  it.each(no)("%s is a no", (phrase) => {
    expect(confirmationIn(phrase, localeId)).toBe("No");
  });
  it.each(neither)("%s is asked again", (phrase) => {
    expect(["Yes", "No"]).not.toContain(confirmationIn(phrase, localeId));
  });
});

describe("In English,", () => {
  it.each([
    ["AMAZON.Duration", "an hour and a half", "PT1H30M"],
    ["AMAZON.Duration", "two and a half hours", "PT2H30M"],
    ["AMAZON.Duration", "1.5 hours", "PT1H30M"],
    ["AMAZON.Duration", "half an hour", "PT30M"],
    ["AMAZON.Duration", "half a day", "PT12H"],
    ["AMAZON.Duration", "an hour and thirty minutes", "PT1H30M"],
    ["AMAZON.Duration", "2 days, 3 hours and 5 minutes", "P2DT3H5M"],
    ["AMAZON.Duration", "2h 30m", "PT2H30M"],
    ["AMAZON.Duration", "a fortnight", "P2W"],
    ["AMAZON.Duration", "a couple of days", "P2D"],
    ["AMAZON.Duration", "about two hours please", "PT2H"],
    ["AMAZON.Duration", "one and a half weeks", "-"],
    ["AMAZON.Duration", "two or three days", "-"],
    ["AMAZON.Currency", "two dollars and fifty cents", "USD 2.50"],
    ["AMAZON.Currency", "two dollars fifty", "USD 2.50"],
    ["AMAZON.Currency", "five hundred and twenty dollars", "USD 520.00"],
    ["AMAZON.Currency", "I have 20 euros please", "EUR 20.00"],
    ["AMAZON.Currency", "£3.50", "GBP 3.50"],
    ["AMAZON.Currency", "five dollars or ten", "-"],
    ["AMAZON.Currency", "three dollars and ten dollars", "-"],
    ["AMAZON.Percentage", "fifty percent", "50%"],
    ["AMAZON.Percentage", "12.5 %", "12.5%"],
  ])("%s %s is %s", (typeName, phrase, meaning) => {
    expect(meant(typeName, phrase, "en_US")).toBe(meaning);
  });
});

describe("What a locale can't do", () => {
  const asking = (typeName: string) =>
    botFiles({ Ask: { utterances: ["ask"], slots: { A: asksFor(typeName, "A?") } }, FallbackIntent: FALLBACK });
  const inLocale = (files: Files, id: string): Files => ({
    ...files,
    "Made/BotLocales/en_US/BotLocale.json": { identifier: id, nluConfidenceThreshold: 0.4 },
  });

  it.each([
    [
      "tr_TR",
      "AMAZON.Date",
      ["Dates, times and numbers in tr_TR are read in figures only, and no words for yes and no are known."],
    ],
    ["de_DE", "AMAZON.Duration", ["AMAZON.Duration: read in English words only."]],
    ["de_DE", "AMAZON.Date", []],
    ["en_GB", "AMAZON.Duration", []],
  ])("is listed when a bot of it is loaded: %s, %s", async (id, typeName, told) => {
    const { bots } = await readExport(await folderOf(inLocale(asking(typeName), id)));
    expect(bots.flatMap(({ notes }) => notes).map(({ why }) => why)).toEqual(told);
  });

  it("is no English in silence: a bot whose language is not known reads figures, and asks again for words", () => {
    expect(meant("AMAZON.Date", "tomorrow", "tr_TR")).toBe("-");
    expect(meant("AMAZON.Date", "25.12.2026", "tr_TR")).toBe("2026-12-25");
    expect(meant("AMAZON.Number", "1.234,5", "tr_TR")).toBe("1234.5");
    expect(confirmationIn("yes", "tr_TR")).toBeUndefined();
  });

  it.each([
    ["de_DE", "AMAZON.Country", "Frankreich", "Frankreich"],
    ["de_DE", "AMAZON.Percentage", "3,5 Prozent", "3.5%"],
    ["fr_FR", "AMAZON.Currency", "12,50 €", "EUR 12.50"],
  ])("leaves what it can: in %s, %s %s is %s", (localeId, typeName, phrase, meaning) => {
    expect(meant(typeName, phrase, localeId)).toBe(meaning);
  });
});
