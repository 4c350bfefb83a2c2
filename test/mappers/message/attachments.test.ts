import { describe, expect, it } from "vitest";
import { attachmentsToAttributes, metadataToAttachments } from "../../../mappers/message/attachments.ts";

const listed = (attachments: unknown) => JSON.stringify({ attachments });

describe("attachments that Metadata lists", () => {
  it.each<[policy: string, metadata: string | null | undefined, expected: unknown]>([
    [
      "with their types",
      listed([{ name: "a.pdf", contentType: "application/pdf" }]),
      [{ name: "a.pdf", contentType: "application/pdf" }],
    ],
    [
      "with their types as AWS's chat demo writes them",
      listed([{ name: "a.pdf", fileKey: "k", size: 7, type: "application/pdf" }]),
      [{ name: "a.pdf", contentType: "application/pdf" }],
    ],
    ["without a type", listed([{ name: "a.pdf" }]), [{ name: "a.pdf", contentType: undefined }]],
    ["an empty type counts as none", listed([{ name: "a", contentType: "" }]), [{ name: "a", contentType: undefined }]],
    [
      "a type that is no text counts as none",
      listed([{ name: "a", contentType: 7 }]),
      [{ name: "a", contentType: undefined }],
    ],
    [
      "what has no name is passed over",
      listed([{}, { name: "" }, { name: 7 }, null, "a.pdf", { name: "b" }]),
      [{ name: "b", contentType: undefined }],
    ],
    ["what is no list is none", listed({ name: "a.pdf" }), []],
    ["no Metadata is none", undefined, []],
    ["Metadata that is no JSON is none", "a.pdf", []],
  ])("%s", (_policy, metadata, expected) => {
    expect(metadataToAttachments(metadata, "attachments")).toEqual(expected);
  });

  it("stand where the path says", () => {
    expect(metadataToAttachments('{"app":{"files":[{"name":"a"}]}}', "app.files")).toHaveLength(1);
  });
});

describe("attachments as request attributes", () => {
  it("are absent where there are none", () => {
    expect(attachmentsToAttributes([])).toEqual({});
  });

  it("are counted, named and typed from 1 on", () => {
    const attachments = [
      { name: "a.pdf", contentType: "application/pdf" },
      { name: "b", contentType: undefined },
    ];
    expect(attachmentsToAttributes(attachments)).toEqual({
      "CHIME.attachment.count": "2",
      "CHIME.attachment.1.name": "a.pdf",
      "CHIME.attachment.1.contentType": "application/pdf",
      "CHIME.attachment.2.name": "b",
    });
  });

  it("describe the first five, and count all", () => {
    const attributes = attachmentsToAttributes(
      Array.from({ length: 7 }, (_, at) => ({ name: `${at}`, contentType: undefined })),
    );
    expect(Object.keys(attributes)).toHaveLength(6);
    expect(attributes).toMatchObject({ "CHIME.attachment.count": "7", "CHIME.attachment.5.name": "4" });
  });

  it("are cut at 255 characters, and never hold half a character", () => {
    const name = `${"n".repeat(254)}👍`;
    const contentType = `${"t".repeat(254)}👍`;
    expect(attachmentsToAttributes([{ name, contentType }])).toMatchObject({
      "CHIME.attachment.1.name": `${"n".repeat(254)}\ufffd`,
      "CHIME.attachment.1.contentType": `${"t".repeat(254)}\ufffd`,
    });
  });
});
