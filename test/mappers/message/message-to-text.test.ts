import { describe, expect, it } from "vitest";
import { messageToText } from "../../../mappers/message/message-to-text.ts";
import { sampleMessage } from "../sample-message.ts";

describe("the words of a channel message", () => {
  it.each([
    ["an encoded text", "What%20is%20my%20balance%3F", "What is my balance?"],
    ["an encoded text beyond ASCII", "caf%C3%A9%20%F0%9F%91%8D", "café 👍"],
    ["an encoded percent sign", "100%25", "100%"],
    ["an encoded plus", "1%2B1", "1+1"],
    ["an encoded line end", "a%0Ab", "a\nb"],
    ["an encoded text once, not twice", "%2520", "%20"],
  ])("are decoded where that is certain: %s", (_policy, Content, text) => {
    expect(messageToText(sampleMessage({ Content }))).toBe(text);
  });

  it.each([
    ["plain words", "What is my balance?"],
    ["a single word", "Hello"],
    ["white space beside an escape", "50%20 off"],
    ["a line end beside an escape", "a%20b\n"],
    ["a stray percent sign", "100%"],
    ["a percent sign before no digits", "5%zz"],
    ["half a character", "%ED%A0%BD"],
    ["a broken byte sequence", "%C3"],
    ["lower-case digits, which encodeURIComponent never writes", "caf%c3%a9"],
    ["a plus, which encodeURIComponent would have encoded", "a+b%20c"],
    ["a character beside its escape", "é%20e"],
    ["an escape that was not needed", "%61%20b"],
    ["nothing", ""],
  ])("are left alone where it isn't: %s", (_policy, Content) => {
    expect(messageToText(sampleMessage({ Content }))).toBe(Content);
  });

  it.each([[null], [undefined]])("are none where Content is %s", (Content) => {
    expect(messageToText(sampleMessage({ Content }))).toBe("");
  });
});
