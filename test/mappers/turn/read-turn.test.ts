import { describe, expect, it } from "vitest";
import { readTurn } from "../../../mappers/turn/read-turn.ts";

const GOOD = { contentType: "PlainText", content: "Hello" };
const card = (about: object) => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title: "Next?", buttons: [{ text: "A", value: "a" }], ...about },
});
const read = (answer: unknown) => {
  const turn = readTurn(answer);
  if ("odd" in turn) return { odd: turn.odd };
  return { messages: turn.result.messages, losses: turn.losses.map(({ kind }) => kind) };
};

describe("one bad thing beside good ones costs itself, and is listed", () => {
  it.each<[what: string, messages: unknown[], left: unknown[], losses: string[]]>([
    ["a message that is none", [7, GOOD], [GOOD], ["message"]],
    ["a message without a type", [{ content: "x" }, GOOD], [GOOD], ["message"]],
    ["a content that is no text", [{ ...GOOD, content: 7 }, GOOD], [GOOD], ["message"]],
    ["a button", [card({ buttons: [{ text: "A", value: "a" }, { text: 1 }] })], [card({})], ["button"]],
    ["a list of buttons that is none", [card({ buttons: "A" })], [card({ buttons: [] })], ["button"]],
    [
      "a button without a text, without a value, or with one that is no text, and what is no button at all",
      [
        card({
          buttons: [{ text: "A", value: "a" }, { text: "A" }, { value: "a" }, { text: "A", value: 1 }, null, "A"],
        }),
      ],
      [card({})],
      ["button", "button", "button", "button", "button"],
    ],
    ["a content that is no text beside a card", [{ ...card({}), content: 7 }], [card({})], ["text"]],
    ["a card without a title and without words", [card({ title: 7 }), GOOD], [GOOD], ["message"]],
    ["a subtitle", [card({ subtitle: 7 })], [card({})], ["subtitle"]],
    ["an image", [card({ imageUrl: {} })], [card({})], ["image"]],
    ["a card without a title beside words", [{ ...GOOD, imageResponseCard: {} }], [GOOD], ["title"]],
    ["nothing", [GOOD, card({ subtitle: null })], [GOOD, card({ subtitle: null })], []],
  ])("%s", (_what, messages, left, losses) => {
    expect(read({ messages })).toEqual({ messages: left, losses });
  });

  it("an odd slot or attribute leaves the others", () => {
    const turn = readTurn({
      messages: [GOOD],
      sessionState: {
        sessionAttributes: { tier: "gold", n: 7 },
        intent: { name: "Check", state: 7, slots: { a: { value: { interpretedValue: "x" } }, b: 7, c: null } },
      },
    });
    expect(turn).toMatchObject({
      result: { sessionState: { sessionAttributes: { tier: "gold" }, intent: { name: "Check", slots: { c: null } } } },
      losses: [
        { kind: "attribute", name: "n" },
        { kind: "attribute", name: "b" },
      ],
    });
    expect("result" in turn && turn.result.sessionState?.intent?.slots).not.toHaveProperty("b");
    expect("result" in turn && turn.result.sessionState?.intent?.state).toBeUndefined();
  });

  it.each<[what: string, sessionState: unknown, left: unknown]>([
    ["a session state that is none", 7, undefined],
    ["an intent that is none", { intent: "Check" }, { intent: undefined }],
    ["an intent's name that is no text", { intent: { name: 7 } }, { intent: { name: undefined, state: undefined } }],
    ["slots that are no set", { intent: { name: "Check", slots: "a" } }, { intent: { name: "Check", slots: {} } }],
    ["attributes that are no set", { sessionAttributes: "tier" }, { sessionAttributes: {} }],
  ])("%s leaves the messages", (_what, sessionState, left) => {
    expect(readTurn({ messages: [GOOD], sessionState })).toEqual({
      result: { messages: [GOOD], sessionState: left },
      losses: [],
    });
  });

  it("a loss tells the bytes of what was lost: of a text its own, of anything else those of its JSON", () => {
    const turn = readTurn({ messages: [GOOD, "Grüße", { content: "x" }, undefined] });
    expect("losses" in turn && turn.losses).toEqual([
      { kind: "message", message: 1, before: 7, after: 0 },
      { kind: "message", message: 2, before: 15, after: 0 },
      { kind: "message", message: 3, before: 0, after: 0 },
    ]);
  });
});

describe("where nothing is left to say, silence would be a guess", () => {
  it.each<[what: string, answer: unknown, odd: string]>([
    ["an answer that is none", "hello", "the whole"],
    ["a list", [], "the whole"],
    ["messages that are no list", { messages: "hello" }, "messages"],
    ["messages that are all bad", { messages: [7, {}] }, "messages.0"],
  ])("%s can't be read", (_what, answer, odd) => {
    expect(read(answer)).toEqual({ odd });
  });

  it.each([[{}], [{ messages: null }], [{ messages: [] }], [{ sessionState: 7 }]])("%j is a silent turn", (answer) => {
    expect(read(answer)).toMatchObject({ losses: [] });
  });
});
