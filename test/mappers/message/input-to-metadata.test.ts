import { describe, expect, it } from "vitest";
import { INPUT_KEY, inputToMetadata } from "../../../mappers/message/metadata.ts";

describe("the user's words in Metadata", () => {
  it.each<[policy: string, metadata: string | null | undefined, expected: string]>([
    ["stand alone where there is none", undefined, '{"CHIME.LEX.input":"Hi"}'],
    ["stand alone where it is null", null, '{"CHIME.LEX.input":"Hi"}'],
    ["stand alone where it is empty", "", '{"CHIME.LEX.input":"Hi"}'],
    ["stand alone where it is blank", " \t", '{"CHIME.LEX.input":"Hi"}'],
    ["stand alone in an empty object", "{}", '{"CHIME.LEX.input":"Hi"}'],
    ["stand alone in a spaced empty object", "{ }", '{"CHIME.LEX.input":"Hi"}'],
    ["come after what is there", '{"a":1}', '{"a":1,"CHIME.LEX.input":"Hi"}'],
    ["leave spacing as it came", '{ "a" : 1 }', '{ "a" : 1,"CHIME.LEX.input":"Hi"}'],
    ["drop only what surrounds the object", ' {"a":1}\n', '{"a":1,"CHIME.LEX.input":"Hi"}'],
    [
      "leave long numbers and repeated names as they came",
      '{"n":12345678901234567890.0,"n":1e2}',
      '{"n":12345678901234567890.0,"n":1e2,"CHIME.LEX.input":"Hi"}',
    ],
    [
      "may stand beside a deeper member of the same name",
      '{"a":{"CHIME.LEX.input":1}}',
      '{"a":{"CHIME.LEX.input":1},"CHIME.LEX.input":"Hi"}',
    ],
  ])("%s", (_policy, metadata, expected) => {
    expect(inputToMetadata("Hi", metadata)).toBe(expected);
  });

  it.each<[policy: string, metadata: string]>([
    ["is a list", "[1]"],
    ["is null as JSON", "null"],
    ["is a number", "7"],
    ["is a text", '"a"'],
    ["is no JSON", "free text"],
    ["is broken JSON", '{"a":'],
    ["has a member of that name already", `{"${INPUT_KEY}":"x"}`],
    ["holds a line end", '{"a":1,\n"b":2}'],
    ["holds a carriage return", '{"a":1,\r"b":2}'],
    ["holds a next line within a text", '{"a":"\u0085"}'],
    ["holds a line separator within a text", '{"a":"\u2028"}'],
    ["holds a paragraph separator within a text", '{"a":"\u2029"}'],
  ])("can't be kept where Metadata %s", (_policy, metadata) => {
    expect(inputToMetadata("Hi", metadata)).toBeUndefined();
  });

  it("are escaped so that Metadata stays a single line", () => {
    const words = 'a\n\r\t"\\\u0085\u2028\u2029b';
    const result = inputToMetadata(words, undefined) ?? "";
    expect(result).toBe('{"CHIME.LEX.input":"a\\n\\r\\t\\"\\\\\\u0085\\u2028\\u2029b"}');
    expect(JSON.parse(result)).toEqual({ [INPUT_KEY]: words });
  });

  it("hold U+FFFD where they held half a character", () => {
    expect(JSON.parse(inputToMetadata("a\ud83d", "") ?? "")).toEqual({ [INPUT_KEY]: "a\ufffd" });
  });

  it("fit to the last of 1024 UTF-8 bytes", () => {
    const around = '{"CHIME.LEX.input":""}'.length;
    expect(inputToMetadata("a".repeat(1024 - around), "")).toHaveLength(1024);
    expect(inputToMetadata("a".repeat(1025 - around), "")).toBeUndefined();
    expect(inputToMetadata("漢".repeat(335), "")).toBeUndefined();
  });
});
