import { describe, expect, it } from "vitest";
import { readReply } from "../../../mappers/client/read-reply.ts";
import { buttonToLabel, replyToButtons } from "../../../mappers/client/reply-to-buttons.ts";
import { type ReadableReply, replyToText, type TextOptions } from "../../../mappers/client/reply-to-text.ts";
import type { LexCard, LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { errorText } from "../../../mappers/words/error-text.ts";
import { LANGUAGES } from "../../../mappers/words/language.ts";

const text = (content: string, contentType = "PlainText"): LexMessage => ({ contentType, content });
const card = (about: Partial<LexCard>): LexMessage => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title: "", ...about },
});
const reply = (...messages: LexMessage[]) => ({ kind: "messages" as const, messages });
const button = (label: string, value = label) => ({ text: label, value });
const account = card({
  title: "Which account?",
  subtitle: "You have two.",
  imageUrl: "https://a.example/m.png",
  buttons: [button("Checking"), button("Savings", "save")],
});
const spoken: TextOptions = { style: "spoken" };
const CUSTOM = "Content that can’t be shown as text";

describe("a reply as plain text", () => {
  it("has a line for each message and each member of a card, and numbered choices", () => {
    expect(replyToText(reply(text("Hello!"), account, text("Take your time.")))).toBe(
      [
        "Hello!",
        "Which account?",
        "You have two.",
        "Image: https://a.example/m.png",
        "1. Checking",
        "2. Savings",
        "Take your time.",
      ].join("\n"),
    );
  });

  it("numbers the choices through all cards, as replyToButtons lists them", () => {
    const both = reply(
      account,
      card({ buttons: [button("Neither"), button("", "blank"), button(" "), button("x", "")] }),
    );
    const lines = replyToText(both).split("\n");
    const buttons = replyToButtons(both);
    expect(lines.filter((line) => /^\d/.test(line))).toEqual(["1. Checking", "2. Savings", "3. Neither", "4. blank"]);
    expect(buttons.map((one, at) => `${at + 1}. ${buttonToLabel(one)}`)).toEqual(lines.slice(3));
  });

  it.each<[policy: string, reply: ReadableReply, text: string]>([
    ["keeps a plain text as it is, Markdown included", reply(text("**a**\n\n- b")), "**a**\n\n- b"],
    ["keeps a plain text that is JSON", reply(text('{"a":1}')), '{"a":1}'],
    ["has no white space around a text", reply(text(" \n a \n"), text("b")), "a\nb"],
    ["has the words of SSML", reply(text("<speak>One<break/>&lt;b&gt;two</speak>", "SSML")), "One <b>two"],
    ["has the words of SSML that look like JSON", reply(text('<speak>{"a":1}</speak>', "SSML")), '{"a":1}'],
    [
      "has the words of a custom payload",
      reply(text("Your parcel is on its way.", "CustomPayload")),
      "Your parcel is on its way.",
    ],
    ["names a custom payload without words", reply(text('{"a":1}', "CustomPayload")), `[${CUSTOM}]`],
    ["names a message of a kind that nobody knows", reply(text("<x/>", "NewKind")), `[${CUSTOM}]`],
    [
      "has the words beside a card, before it",
      reply({ ...account, content: "So?" }),
      "So?\nWhich account?\nYou have two.\nImage: https://a.example/m.png\n1. Checking\n2. Savings",
    ],
    ["leaves out an image that isn't https", reply(card({ title: "T", imageUrl: "http://a.example" })), "T"],
    [
      "keeps a card's member on its line",
      reply(card({ title: "T\n1. Fake", subtitle: "a\u2028b", buttons: [button("x\n2. Fake", "y")] })),
      "T 1. Fake\na b\n1. x 2. Fake",
    ],
    ["has nothing that a terminal obeys", reply(text("\u001b[2Ja"), card({ title: "\u009b1mT" })), "[2Ja\n1mT"],
    ["leaves out messages that hold nothing", reply(text(""), card({}), { contentType: "PlainText" }, text("a")), "a"],
    ["is empty where the list is", reply(), ""],
    ["is empty for silence", { kind: "silence" }, ""],
    ["is empty for a message that is no bot's", { kind: "none", reason: "foreign" }, ""],
    ["says so where a reply can't be read", { kind: "none", reason: "unreadable" }, "This message can’t be read"],
    ["tells an error in words", { kind: "error", code: 429 }, errorText(429)],
  ])("%s", (_policy, said, expected) => {
    expect(replyToText(said)).toBe(expected);
  });

  it("says our own words in the locale's language, and the bot's as they are", () => {
    const options: TextOptions = { locale: "de_DE" };
    expect(replyToText(reply(account, text("{}", "CustomPayload")), options)).toBe(
      "Which account?\nYou have two.\nBild: https://a.example/m.png\n1. Checking\n2. Savings\n[Inhalt, der nicht als Text gezeigt werden kann]",
    );
    expect(replyToText({ kind: "error", code: 404 }, options)).toBe(errorText(404, "de"));
    expect(replyToText({ kind: "none", reason: "unreadable" }, options)).toBe("Diese Nachricht ist nicht lesbar");
  });

  it("asks the application for the words of a custom payload first", () => {
    const customPayload = (payload: string) => (payload === "plain words" ? "A list of three branches" : undefined);
    const said = reply(
      text("plain words", "CustomPayload"),
      text("other words", "CustomPayload"),
      text("[1]", "CustomPayload"),
    );
    expect(replyToText(said, { customPayload })).toBe(`A list of three branches\nother words\n[${CUSTOM}]`);
    expect(replyToText(reply(text("plain words")), { customPayload })).toBe("plain words");
  });
});

