import { describe, expect, it } from "vitest";
import { messageToEnvelope } from "../../../mappers/message/envelope.ts";

describe("a Lex message in the envelope's spelling", () => {
  it("keeps everything that is there, in the documented order", () => {
    const message = {
      contentType: "ImageResponseCard",
      content: "Hello!",
      imageResponseCard: {
        imageUrl: "https://example.com/a.png",
        buttons: [{ value: "balance", text: "Balance" }],
        subtitle: "Today",
        title: "What next?",
      },
    };
    expect(JSON.stringify(messageToEnvelope(message))).toBe(
      '{"Content":"Hello!","ContentType":"ImageResponseCard","ImageResponseCard":{"Title":"What next?","Subtitle":"Today","ImageUrl":"https://example.com/a.png","Buttons":[{"Text":"Balance","Value":"balance"}]}}',
    );
  });

  it.each([
    ["null", { contentType: "PlainText", content: null, imageResponseCard: null }],
    ["empty", { contentType: "PlainText", content: "" }],
    ["absent", { contentType: "PlainText" }],
  ])("leaves out what is %s", (_policy, message) => {
    expect(messageToEnvelope(message)).toStrictEqual({ ContentType: "PlainText" });
  });

  it.each([
    ["null", { title: "T", subtitle: null, imageUrl: null, buttons: null }],
    ["empty", { title: "T", subtitle: "", imageUrl: "", buttons: [] }],
    ["absent", { title: "T" }],
  ])("leaves out what is %s in a card", (_policy, imageResponseCard) => {
    expect(messageToEnvelope({ contentType: "ImageResponseCard", imageResponseCard })).toStrictEqual({
      ContentType: "ImageResponseCard",
      ImageResponseCard: { Title: "T" },
    });
  });

  it("adds no members that Lex may have invented since", () => {
    const card = { title: "T", footer: "x", buttons: [{ text: "a", value: "b", style: "x" }] };
    expect(
      messageToEnvelope({ contentType: "PlainText", content: "a", tone: "x", imageResponseCard: card }),
    ).toStrictEqual({
      Content: "a",
      ContentType: "PlainText",
      ImageResponseCard: { Title: "T", Buttons: [{ Text: "a", Value: "b" }] },
    });
  });

  it("writes half a character as U+FFFD, wherever it stands", () => {
    const half = "\ud83d";
    const message = {
      contentType: half,
      content: half,
      imageResponseCard: { title: half, subtitle: half, imageUrl: half, buttons: [{ text: half, value: half }] },
    };
    expect(JSON.stringify(messageToEnvelope(message)).match(/\ufffd/g)).toHaveLength(7);
  });
});
