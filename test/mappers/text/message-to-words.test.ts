import { describe, expect, it } from "vitest";
import { messageToWords } from "../../../mappers/text/message-to-words.ts";

const wordsOf = (content: string) => messageToWords({ contentType: "CustomPayload", content });

describe("a plain text", () => {
  it.each(['Send {"a":1} to us', "See %7B%22a%22", "5", "!", "€", "a"])(
    "is words with anything to see in it: %s",
    (content) => {
      expect(messageToWords({ contentType: "PlainText", content })).toBe(content);
    },
  );

  it.each([" ", "\n\u200b", "\u0301"])("is none with nothing to see in it: %j", (content) => {
    expect(messageToWords({ contentType: "PlainText", content })).toBeUndefined();
  });
});

describe("a custom payload", () => {
  it.each([
    "1=Balance 2=Transfer",
    "1 = Balance\n2 = Transfer",
    "Costs <5 EUR",
    "More than > 5 kg",
    "See https://bank.example/accounts/overview?tab=balance&year=2026 for more",
    "Hello",
    "9 = Help 10 = Other",
    "See http://bank.example/accounts/overview?tab=balance&year=2026 for more",
    'He said "no"',
    '5" or 6"',
  ])("that is words is read as they are: %s", (content) => {
    expect(wordsOf(content)).toBe(content);
  });

  it.each([
    '{"a":1}',
    "a=1&b=2",
    "intent=Balance",
    "x1=Balance",
    "<b>Hello</b>",
    "Hello <br>",
    "{{name}}",
    `a ${"x".repeat(41)}`,
    '<a href="https://bank.example">',
    "see https://bank.example/{id}",
    "12",
    "<5",
    '"quoted"',
    ' "quoted"',
    "https://a.example/a/long/path/to/a/page/of/ours",
    "https://a.example/?a=1",
  ])("that is none isn't: %s", (content) => {
    expect(wordsOf(content)).toBeUndefined();
  });
});