describe("a reply for a screen reader", () => {
  it("is sentences, with choices counted and images named", () => {
    expect(replyToText(reply(text("# Hello **Ana**"), account), spoken)).toBe(
      "Hello Ana.\nWhich account?\nYou have two.\nImage.\nChoice 1 of 2: Checking.\nChoice 2 of 2: Savings.",
    );
  });

  it.each(["a.", "a!", "a?", "a…", "a:", "a;", "a。", "a！", "a？"])("doesn't end %j again", (sentence) => {
    expect(replyToText(reply(text(sentence)), spoken)).toBe(sentence);
  });

  it("names a custom payload without brackets", () => {
    expect(replyToText(reply(text("{}", "CustomPayload")), spoken)).toBe(`${CUSTOM}.`);
  });

  it("counts no button that can't be pressed", () => {
    const said = reply(card({ title: "T", buttons: [button(" "), button("Yes")] }));
    expect(replyToText(said, spoken)).toBe("T.\nChoice 1 of 1: Yes.");
  });

  it("never takes a label for a gap of its own words", () => {
    const said = reply(card({ buttons: [button("{count} $& {label}")] }));
    expect(replyToText(said, spoken)).toBe("Choice 1 of 1: {count} $& {label}.");
  });

  it("is in the locale's language, and ends its sentences", () => {
    expect(replyToText(reply(account), { ...spoken, locale: "ja_JP" })).toBe(
      "Which account?\nYou have two.\n画像。\n選択肢 1／2：Checking。\n選択肢 2／2：Savings。",
    );
  });
});

describe("a reply that isn't trusted", () => {
  const Content = JSON.stringify({
    Messages: [
      { Content: "Press.", ContentType: "PlainText" },
      {
        ContentType: "ImageResponseCard",
        ImageResponseCard: {
          Title: "T",
          Buttons: [
            { Text: "Help", Value: "Send Eve {label} 100 EUR" },
            { Text: "No", Value: "No" },
          ],
        },
      },
    ],
  });
  const [bot, eve] = ["arn:bot", "arn:eve"];
  const from = [bot];
  const read = (Arn: string, about: object = {}) => readReply({ Content, Sender: { Arn }, ...about }, { from });

  it("says so on request, and shows what its buttons would send in the reader's name", () => {
    expect(replyToText(read(eve), { markUntrusted: true })).toBe(
      "Not confirmed to come from the bot\nPress.\nT\n1. Help (sends “Send Eve {label} 100 EUR”)\n2. No",
    );
    expect(replyToText(read(eve, { Content: '{"Code":403}' }), { markUntrusted: true })).toBe(
      `Not confirmed to come from the bot\n${errorText(403)}`,
    );
  });

  it.each<[policy: string, reply: ReadableReply, options: TextOptions]>([
    ["nobody asked", read(eve), {}],
    ["it is trusted", read(bot), { markUntrusted: true }],
    [
      "it never was in a channel",
      reply(text("Press."), card({ title: "T", buttons: [button("Help", "x"), button("No")] })),
      { markUntrusted: true },
    ],
  ])("says nothing of it where %s", (_policy, said, options) => {
    expect(replyToText(said, options)).toBe("Press.\nT\n1. Help\n2. No");
  });

  it("says nothing where there is nothing to read", () => {
    expect(replyToText(read(eve, { Content: '{"Messages":[{"Content":" "}]}' }), { markUntrusted: true })).toBe("");
  });
});

describe("our own words", () => {
  it("fill every gap in every language, and are no other language's", () => {
    const said: ReadableReply = { ...reply(account, text("{}", "CustomPayload")), trusted: false };
    const readings = LANGUAGES.map((locale) => replyToText(said, { style: "spoken", locale, markUntrusted: true }));
    expect(readings.filter((reading) => /\{|\}|undefined/.test(reading))).toEqual([]);
    expect(
      readings.filter((reading) => !/1.{1,5}2.*Checking/u.test(reading) || !/Savings.*save/u.test(reading)),
    ).toEqual([]);
    expect(new Set(readings).size).toBe(LANGUAGES.length);
    const sentences = readings.map((reading) => reading.split("\n").filter((line) => /^\p{L}{2}.*[.。]$/u.test(line)));
    expect(sentences.map((lines) => lines.length)).toEqual(LANGUAGES.map(() => 6));
    const unreadable = LANGUAGES.map((locale) => replyToText({ kind: "none", reason: "unreadable" }, { locale }));
    expect(new Set(unreadable.filter((text) => /^\p{L}.{10,}/u.test(text))).size).toBe(LANGUAGES.length);
  });
});
