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

describe("SSML that is too much", () => {
  const spoken = `<speak>${"<s>word</s>".repeat(20)}</speak>`;

  it("goes on as plain words, from the last message back, only as far as needed", () => {
    const both = [ssml(spoken), text("Hi"), ssml(spoken)];
    const { content, losses } = fit(both, fit(both).bytesBefore - 1);
    expect(messagesIn(content).map(({ ContentType }) => ContentType)).toEqual(["SSML", "PlainText", "PlainText"]);
    expect(losses).toEqual([{ kind: "ssml-markup", message: 2, before: bytesOf(spoken), after: 99 }]);
    expect(textsIn(content)[2]).toBe(Array.from({ length: 20 }, () => "word").join(" "));
  });

  it("is cut only as plain words", () => {
    const { content, losses } = fit([ssml(`<speak>${"word ".repeat(200)}</speak>`)], 400);
    expect(messagesIn(content)).toMatchObject([
      { ContentType: "PlainText", Content: expect.stringMatching(/^(word )+word…$/) },
    ]);
    expect(losses.map(({ kind }) => kind)).toEqual(["ssml-markup", "text"]);
  });

  it("is a mark alone where it held no words", () => {
    const { content, losses } = fit([ssml(`<speak>${"<break/>".repeat(50)}</speak>`)], 400);
    expect(messagesIn(content)).toEqual([{ ContentType: "PlainText", Content: CUT_MARK }]);
    expect(losses).toEqual([{ kind: "ssml-markup", message: 0, before: 415, after: 0 }]);
  });
});

describe("what can't be cut", () => {
  it("is a custom payload: kept whole while others are cut, or dropped", () => {
    const payload = JSON.stringify({ chart: "x".repeat(200) });
    expect(textsIn(fit([text("a".repeat(600)), custom(payload)], 700).content)[1]).toBe(payload);
    const { content, losses } = fit([text("a".repeat(600)), custom("x".repeat(650))], 700);
    expect(textsIn(content)).toEqual(["a".repeat(600)]);
    expect(losses).toMatchObject([{ kind: "message", message: 1 }]);
  });

  it("is a message of a type that Lex may have invented since", () => {
    expect(fit([{ contentType: "Video", content: "v".repeat(900) }], 700)).toMatchObject({ content: undefined });
  });

  it("is none of the reply, where nothing fits: the losses then list everything", () => {
    const { content, bytesBefore, losses } = fit([custom("x".repeat(650)), text("a".repeat(650))], 100);
    expect(content).toBeUndefined();
    expect(bytesBefore).toBeGreaterThan(1_300);
    expect(losses).toMatchObject([
      { kind: "message", message: 1 },
      { kind: "message", message: 0 },
    ]);
  });
});
