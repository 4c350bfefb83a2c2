import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonFaultPlace } from "../../../../tools/emulator/lex/export/json-place.ts";

it.each<[what: string, text: string, place: string]>([
  ["a letter where a value stands", '{\n  "a": x\n}', "line 2, column 8"],
  ["a comma too many", '{\r\n  "a": 1,\r\n}', "line 3, column 1"],
  ["a comma that is missing", "[1\n 2]", "line 2, column 2"],
  ["words", "nonsense", "line 1, column 2"],
  ["a name without quotes", "{a: 1}", "line 1, column 2"],
  ["something behind the value", '{"a":1}\n{}', "line 2, column 1"],
  ["a single quote", "{'a': 1}", "line 1, column 2"],
  ["a text that doesn't end", '{"a": "b', "line 1, column 9"],
  ["nothing", "", "line 1, column 1"],
  ["half an object", '{"a":\n', "line 2, column 1"],
])("tells the place of %s", (_what, text, place) => {
  expect(jsonFaultPlace(text)).toBe(place);
});

it("a comma too many is found wherever it stands, on every Node", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }), (values) => {
      const before = values.map((value) => JSON.stringify(value)).join(",\n");
      const lines = `[${before},`.split("\n");
      const column = (lines.at(-1)?.length ?? 0) + 1;
      expect(jsonFaultPlace(`[${before},,1]`)).toBe(`line ${lines.length}, column ${column}`);
    }),
  );
});
