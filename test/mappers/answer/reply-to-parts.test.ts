import { describe, expect, it } from "vitest";
import { replyToParts } from "../../../mappers/answer/reply-to-parts.ts";
import { contentToEnvelope } from "../../../mappers/message/envelope.ts";
import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";

const MSGS = "application/amz-chime-lex-msgs";
const facts = { sessionId: "s1" };
const plain = (content: string): LexMessage => ({ contentType: "PlainText", content });
const card = (title: string, about: object = {}): LexMessage => ({
  contentType: "ImageResponseCard",
  imageResponseCard: { title, ...about },
});
const partsOf = (...messages: LexMessage[]) => replyToParts({ kind: "messages", messages, facts });
/** The parts' messages, each by the beginning of what it says. */
const saidIn = ({ parts }: { parts: readonly { content: string; contentType: string }[] }) =>
  parts.map(({ content, contentType }) => {
    const envelope = contentToEnvelope(content, contentType);
    return envelope.kind === "messages"
      ? envelope.messages.map((one) => (one.content ?? one.imageResponseCard?.title ?? "").slice(0, 3))
      : envelope;
  });
const bytesOf = (text: string) => Buffer.byteLength(text);
const text = (name: string, bytes: number) => plain(name.padEnd(bytes, "x"));

describe("a reply in parts", () => {
  it("is one envelope where it fits, to the last byte", () => {
    const room = 4096 - bytesOf(JSON.stringify({ Messages: [{ Content: "", ContentType: "PlainText" }] }));
    const { parts, bytesBefore, losses } = partsOf(text("a", room));
    expect(parts).toEqual([
      {
        content: JSON.stringify({ Messages: [{ Content: "a".padEnd(room, "x"), ContentType: "PlainText" }] }),
        contentType: MSGS,
      },
    ]);
    expect([bytesBefore, losses]).toEqual([4096, []]);
    expect(partsOf(text("a", room + 1)).parts).toHaveLength(2);
  });

  it("is divided between messages, as many in each as fit, in their order, without a loss", () => {
    const replied = partsOf(
      text("one", 1_000),
      text("two", 1_000),
      card("3rd"),
      text("4th", 2_500),
      text("5th", 1_000),
      text("6th", 4_000),
      card("7th"),
    );
    expect(saidIn(replied)).toEqual([["one", "two", "3rd"], ["4th", "5th"], ["6th"], ["7th"]]);
    expect(replied.losses).toEqual([]);
    expect(replied.bytesBefore).toBeGreaterThan(9_500);
  });

  it("goes on in the next parts where one text is too long, and others join its ends", () => {
    const long = Array.from({ length: 60 }, (_, n) => `${n}. ${"word ".repeat(30).trim()}.`).join("\n\n");
    const replied = partsOf(plain("one"), plain(long), plain("two"));
    expect(saidIn(replied).map((part) => (Array.isArray(part) ? part.length : 0))).toEqual([2, 1, 2]);
    expect(replied.losses).toEqual([]);
    const words = replied.parts.flatMap(({ content }) =>
      JSON.parse(content).Messages.map((one: { Content: string }) => one.Content),
    );
    expect(words.slice(1, -1).join("\n\n")).toBe(long);
  });

  it("makes smaller what can't be divided, each alone, and says where", () => {
    const buttons = Array.from({ length: 5 }, (_, n) => ({ text: `b${n}`, value: `${n}`.repeat(1_000) }));
    const replied = partsOf(
      plain("one"),
      card("big", { subtitle: "s".repeat(250), imageUrl: "https://a.example/a.png", buttons }),
      { contentType: "CustomPayload", content: "c".repeat(5_000) },
      { contentType: "SSML", content: `<speak>${"word ".repeat(1_000)}</speak>` },
      plain("end"),
    );
    expect(saidIn(replied)).toEqual([["one", "big"], ["wor"], ["end"]]);
    expect(replied.losses.map(({ kind, message }) => [kind, message])).toEqual([
      ["image", 1],
      ["subtitle", 1],
      ["button", 1],
      ["button", 1],
      ["message", 2],
      ["ssml-markup", 3],
      ["text", 3],
    ]);
  });

  it("doesn't divide a text that has a card beside it", () => {
    const replied = partsOf(plain("one"), { ...card("t"), ...plain("words ".repeat(1_000)) }, plain("two"));
    expect(saidIn(replied)).toEqual([["one"], ["wor"], ["two"]]);
    expect(replied.losses.map(({ kind, message }) => [kind, message])).toEqual([["text", 1]]);
  });

  it("tells a message as lost of which nothing fits", () => {
    const buttons = [{ text: "b", value: "v" }];
    const unknown = { contentType: "x".repeat(5_000), imageResponseCard: { title: "t", buttons } };
    const replied = partsOf(plain("one"), unknown, plain("two"));
    expect(saidIn(replied)).toEqual([["one", "two"]]);
    expect(replied.losses.map(({ kind, message }) => [kind, message])).toEqual([
      ["button", 1],
      ["message", 1],
    ]);
    expect(partsOf(unknown).parts).toEqual([]);
  });

  it("has no part for a message of nothing but white space, however long", () => {
    const replied = partsOf(plain(" ".repeat(5_000)));
    expect(saidIn(replied)).toEqual([]);
    expect(replied.losses).toMatchObject([{ kind: "empty-message", message: 0 }]);
  });

  it("leaves out empty messages and unusable images, and says so", () => {
    const messages = [plain(""), card("card", { imageUrl: "http://a.example/a.png" })];
    const unusableImages = new Set(["http://a.example/a.png"]);
    const { parts, losses } = replyToParts({ kind: "messages", messages, facts }, { unusableImages });
    expect(parts.map(({ content }) => content)).toEqual([
      '{"Messages":[{"ContentType":"ImageResponseCard","ImageResponseCard":{"Title":"card"}}]}',
    ]);
    expect(losses.map(({ kind, message }) => [kind, message])).toEqual([
      ["empty-message", 0],
      ["image", 1],
    ]);
  });

  it("is an error's code in one part", () => {
    expect(replyToParts({ kind: "error", code: 403 })).toEqual({
      parts: [{ content: '{"Code":403}', contentType: "application/amz-chime-lex-error" }],
      bytesBefore: 12,
      losses: [],
    });
  });

  it("is nothing for silence, and an empty envelope on request", () => {
    const silence = { kind: "silence", facts } as const;
    expect(replyToParts(silence).parts).toEqual([]);
    expect(replyToParts(silence, { emptyReply: "release" }).parts).toEqual([]);
    expect(replyToParts(silence, { emptyReply: "envelope" }).parts).toEqual([
      { content: '{"Messages":[]}', contentType: MSGS },
    ]);
  });
});
