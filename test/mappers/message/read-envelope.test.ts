import { describe, expect, it } from "vitest";
import { contentToEnvelope, isEnvelope } from "../../../mappers/message/envelope.ts";

const MSGS = "application/amz-chime-lex-msgs";
const ERROR = "application/amz-chime-lex-error";
const said = '{"Messages":[{"Content":"Hello!","ContentType":"PlainText"}]}';
const hello = { kind: "messages", messages: [{ contentType: "PlainText", content: "Hello!" }] };
const foreign = { kind: "none", reason: "foreign" };
const unreadable = { kind: "none", reason: "unreadable" };

describe("a Content read as an envelope", () => {
  it.each<[policy: string, content: string, type: string | null | undefined, expected: unknown]>([
    ["raw, by its type", said, MSGS, hello],
    ["with parameters and another case in the type", said, " Application/AMZ-Chime-Lex-Msgs ; charset=utf-8", hello],
    ["by its shape alone", said, undefined, hello],
    ["by its shape, where the type is null", said, null, hello],
    ["by its shape, where the type is empty", said, "", hello],
    ["after white space", ` \n${said}`, MSGS, hello],
    ["percent-encoded", encodeURIComponent(said), MSGS, hello],
    ["percent-encoded, by its shape", encodeURIComponent(said), undefined, hello],
    [
      "with members beside, where the type says so",
      '{"Messages":[],"Extra":1}',
      MSGS,
      { kind: "messages", messages: [] },
    ],
    ["as an error", '{"Code":403}', ERROR, { kind: "error", code: 403 }],
    ["as an error, by its shape", '{"Code":403}', undefined, { kind: "error", code: 403 }],
    ["as an error, with members beside", '{"Code":403,"Messages":[]}', ERROR, { kind: "error", code: 403 }],
    ["as messages, with a code beside", '{"Code":403,"Messages":[]}', MSGS, { kind: "messages", messages: [] }],
  ])("is one: %s", (_policy, content, type, expected) => {
    expect(contentToEnvelope(content, type)).toEqual(expected);
    expect(isEnvelope(content, type)).toBe(true);
  });

  it.each<[policy: string, content: string, type: string | undefined]>([
    ["words", "Hello", undefined],
    ["no words", "", undefined],
    ["an envelope's shape under another type", said, "text/plain"],
    ["JSON with other members beside", '{"Messages":[],"Extra":1}', undefined],
    ["JSON of another shape", '{"a":1}', undefined],
    ["messages that are no list", '{"Messages":{}}', undefined],
    ["a code that is a text", '{"Code":"403"}', undefined],
    ["an empty object", "{}", undefined],
    ["a list", "[]", undefined],
    ["half of an envelope", said.slice(0, 40), undefined],
    ["half an escape", "%7B%2", undefined],
    ["an envelope that is encoded in part, which nobody writes", "{%22Code%22:403}", undefined],
    ["an envelope encoded twice", encodeURIComponent(encodeURIComponent(said)), undefined],
  ])("is foreign: %s", (_policy, content, type) => {
    expect(contentToEnvelope(content, type)).toEqual(foreign);
    expect(isEnvelope(content, type)).toBe(false);
  });

  it.each<[policy: string, content: string, type: string]>([
    ["a truncated one", said.slice(0, 40), MSGS],
    ["a truncated encoded one", encodeURIComponent(said).slice(0, 41), MSGS],
    ["half an escape", "%7B%2", MSGS],
    ["an empty one", "", MSGS],
    ["words", "Hello", ERROR],
    ["messages that are called an error", said, ERROR],
    ["an error that is called messages", '{"Code":403}', MSGS],
    ["a code that is a text", '{"Code":"403"}', ERROR],
    ["messages that are no list", '{"Messages":{}}', MSGS],
    ["a list", "[]", MSGS],
  ])("is unreadable where the type says it is one: %s", (_policy, content, type) => {
    expect(contentToEnvelope(content, type)).toEqual(unreadable);
    expect(isEnvelope(content, type)).toBe(true);
  });
});

const messagesOf = (messages: unknown) => {
  const envelope = contentToEnvelope(JSON.stringify({ Messages: messages }), MSGS);
  return envelope.kind === "messages" ? envelope.messages : envelope;
};
const cardOf = (card: unknown) => messagesOf([{ ContentType: "ImageResponseCard", ImageResponseCard: card }]);
const read = (imageResponseCard: unknown) => [{ contentType: "ImageResponseCard", imageResponseCard }];

describe("what is odd in an envelope doesn't hide the rest", () => {
  it.each<[policy: string, messages: unknown, expected: unknown]>([
    [
      "what is no object is passed over",
      [null, 7, "x", [], { ContentType: "PlainText", Content: "a" }],
      [{ contentType: "PlainText", content: "a" }],
    ],
    ["an absent type is taken for plain text", [{ Content: "a" }], [{ contentType: "PlainText", content: "a" }]],
    ["an absent type of a card is taken for a card", [{ ImageResponseCard: { Title: "T" } }], read({ title: "T" })],
    [
      "a type that is no text counts as absent",
      [{ ContentType: 7, Content: "a" }],
      [{ contentType: "PlainText", content: "a" }],
    ],
    ["an unknown type is kept", [{ ContentType: "Video", Content: "a" }], [{ contentType: "Video", content: "a" }]],
    ["a Content that is no text is left out", [{ ContentType: "SSML", Content: 7 }], [{ contentType: "SSML" }]],
    [
      "a card that is no object is left out",
      [{ Content: "a", ImageResponseCard: ["T"] }],
      [{ contentType: "PlainText", content: "a" }],
    ],
  ])("%s", (_policy, messages, expected) => {
    expect(messagesOf(messages)).toStrictEqual(expected);
  });

  it.each<[policy: string, card: unknown, expected: unknown]>([
    [
      "a whole card",
      { Title: "T", Subtitle: "S", ImageUrl: "U", Buttons: [{ Text: "t", Value: "v" }] },
      { title: "T", subtitle: "S", imageUrl: "U", buttons: [{ text: "t", value: "v" }] },
    ],
    ["texts that are none", { Title: 7, Subtitle: null, ImageUrl: {}, Buttons: "x" }, { title: "" }],
    ["no buttons", { Title: "T", Buttons: [] }, { title: "T" }],
    [
      "buttons that are no objects",
      { Title: "T", Buttons: [null, "x", [], { Text: "t", Value: "v" }] },
      { title: "T", buttons: [{ text: "t", value: "v" }] },
    ],
    [
      "a button without a text",
      { Title: "T", Buttons: [{ Value: "v" }] },
      { title: "T", buttons: [{ text: "v", value: "v" }] },
    ],
    [
      "a button without a value",
      { Title: "T", Buttons: [{ Text: "t" }] },
      { title: "T", buttons: [{ text: "t", value: "t" }] },
    ],
    ["a button without either", { Title: "T", Buttons: [{}] }, { title: "T", buttons: [{ text: "", value: "" }] }],
    [
      "a button of numbers",
      { Title: "T", Buttons: [{ Text: 1, Value: 0 }] },
      { title: "T", buttons: [{ text: "1", value: "0" }] },
    ],
    [
      "a button of what is no text",
      { Title: "T", Buttons: [{ Text: { toString: 1 }, Value: "v" }] },
      { title: "T", buttons: [{ text: "v", value: "v" }] },
    ],
  ])("in a card: %s", (_policy, card, expected) => {
    expect(cardOf(card)).toStrictEqual(read(expected));
  });
});
