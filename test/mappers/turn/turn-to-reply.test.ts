import { describe, expect, it } from "vitest";
import { turnToReply } from "../../../mappers/turn/turn-to-reply.ts";

const text = { contentType: "PlainText", content: "Hello!" };
const empty = { contentType: "PlainText", content: "" };
const card = { contentType: "ImageResponseCard", imageResponseCard: { title: "What next?" } };
const facts = { sessionId: "s1" };

describe("a turn result as the bot's reply", () => {
  it("is its messages, in Lex's order, empty ones included: their loss is told where they get lost", () => {
    expect(turnToReply({ messages: [text, empty, card] }, "s1")).toEqual({
      kind: "messages",
      messages: [text, empty, card],
      facts,
    });
  });

  it("is messages where a card says something, or a text", () => {
    expect(turnToReply({ messages: [card] }, "s1").kind).toBe("messages");
    expect(turnToReply({ messages: [empty, text] }, "s1").kind).toBe("messages");
  });

  it.each([
    ["there are no messages", {}],
    ["messages are null", { messages: null }],
    ["the list is empty", { messages: [] }],
    [
      "every message is empty",
      {
        messages: [
          empty,
          { contentType: "PlainText", content: " \n\u200b\u3164" },
          { contentType: "PlainText", content: null },
          { contentType: "SSML" },
        ],
      },
    ],
    ["a card is null", { messages: [{ contentType: "ImageResponseCard", imageResponseCard: null }] }],
  ])("is silence where %s", (_policy, result) => {
    expect(turnToReply(result, "s1")).toEqual({ kind: "silence", facts });
  });

  it("carries the intent and its state, and the session that was asked for", () => {
    const result = {
      messages: [text],
      sessionId: "other",
      sessionState: { intent: { name: "CheckBalance", state: "InProgress" } },
    };
    expect(turnToReply(result, "s1").facts).toEqual({
      intentName: "CheckBalance",
      intentState: "InProgress",
      sessionId: "s1",
    });
  });

  it.each([
    ["null", { intent: { name: null, state: null } }],
    ["empty", { intent: { name: "", state: "" } }],
    ["absent", { intent: {} }],
    ["of an intent that is null", { intent: null }],
    ["of no intent", {}],
    ["of no session state", null],
  ])("leaves out names and states that are %s", (_policy, sessionState) => {
    expect(turnToReply({ messages: [text], sessionState }, "s1").facts).toStrictEqual(facts);
  });
});
