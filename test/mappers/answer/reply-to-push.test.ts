import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  GENERIC_PUSH_TEXT,
  type PushMode,
  type PushRules,
  replyToPush,
} from "../../../mappers/answer/reply-to-push.ts";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { Reply } from "../../../mappers/shapes/reply.ts";
import { anyText, lexMessage } from "../../properties/arbitraries.ts";

const facts = { sessionId: "s1" };
const preview: PushRules = { push: "preview", title: "BankBot" };
const text = (content: string, contentType = "PlainText"): LexMessage => ({ contentType, content });
const card = (title: string, about: object = {}): LexMessage => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title, buttons: [{ text: "Yes", value: "yes" }], ...about },
});
const reply = (...messages: LexMessage[]): Reply => ({ kind: "messages", messages, facts });
const bodyOf = (...messages: LexMessage[]) => replyToPush(reply(...messages), preview)?.Body;
const ENVELOPE = '{"Messages":[{"Content":"Hello!","ContentType":"PlainText"}]}';

describe("the push notification of a reply", () => {
  it("says who speaks and what", () => {
    expect(replyToPush(reply(text("Your balance is 12.50 EUR.")), preview)).toStrictEqual({
      Title: "BankBot",
      Body: "Your balance is 12.50 EUR.",
      Type: "DEFAULT",
    });
  });

  it.each<[policy: string, messages: LexMessage[], body: string]>([
    ["is the first text", [text("One"), text("Two")], "One"],
    ["is a text before a card's title, whatever their order", [card("Title"), text("Words")], "Words"],
    ["is a card's title where there is no text", [card("Which account?"), card("Other")], "Which account?"],
    ["is a card's title, whatever signs are in it", [card("Save {5} | <20")], "Save {5} | <20"],
    ["is a card's subtitle where its title is blank", [card(" ", { subtitle: "Sub" })], "Sub"],
    ["is the next card's title where a card has neither", [card(""), card("Other")], "Other"],
    ["is the words beside a card's title", [{ ...card("Title"), content: "Beside it" }], "Beside it"],
    ["has no SSML", [text("<speak>One<break/>two &amp; three</speak>", "SSML")], "One two & three"],
    ["has no Markdown", [text("# **Hello** [there](https://a.example)")], "Hello there"],
    ["is one line", [text("One\n\n two\u2028three\u0085four\tfive")], "One two three four five"],
    [
      "passes over what has nothing to see",
      [text(" \u200b\n"), text("<speak><break/></speak>", "SSML"), text("Two")],
      "Two",
    ],
    ["passes over what is only marks", [text("---"), text("Two")], "Two"],
    ["passes over a custom payload that is JSON", [text('{"template":"x"}', "CustomPayload"), text("Two")], "Two"],
    [
      "is a custom payload that is plain words",
      [text("Your order is on its way: 3 parcels!", "CustomPayload")],
      "Your order is on its way: 3 parcels!",
    ],
    ["passes over an envelope", [text(ENVELOPE), card("Title")], "Title"],
    ["passes over an error's envelope", [text(' { "Code":403}'), card("Title")], "Title"],
    ["passes over an envelope that is cut off", [text(ENVELOPE.slice(0, 30)), card("Title")], "Title"],
    ["passes over an envelope that is percent-encoded", [text(encodeURIComponent(ENVELOPE)), card("Title")], "Title"],
    ["passes over a list of objects", [text('[{"a":1}]'), card("Title")], "Title"],
    ["passes over an envelope in a title", [card(ENVELOPE), card("Title")], "Title"],
    ["may begin with a bracket or a brace that is no JSON", [text("[1] {name}, hello")], "[1] {name}, hello"],
    ["says that there is one where nothing in it is readable", [text('{"a":1}', "CustomPayload")], GENERIC_PUSH_TEXT],
    ["is well-formed", [text("a\ud83db")], "a\ufffdb"],
  ])("%s", (_policy, messages, body) => {
    expect(bodyOf(...messages)).toBe(body);
  });

  it.each([
    ["JSON", '{"a":1}'],
    ["a list", "[1, 2]"],
    ["a JSON text", '"Hello there"'],
    ["markup", "<b>Hello</b>"],
    ["a template", "Hello {{name}}"],
    ["an assignment", "template=balance"],
    ["an address", "https://a.example/a/long/path/to/a/page/of/ours"],
    ["encoded data", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJzdWIi"],
    ["a table", "a | b"],
    ["numbers alone", "12 34"],
  ])("never shows a custom payload that is %s", (_kind, content) => {
    expect([bodyOf(text(content, "CustomPayload")), bodyOf(text(content, "NewKind"))]).toEqual([
      GENERIC_PUSH_TEXT,
      GENERIC_PUSH_TEXT,
    ]);
  });

  it("ends a long text at a word, with a mark, within its length in whole characters", () => {
    expect(bodyOf(text(`${"x".repeat(145)} yyyyyyyy`))).toBe(`${"x".repeat(145)}…`);
    expect(bodyOf(text("x".repeat(150)))).toBe("x".repeat(150));
    expect(bodyOf(text(`${"x".repeat(148)}👍👍`))).toBe(`${"x".repeat(148)}…`);
  });

  it("has a title within its length, on one line, and none where it is blank", () => {
    const titled = (title: string) => replyToPush(reply(text("Hi")), { push: "preview", title });
    expect(titled(`Bank\n${"b".repeat(60)}`)?.Title).toBe(`Bank ${"b".repeat(44)}…`);
    expect(titled(" \n ")).toStrictEqual({ Body: "Hi", Type: "DEFAULT" });
  });

  it.each<[policy: string, genericText: string | undefined, body: string]>([
    ["a text of its own", undefined, GENERIC_PUSH_TEXT],
    ["the text that is configured", "Neue Nachricht", "Neue Nachricht"],
    ["a text of its own where the configured one is blank", " \n", GENERIC_PUSH_TEXT],
    ["the configured text within its length", "a".repeat(200), `${"a".repeat(149)}…`],
  ])("says in generic %s, and nothing of the content", (_policy, genericText, body) => {
    const rules: PushRules = { push: "generic", title: "BankBot", genericText };
    expect(replyToPush(reply(text("Secret")), rules)).toStrictEqual({ Title: "BankBot", Body: body, Type: "DEFAULT" });
  });

  it.each<[policy: string, reply: Reply, modes: PushMode[]]>([
    ["push is off", reply(text("Hi")), ["off"]],
    ["the bot failed", { kind: "error", code: 403, facts }, ["off", "preview", "generic"]],
    ["the bot said nothing", { kind: "silence", facts }, ["off", "preview", "generic"]],
    ["its messages are empty", reply(text("")), ["off", "preview", "generic"]],
  ])("is none where %s", (_policy, said, modes) => {
    expect(modes.map((push) => replyToPush(said, { push, title: "BankBot" }))).toEqual(modes.map(() => undefined));
  });

  it("is within Chime's limits and holds nothing of a card's buttons or of JSON, whatever the bot says", () => {
    const messages = fc.array(
      fc.oneof(lexMessage, fc.constant(text(ENVELOPE)), fc.constant(text(ENVELOPE, "CustomPayload"))),
    );
    fc.assert(
      fc.property(
        messages,
        anyText(60),
        anyText(200),
        fc.constantFrom<PushMode>("preview", "generic"),
        (said, title, genericText, push) => {
          const notification = replyToPush(reply(...said), { push, title, genericText }) ?? { Title: "t", Body: "b" };
          for (const [value, max] of [
            [notification.Title ?? "t", 50],
            [notification.Body, 150],
          ] as const) {
            expect(value.length).toBeGreaterThanOrEqual(1);
            expect(value.length).toBeLessThanOrEqual(max);
            expect(value.isWellFormed()).toBe(true);
            expect(value).toMatch(/^.*$/);
            expect(value.trim()).toBe(value);
          }
          expect(notification.Body).not.toContain('"Messages"');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
