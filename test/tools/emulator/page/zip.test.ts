import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { filesToZip } from "../../../../tools/emulator/page/take-away/zip.ts";

describe("a zip of the page", () => {
  it("unpacks to exactly the files that went in, whatever their names and words", () => {
    const name = fc.stringMatching(/^[a-zé€/0-9-]{1,20}$/u);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: "grapheme", maxLength: 400 }), { maxKeys: 5 }), (files) => {
        const unpacked = unzipSync(filesToZip(files));
        const read = Object.entries(unpacked).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]);
        expect(Object.fromEntries(read)).toEqual({ ...files });
      }),
    );
  });

  it("is the same, to the byte, for the same files", () => {
    const files = { "a/case.json": "{}\n", "a/1-event.json": "[1]\n" };
    expect(filesToZip(files)).toEqual(filesToZip({ ...files }));
  });
});
