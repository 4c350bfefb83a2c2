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

  it.each([
    ["إنسان", "إنسان؟"],
    ["إنسان", "إنسان،"],
    ["人工", "人工。"],
    ["もう一度", "もう一度。"],
    ["शुरू", "शुरू।"],
    ["من جديد", "من جديد؟"],
    ["Ein Mensch", "Ein Mensch…“"],
  ])("whatever the script of the punctuation at its end: %s, %s", (phrase, text) => {
    expect(saysPhrase(text, [phrase])).toBe(true);
    expect(saysPhrase(phrase, [text])).toBe(true);
  });

  it.each([
    "Bitte  ein Mensch",
    "Bitte\u00a0ein\tMensch",
    "\u200fBitte ein Mensch\u200e",
    "\u061cBitte ein \u202bMensch!\u202c",
  ])("whatever the white space between its words, and with marks of direction: %j", (text) => {
    expect(saysPhrase(text, ["Bitte ein Mensch"])).toBe(true);
    expect(saysPhrase("bitte ein mensch", [text])).toBe(true);
  });

  it("and punctuation alone is a phrase of its own", () => {
    expect(saysPhrase(" ? ", ["?"])).toBe(true);
    for (const text of ["!", "", " ", "\u200f", "hello?"]) expect(saysPhrase(text, ["?", "\u200f"])).toBe(false);
  });

  it("but a joiner within a word is part of it", () => {
    expect(saysPhrase("می\u200cخواهم", ["میخواهم"])).toBe(false);
  });

  it("but not where there are none", () => {
    expect(saysPhrase("agent", [])).toBe(false);
  });
});
