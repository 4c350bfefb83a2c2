import { describe, expect, it } from "vitest";
import { isBlank } from "../../../mappers/shapes/is-blank.ts";

describe("a text that shows nothing", () => {
  it.each([
    ["nothing at all", ""],
    ["white space", " \t\n\u00a0\u3000"],
    ["zero-width characters", "\u200b\u200c\u200d\u2060\ufeff"],
    ["marks of direction, and a soft hyphen", "\u200e\u200f\u202e\u00ad"],
    ["fillers of Hangul and Braille", "\u3164\u115f\uffa0\u2800"],
    ["a variation selector alone", "\ufe0f"],
  ])("%s", (_what, text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(["a", " . ", "0", "👩‍👩‍👧", "\u200bא", "-"])("is not %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
