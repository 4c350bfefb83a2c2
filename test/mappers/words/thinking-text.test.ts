import { expect, it } from "vitest";
import { LANGUAGES } from "../../../mappers/words/language.ts";
import { thinkingText } from "../../../mappers/words/thinking-text.ts";

it("asks a waiting person for a moment in every language, each its own, and in English for any other", () => {
  const texts = LANGUAGES.map(thinkingText);
  expect(texts.filter((text) => !/^\S{2}.{5,40}…$/u.test(text))).toEqual([]);
  expect(new Set(texts).size).toBe(LANGUAGES.length);
  expect(["de_AT", "ko_KR", ""].map(thinkingText)).toEqual([
    "Einen Moment bitte …",
    "One moment please …",
    "One moment please …",
  ]);
});
