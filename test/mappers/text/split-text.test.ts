import { describe, expect, it } from "vitest";
import { splitText } from "../../../mappers/text/split-text.ts";

const a = (length: number) => "a".repeat(length);
/** Cut many times; shorter where tests run a thousand times over. */
const LONG = process.env["HOSTILE_LENGTH"] ? 12_000 : 300_000;
const FAMILY = "👩‍👩‍👧‍👦";

describe("a text in pieces", () => {
  it.each<[policy: string, text: string, max: number, pieces: string[]]>([
    ["is whole where it fits, to the last byte", a(20), 20, [a(20)]],
    ["is whole with the space around it", "  ab \n", 20, ["  ab \n"]],
    ["is cut at a paragraph before anything else", "One. Two.\n\nThree. Four", 20, ["One. Two.", "Three. Four"]],
    ["is cut at the last of several paragraphs", "a\n\nbb\n\ncc\n\ndddddd", 14, ["a\n\nbb\n\ncc", "dddddd"]],
    [
      "is cut at a paragraph with spaces in its empty line",
      "One two.\n \t\nThree four",
      16,
      ["One two.", "Three four"],
    ],
    ["is cut at a paragraph before a later line", "abcdefgh\n\nij\nklmnop", 16, ["abcdefgh", "ij\nklmnop"]],
    [
      "is cut at a paragraph with spaces in it before a later line",
      "abcdefgh\n \t\nij\nklm",
      18,
      ["abcdefgh", "ij\nklm"],
    ],
    ["is cut at Unicode's paragraph before a later line", "abcdefgh\u2029ij\nklmnop", 16, ["abcdefgh", "ij\nklmnop"]],
    ["is cut at a line of a vertical tab before a later sentence", "abcdefgh\vij. klm", 19, ["abcdefgh", "ij. klm"]],
    ["is cut at a line where there is no paragraph", "- one. 1\n- two. 2 and", 15, ["- one. 1", "- two. 2 and"]],
    ["is cut at a sentence within its first characters", "Abcdef. gh ijkl", 12, ["Abcdef.", "gh ijkl"]],
    ["is cut at a sentence where there is no line", "One two. Three four five", 15, ["One two.", "Three four five"]],
    [
      "is cut behind the quote that ends a sentence",
      'He said "no." Then he went',
      20,
      ['He said "no."', "Then he went"],
    ],
    [
      "is cut at a word where no sentence ends in the second half",
      "A. Bcd efghij klmno",
      17,
      ["A. Bcd efghij", "klmno"],
    ],
    ["is cut at a word, which may end exactly there", "abc def ghi", 7, ["abc def", "ghi"]],
    ["is cut at any white space where there is but one early", `a\n\n${a(30)}`, 20, ["a", a(20), a(10)]],
    ["is cut between characters where there is no word", a(25), 10, [a(10), a(10), a(5)]],
    ["is cut at a sentence of a script without spaces", "残高は。次の行です", 18, ["残高は。", "次の行です"]],
    ["is cut behind the bracket that ends such a sentence", "「残高。」次の行です", 21, ["「残高。」", "次の行です"]],
    ["is not cut before the bracket that closes such a sentence", "ああ。い。」う", 15, ["ああ。", "い。」う"]],
    ["is not cut between two marks that end a sentence together", "ああ。い！？う", 15, ["ああ。", "い！？う"]],
    ["never splits an emoji of several", `${a(10)}${FAMILY}${FAMILY}`, 40, [`${a(10)}${FAMILY}`, FAMILY]],
    ["never splits an emoji behind a cut", `${a(30)}${FAMILY}${FAMILY}`, 30, [a(30), FAMILY, FAMILY]],
    [
      "never splits a letter from its marks",
      "e\u0301e\u0301e\u0301e\u0301e\u0301",
      8,
      ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"],
    ],
    [
      "splits a character only where it is longer than a piece",
      `e${"\u0301".repeat(9)}`,
      12,
      [`e${"\u0301".repeat(5)}`, "\u0301".repeat(4)],
    ],
    ["is measured as JSON writes it", '""""""""', 12, ['""""""', '""']],
    ["is measured with its control characters escaped", "\u0001\u0001\u0001", 12, ["\u0001\u0001", "\u0001"]],
    ["loses the white space at a cut, however much", `abc ${" ".repeat(50)}\n\ndef`, 12, ["abc", "def"]],
    ["loses white space at the start only where it is longer than a piece", `${" ".repeat(30)}abc`, 12, ["abc"]],
    ["keeps white space before a word that is longer than a piece", ` ${a(25)}`, 20, [` ${a(19)}`, a(6)]],
    ["loses white space at the end that doesn't fit", `abc${" ".repeat(30)}`, 12, ["abc"]],
    ["has no pieces where it is white space that doesn't fit", " ".repeat(30), 12, []],
    ["has no pieces where it is empty", "", 12, []],
  ])("%s", (_policy, text, max, pieces) => {
    expect(splitText(text, max)).toEqual(pieces);
  });

  it.each<[character: string, bytes: number]>([
    ["\u007f", 1],
    ["\u0080", 2],
    ["\u07ff", 2],
    ["\u0800", 3],
    ["\ud7ff", 3],
    ["\ue000", 3],
    ["\uffff", 3],
    ["\u{10000}", 4],
    ["\u{103ff}", 4],
    ["\u{10fc00}", 4],
    ["\u{10ffff}", 4],
  ])("is measured in UTF-8: %j takes %i bytes", (character, bytes) => {
    const pieces = splitText(character.repeat(25), 24);
    expect(pieces[0]).toBe(character.repeat(24 / bytes));
  });

  it.each<[what: string, text: string]>([
    ["letters", a(LONG)],
    ["spaces", " ".repeat(LONG)],
    ["lines", "\n".repeat(LONG)],
    ["words", "ab ".repeat(LONG / 3)],
    ["words of a wide script", "漢".repeat(LONG / 3)],
    ["marks", `e${"\u0301".repeat(LONG / 3)}`],
    ["ends of sentences", ".".repeat(LONG)],
  ])("is made in time linear to the text: %s", (_what, text) => {
    const pieces = splitText(text, 4_000);
    expect(pieces.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
  });
});
