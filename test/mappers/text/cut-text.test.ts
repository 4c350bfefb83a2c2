import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutAtWord } from "../../../mappers/text/cut-text.ts";
import { anyText } from "../../properties/arbitraries.ts";

const family = "👩‍👩‍👧‍👦";

describe("a cut text", () => {
  it.each<[policy: string, text: string, max: number, mark: string, expected: string]>([
    ["is whole where it fits exactly", "abcdef", 6, "…", "abcdef"],
    ["is whole where it is shorter", "abc", 6, "…", "abc"],
    ["holds the mark within its length", "abcdefgh", 6, "…", "abcde…"],
    ["has no mark where none is asked for", "abcdefgh", 6, "", "abcdef"],
    ["ends at a word where one ends in its last quarter", "aaaaaaaa bbbb", 10, "", "aaaaaaaa"],
    ["ends at the last of several words", "aaa bbb ccc ddd eee", 16, "", "aaa bbb ccc ddd"],
    ["ends within a word where none ends in its last quarter", "aaaa bbbbbbbbbb", 10, "", "aaaa bbbbb"],
    ["ends within a word where one ends exactly at three quarters", "aaaaaa bbbb", 8, "", "aaaaaa b"],
    ["keeps a word that ends exactly at the cut", "aaaaaa bbb ccc", 10, "", "aaaaaa bbb"],
    ["keeps no white space at its end", "aaaaaaaa  bbbb", 9, "", "aaaaaaaa"],
    ["keeps no white space before the mark", "aaaaaaa    bbbb", 10, "…", "aaaaaaa…"],
    ["counts a line end as the end of a word", "aaaaaaaa\nbbbb", 10, "", "aaaaaaaa"],
    ["never holds half an emoji", "aaaa👍bbb", 5, "", "aaaa"],
    ["never holds part of a joined emoji", `aaaa${family}bbb`, 10, "", "aaaa"],
    ["never parts a letter from its accent", "aaae\u0301bbb", 4, "", "aaa"],
    ["never parts a carriage return from its line feed", "aaaa\r\nb", 5, "", "aaaa"],
    ["holds a whole emoji that just fits", "aaa👍bbb", 5, "", "aaa👍"],
    ["ends at a word also before an emoji that is cut off", "aaaaaaaa b👍👍", 11, "", "aaaaaaaa"],
    ["is the mark alone where there is room for nothing else", "abc", 1, "…", "…"],
    ["is the mark alone where there is no room", "abc", 0, "…", "…"],
  ])("%s", (_policy, text, max, mark, expected) => {
    expect(cutAtWord(text, max, mark)).toBe(expected);
  });

  it("is a beginning of the text, within its length, that ends where a character ends", () => {
    const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
    fc.assert(
      fc.property(anyText(60), fc.integer({ min: 1, max: 40 }), fc.constantFrom("", "…"), (text, max, mark) => {
        const cut = cutAtWord(text, max, mark);
        const isCut = text.length > max;
        const kept = isCut ? cut.slice(0, cut.length - mark.length) : cut;
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(text.startsWith(kept)).toBe(true);
        const ends = [...graphemes.segment(text)].map(({ index }) => index);
        const spaces = text.slice(kept.length).match(/^\s*/)?.[0].length ?? 0;
        const whole = Array.from({ length: spaces + 1 }, (_, at) => kept.length + at);
        expect(whole.some((end) => end === text.length || ends.includes(end))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
