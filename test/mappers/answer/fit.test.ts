import { describe, expect, it } from "vitest";
import { fit } from "../../../mappers/answer/fit.ts";
import { CUT_MARK } from "../../../mappers/answer/fit-texts.ts";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";

const text = (content: string): LexMessage => ({ contentType: "PlainText", content });
const custom = (content: string): LexMessage => ({ contentType: "CustomPayload", content });
const ssml = (content: string): LexMessage => ({ contentType: "SSML", content });

const bytesOf = (content: string | undefined) => Buffer.byteLength(content ?? "");
const messagesIn = (content: string | undefined) =>
  (JSON.parse(content ?? "{}") as { Messages: { Content?: string; ContentType: string }[] }).Messages;
const textsIn = (content: string | undefined) => messagesIn(content).map(({ Content }) => Content);

describe("what fits", () => {
  it("is sent as it is, to the last byte", () => {
    const exact = [text("漢"), text("a".repeat(100)), text("So…")];
    const { content, bytesBefore } = fit(exact);
    expect(content).toBe(
      JSON.stringify({
        Messages: [
          { Content: "漢", ContentType: "PlainText" },
          { Content: "a".repeat(100), ContentType: "PlainText" },
          { Content: "So…", ContentType: "PlainText" },
        ],
      }),
    );
    expect(bytesBefore).toBe(bytesOf(content));
    expect(fit(exact, bytesBefore)).toEqual({ content, bytesBefore, losses: [] });
    expect(fit([text("a".repeat(200))], bytesOf(fit([text("a".repeat(200))]).content) - 1).losses).toHaveLength(1);
  });

  it("is measured in UTF-8 bytes of the exact string, escapes included: 4096 by default", () => {
    const around = '{"Messages":[{"Content":"","ContentType":"CustomPayload"}]}'.length;
    expect(fit([custom("a".repeat(4096 - around))]).content).toHaveLength(4096);
    expect(fit([custom("a".repeat(4097 - around))]).content).toBeUndefined();
    expect(fit([custom("漢".repeat(1365))]).content).toBeUndefined();
    expect(fit([custom("\n".repeat(2_100))]).content).toBeUndefined();
  });

  it("leaves out messages that say nothing, and lists them", () => {
    const { content, losses } = fit([text(""), text("Hi"), { contentType: "SSML" }]);
    expect(textsIn(content)).toEqual(["Hi"]);
    expect(losses).toEqual([
      { kind: "empty-message", message: 0, before: 40, after: 0 },
      { kind: "empty-message", message: 2, before: 22, after: 0 },
    ]);
    expect(fit([text("")])).toMatchObject({ content: undefined, losses: [{ kind: "empty-message" }] });
  });

  const half = "\ud83d";
  it.each<[where: string, message: LexMessage]>([
    ["the content", text(`a${half}`)],
    ["the type", { contentType: half, content: "a" }],
    ["a title", { contentType: "I", imageResponseCard: { title: half } }],
    ["a subtitle", { contentType: "I", imageResponseCard: { title: "T", subtitle: half } }],
    ["an address", { contentType: "I", imageResponseCard: { title: "T", imageUrl: half } }],
    ["a button's text", { contentType: "I", imageResponseCard: { title: "T", buttons: [{ text: half, value: "v" }] } }],
    [
      "a button's value",
      { contentType: "I", imageResponseCard: { title: "T", buttons: [{ text: "t", value: half }] } },
    ],
  ])("lists half a character in %s, which becomes U+FFFD", (_where, message) => {
    const { content, losses } = fit([text("whole"), message]);
    expect(content).toContain("\ufffd");
    const [before, after] = [JSON.stringify(message), JSON.stringify(messagesIn(content)[1])].map(bytesOf);
    expect(losses).toEqual([{ kind: "ill-formed-text", message: 1, before, after }]);
  });
});

