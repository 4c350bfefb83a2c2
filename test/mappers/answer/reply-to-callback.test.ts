import { describe, expect, it } from "vitest";
import { type ReplyRules, replyToCallback } from "../../../mappers/answer/reply-to-callback.ts";
import type { Reply } from "../../../mappers/shapes/reply.ts";
import { sampleMessage } from "../sample-message.ts";

const ids = { CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11", ChannelArn: "arn:channel", MessageId: "m1" };
const facts = { sessionId: "s1" };
const said: Reply = { kind: "messages", messages: [{ contentType: "PlainText", content: "Hello!" }], facts };
const kept: ReplyRules = { input: "Hi" };
const push = { PushNotification: { Title: "Ana", Body: "Hi" } };

describe("a reply as a callback", () => {
  it("is the envelope under its type, the user's words in Metadata and the attributes; no push, which held those words", () => {
    const mapped = replyToCallback(ids, sampleMessage(push), said, kept);
    expect(mapped).toStrictEqual({
      callback: {
        CallbackId: ids.CallbackId,
        ChannelArn: ids.ChannelArn,
        ChannelMessage: {
          MessageId: "m1",
          Content: '{"Messages":[{"Content":"Hello!","ContentType":"PlainText"}]}',
          ContentType: "application/amz-chime-lex-msgs",
          Metadata: '{"CHIME.LEX.input":"Hi"}',
          MessageAttributes: {
            "CHIME.LEX.sessionState.originatingRequestId": { StringValues: ["6e4f7c2a"] },
            "CHIME.LEX.sessionState.sessionId": { StringValues: ["s1"] },
          },
        },
      },
      bytesBefore: 61,
      losses: [],
    });
  });

  it("is a code under the error's type", () => {
    const { callback, bytesBefore, losses } = replyToCallback(ids, sampleMessage(), { kind: "error", code: 403 }, kept);
    expect(callback?.ChannelMessage).toMatchObject({
      Content: '{"Code":403}',
      ContentType: "application/amz-chime-lex-error",
    });
    expect(bytesBefore).toBe(12);
    expect(losses).toEqual([]);
  });

  it("is an envelope without messages for silence", () => {
    const { callback } = replyToCallback(ids, sampleMessage(), { kind: "silence", facts }, kept);
    expect(callback?.ChannelMessage).toMatchObject({
      Content: '{"Messages":[]}',
      ContentType: "application/amz-chime-lex-msgs",
    });
  });

  it("is none where nothing of the reply fits, and says what was lost", () => {
    const payload = { contentType: "CustomPayload", content: "漢".repeat(2_000) };
    expect(replyToCallback(ids, sampleMessage(), { kind: "messages", messages: [payload], facts }, kept)).toMatchObject(
      {
        callback: undefined,
        bytesBefore: 6_059,
        losses: [{ kind: "message", message: 0 }],
      },
    );
  });

  it("tells of lost words and lost attributes together, and of unusable images", () => {
    const imageResponseCard = { title: "T", imageUrl: "http://a.example/x.exe" };
    const reply: Reply = {
      kind: "messages",
      messages: [{ contentType: "ImageResponseCard", imageResponseCard }],
      facts,
    };
    const message = sampleMessage({ MessageAttributes: { a: { StringValues: ["v".repeat(513)] } } });
    const { losses } = replyToCallback(ids, message, reply, {
      input: "Hi",
      unusableImages: new Set([imageResponseCard.imageUrl]),
    });
    expect(losses).toMatchObject([
      { kind: "image", message: 0 },
      { kind: "attribute", name: "a" },
    ]);
  });

  it.each<
    [policy: string, Metadata: string | null | undefined, input: string | undefined, expected: string | undefined]
  >([
    ["gains the user's words", '{"a":1}', "Hi", '{"a":1,"CHIME.LEX.input":"Hi"}'],
    ["is as it came where words need not be kept", "free text", undefined, "free text"],
    ["stays empty where it came empty", "", undefined, ""],
    ["is left out where there is none", undefined, undefined, undefined],
    ["is left out where it is null", null, undefined, undefined],
    ["is left out where it can't hold the words", "free text", "Hi", undefined],
  ])("Metadata %s", (_policy, Metadata, input, expected) => {
    const { callback } = replyToCallback(ids, sampleMessage({ Metadata }), said, { input });
    expect(callback?.ChannelMessage.Metadata).toBe(expected);
    expect(Object.hasOwn(callback?.ChannelMessage ?? {}, "Metadata")).toBe(expected !== undefined);
  });

  it.each<[SubChannelId: string | null | undefined, expected: string | undefined]>([
    ["sub-1_A", "sub-1_A"],
    ["s", "s"],
    ["s".repeat(128), "s".repeat(128)],
    ["s".repeat(129), "s".repeat(129)],
    ["a b", "a b"],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
  ])(
    "the sub-channel is the event's own, whatever its form: without it more people would see the reply: %s",
    (SubChannelId, expected) => {
      const { callback } = replyToCallback(ids, sampleMessage({ SubChannelId }), said, kept);
      expect(callback?.ChannelMessage.SubChannelId).toBe(expected);
      expect(Object.hasOwn(callback?.ChannelMessage ?? {}, "SubChannelId")).toBe(expected !== undefined);
    },
  );

  it("has no attributes where there are none", () => {
    const { callback } = replyToCallback(ids, sampleMessage({ MessageId: "" }), { kind: "error", code: 403 }, kept);
    expect(Object.hasOwn(callback?.ChannelMessage ?? {}, "MessageAttributes")).toBe(false);
  });
});
