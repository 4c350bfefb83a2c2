import { describe, expect, it } from "vitest";
import { saysPhrase } from "../../../mappers/text/says-phrase.ts";

const PHRASES = ["Agent, please!", "Mitarbeiter"];

describe("a text is one of the phrases", () => {
  it.each([
    "Agent, please!",
    "agent, please",
    "MITARBEITER",
    " mitarbeiter\n",
    "Mitarbeiter ?! ...",
    "Ｍｉｔａｒｂｅｉｔｅｒ",
  ])("whatever its case, its form and its end: %j", (text) => {
    expect(saysPhrase(text, PHRASES)).toBe(true);
  });

  it.each(["agent", "please", "Agent please", "Mitarbeiterin", "ein Mitarbeiter", "? Mitarbeiter", "", "?"])(
    "but not where it says less, more or something else: %j",
    (text) => {
      expect(saysPhrase(text, PHRASES)).toBe(false);
    },
  );

  it("but not where there are none", () => {
    expect(saysPhrase("agent", [])).toBe(false);
  });
});
