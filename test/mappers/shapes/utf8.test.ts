import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8Length } from "../../../mappers/shapes/utf8.ts";
import { anyText } from "../../properties/arbitraries.ts";

it.each<[policy: string, text: string, bytes: number]>([
  ["nothing", "", 0],
  ["the last of one byte", "\u007f", 1],
  ["the first of two bytes", "\u0080", 2],
  ["the last of two bytes", "\u07ff", 2],
  ["the first of three bytes", "\u0800", 3],
  ["the last before the surrogates", "\ud7ff", 3],
  ["the first after them", "\ue000", 3],
  ["the last of three bytes", "\uffff", 3],
  ["the first pair", "\u{10000}", 4],
  ["the last pair", "\u{10ffff}", 4],
  ["a high surrogate alone", "\ud800", 3],
  ["a low surrogate alone", "\udc00", 3],
  ["two high surrogates", "\udbff\udbff", 6],
  ["two low surrogates", "\udc00\udc00", 6],
  ["two halves in the wrong order", "\udc00\ud800", 6],
  ["a half before a letter", "\ud83da", 4],
  ["pairs among letters", "a👍b👍", 10],
  ["a text beyond the room that is kept", "é👍".repeat(4_000), 24_000],
])("counts the bytes of %s", (_policy, text, bytes) => {
  expect(utf8Length(text)).toBe(bytes);
});

it("counts what an encoder writes, for any text", () => {
  fc.assert(
    fc.property(anyText(50), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
