import { describe, expect, it } from "vitest";
import { attributesToMetadata, metadataToAttributes } from "../../../mappers/message/metadata.ts";

const MARK = '{"CHIME.LEX.part":{"reply":"5b1c","part":1,"parts":1}}';

describe("the attributes that an edit brings along in Metadata", () => {
  it("are all that fit into 1024 bytes, in their order, and each other one is a loss with its size in UTF-8", () => {
    const attributes = {
      first: { StringValues: ["a".repeat(500)] },
      long: { StringValues: ["é".repeat(250)] },
      last: { StringValues: ["b", "c"] },
      longer: { StringValues: ["d".repeat(500)] },
    };
    const { metadata, losses } = attributesToMetadata(attributes, MARK);
    const { first, last } = attributes;
    expect(metadataToAttributes(metadata)).toEqual({ attributes: { first, last }, metadata: MARK });
    expect(Buffer.byteLength(metadata)).toBeLessThanOrEqual(1024);
    expect(losses).toEqual([
      { kind: "attribute", name: "long", before: 504, after: 0 },
      { kind: "attribute", name: "longer", before: 504, after: 0 },
    ]);
  });

  it("leave the Metadata as it is where there are none", () => {
    expect(attributesToMetadata({}, MARK)).toEqual({ metadata: MARK, losses: [] });
  });
});