describe("texts that are too much", () => {
  it("are all cut to one common length, the longest only, with a visible mark", () => {
    const { content, losses } = fit([text("a".repeat(600)), text("b".repeat(200)), text("c".repeat(500))], 1_000);
    const [first, second, third] = textsIn(content);
    expect(second).toBe("b".repeat(200));
    expect([first?.at(-1), third?.at(-1)]).toEqual([CUT_MARK, CUT_MARK]);
    expect(first).toHaveLength(third?.length ?? 0);
    expect(losses).toEqual([
      { kind: "text", message: 0, before: 600, after: bytesOf(first) },
      { kind: "text", message: 2, before: 500, after: bytesOf(third) },
    ]);
  });

  it("of exactly the common length stay whole, and are no loss", () => {
    const { content, losses } = fit([text("a".repeat(600)), text("b".repeat(286)), text("c".repeat(500))], 1_001);
    expect(textsIn(content).map((one) => one?.length)).toEqual([286, 286, 286]);
    expect(losses.map(({ message }) => message)).toEqual([0, 2]);
  });

  it("leave a card alone that goes as plain text", () => {
    const card = { contentType: "PlainText", imageResponseCard: { title: "t".repeat(100) } };
    expect(fit([card, text("a".repeat(600))], 500).losses).toMatchObject([{ kind: "text", message: 1 }]);
  });

  it("are cut only as far as needed: two bytes a text are left at the most", () => {
    for (const max of [700, 701, 702, 703, 704]) {
      const { content } = fit([text("a".repeat(600)), text("b".repeat(600))], max);
      expect(bytesOf(content)).toBeLessThanOrEqual(max);
      expect(bytesOf(content)).toBeGreaterThan(max - 4);
    }
  });

  it("lose only what the mark takes where one byte is too much", () => {
    const whole = [text("a".repeat(400))];
    expect(textsIn(fit(whole, fit(whole).bytesBefore - 1).content)[0]).toBe(`${"a".repeat(395)}${CUT_MARK}`);
  });

  it("end at a word, and never within a character", () => {
    const [words, emoji] = [text("word ".repeat(200)), text("👩‍👩‍👧‍👦".repeat(80))];
    const cut = (one: LexMessage) => textsIn(fit([one], 900).content)[0] ?? "";
    expect(cut(words)).toMatch(/^(word )+word…$/);
    expect(cut(emoji)).toMatch(/^(👩‍👩‍👧‍👦)+…$/u);
  });

  it("are cut no shorter than 160 units: after that whole messages go, from the last back", () => {
    const texts = Array.from({ length: 10 }, (_, at) => text(String(at).repeat(300)));
    const { content, losses } = fit(texts, 700);
    expect(textsIn(content).map((one) => one?.[0])).toEqual(["0", "1", "2"]);
    expect(textsIn(content).every((one) => (one ?? "").length >= 160)).toBe(true);
    const gone = losses.filter(({ kind }) => kind === "message").map(({ message }) => message);
    expect(gone).toEqual([9, 8, 7, 6, 5, 4, 3]);
    expect(losses.filter(({ kind }) => kind === "text").map(({ message }) => message)).toEqual([0, 1, 2]);
    expect(losses[0]).toEqual({ kind: "message", message: 9, before: bytesOf(JSON.stringify(texts[9])), after: 0 });
  });

  it("may just reach 160 units, mark included", () => {
    const two = [text("a".repeat(300)), text("b".repeat(300))];
    const least = bytesOf(
      JSON.stringify({ Messages: two.map(() => ({ Content: `${"a".repeat(160)}…`, ContentType: "PlainText" })) }),
    );
    expect(textsIn(fit(two, least).content)).toEqual([`${"a".repeat(159)}…`, `${"b".repeat(159)}…`]);
    expect(textsIn(fit(two, least - 1).content)).toEqual(["a".repeat(300)]);
  });

  it("aren't cut where dropping the last message is enough after all", () => {
    const { content, losses } = fit([text("a".repeat(160)), text("b".repeat(160)), custom("c".repeat(300))], 450);
    expect(textsIn(content)).toEqual(["a".repeat(160), "b".repeat(160)]);
    expect(losses).toMatchObject([{ kind: "message", message: 2 }]);
  });
});

describe("fitting", () => {
  it("leaves the bot's messages as they were", () => {
    const messages = [text("a".repeat(900)), ssml(`<speak>${"b".repeat(900)}</speak>`)];
    const before = structuredClone(messages);
    fit(messages, 600);
    expect(messages).toEqual(before);
  });

  it("gives the same for the same", () => {
    const messages = [text("a".repeat(900)), custom("b".repeat(200)), ssml(`<speak>${"c".repeat(900)}</speak>`)];
    expect(fit(messages, 600)).toEqual(fit(messages, 600));
  });
});
