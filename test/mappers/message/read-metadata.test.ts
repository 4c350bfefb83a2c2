import { describe, expect, it } from "vitest";
import { markToMetadata, metadataToMark, readMetadata } from "../../../mappers/message/metadata.ts";

describe("a path into the application's Metadata", () => {
  it.each<[policy: string, metadata: string | null | undefined, path: string, value: unknown]>([
    ["names a member", '{"a":1}', "a", 1],
    ["leads down", '{"a":{"b":{"c":2}}}', "a.b.c", 2],
    ["may end at an object", '{"a":{"b":3}}', "a", { b: 3 }],
    ["prefers a member that is itself named with dots", '{"a.b":4,"a":{"b":5}}', "a.b", 4],
    ["counts in lists", '{"a":["x","y"]}', "a.1", "y"],
    ["gives null where null is", '{"a":null}', "a", null],
    ["may follow white space", ' \n{"a":6}', "a", 6],
    ["stops at what is absent", '{"a":{}}', "a.b.c", undefined],
    ["stops at null", '{"a":null}', "a.b", undefined],
    ["stops at a text", '{"a":"text"}', "a.length", undefined],
    ["sees no inherited member", '{"a":{}}', "a.constructor", undefined],
    ["sees no inherited member at the top", "{}", "toString", undefined],
    ["finds nothing in a list", "[1]", "0", undefined],
    ["finds nothing in a number", "7", "toFixed", undefined],
    ["finds nothing in broken JSON", '{"a":', "a", undefined],
    ["finds nothing in words", "hello {", "a", undefined],
    ["finds nothing in nothing", "", "a", undefined],
    ["finds nothing in null", null, "a", undefined],
    ["finds nothing where there is none", undefined, "a", undefined],
  ])("%s", (_policy, metadata, path, value) => {
    expect(readMetadata(metadata, path)).toEqual(value);
  });
});

describe("the mark of a part in Metadata", () => {
  it("is read back as it was written", () => {
    const mark = { reply: "r1", part: 2, parts: 3 };
    expect(metadataToMark(markToMetadata(mark))).toStrictEqual(mark);
    expect(metadataToMark(markToMetadata({ ...mark, replaced: true }))).toStrictEqual({ ...mark, replaced: true });
    expect(metadataToMark(JSON.stringify({ "CHIME.LEX.part": { ...mark, replaced: 1 } }))).toStrictEqual(mark);
  });

  it.each([
    ["whose reply is no text", '{"CHIME.LEX.part":{"reply":7,"part":1,"parts":1}}'],
    ["whose part is no number", '{"CHIME.LEX.part":{"reply":"r1","part":"1","parts":1}}'],
    ["whose part isn't whole", '{"CHIME.LEX.part":{"reply":"r1","part":0.5,"parts":1}}'],
    ["whose number of parts is none", '{"CHIME.LEX.part":{"reply":"r1","part":1,"parts":"1"}}'],
    ["that is null", '{"CHIME.LEX.part":null}'],
  ])("is none %s", (_policy, metadata) => {
    expect(metadataToMark(metadata)).toBeUndefined();
  });
});
