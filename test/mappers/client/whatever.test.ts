import { describe, expect, it } from "vitest";
import { buttonToMessage } from "../../../mappers/client/button-to-message.ts";
import { isStalePress, readPress } from "../../../mappers/client/press.ts";
import { readReply } from "../../../mappers/client/read-reply.ts";
import { replyToButtons } from "../../../mappers/client/reply-to-buttons.ts";
import { replyToText } from "../../../mappers/client/reply-to-text.ts";

const foreign = { kind: "none", reason: "foreign", trusted: false };

/** Not all clients are written in TypeScript, and a session doesn't always hand over a message. */
describe("the client's half takes whatever a client hands over", () => {
  it.each([[null], [undefined], [7], [""], ["text"], [true], [[]], [[null]], [{}], [{ Sender: null, Content: [] }]])(
    "as no message: %j",
    (given) => {
      const any = given as never;
      expect(readReply(any)).toEqual(foreign);
      expect(readPress(any)).toBeUndefined();
      expect(isStalePress(any, any)).toBe(false);
      expect(replyToText(any)).toBe("");
      expect(replyToButtons(any)).toEqual([]);
      expect(buttonToMessage(any, any)).toBeUndefined();
      expect(buttonToMessage({ text: "a", value: "a" }, any)).toBeUndefined();
    },
  );

  it("as a message whose Content was parsed already", () => {
    const Content = { Messages: [{ ContentType: "PlainText", Content: "Hello" }] } as never;
    expect(readReply({ Content, ContentType: undefined })).toMatchObject({ kind: "messages" });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(readReply({ Content: circle as never })).toEqual(foreign);
  });

  it.each([[null], [{ from: null }], [{ from: 7 }], [{ from: "arn" }]])("as options: %j", (options) => {
    expect(readReply({ Content: "Hello", Sender: { Arn: "arn" } }, options as never)).toEqual(foreign);
  });

  it("as a reply of its own making, of which it shows what can be shown", () => {
    const messages = [
      null,
      7,
      { contentType: undefined, content: { a: 1 } },
      { content: "Hello" },
      { imageResponseCard: { title: 7, imageUrl: {}, buttons: "x" } },
      { imageResponseCard: { title: "Next?", buttons: [null, {}, { value: 7 }, { value: "balance" }] } },
    ] as never;
    expect(replyToText({ kind: "messages", messages })).toBe("Hello\nNext?\n1. balance");
    expect(replyToText({ kind: "messages" } as never)).toBe("");
    expect(replyToButtons({ messages })).toEqual([{ value: "balance" }]);
  });
});
