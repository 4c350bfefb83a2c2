import { describe, expect, it } from "vitest";
import type { Attributes } from "../../../mappers/answer/reply-to-attributes.ts";
import {
  addressToTyping,
  isPlaceholderOf,
  partToEdit,
  placeholderToNothing,
  type SignAddress,
  textToPlaceholder,
} from "../../../mappers/answer/sign-of-life.ts";
import { metadataToAttributes } from "../../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import { BOT_ARN, CHANNEL_ARN, USER_ARN } from "../sample-message.ts";

const TYPE = "application/amz-chime-lex-msgs";
const address: SignAddress = {
  ChannelArn: CHANNEL_ARN,
  ChimeBearer: BOT_ARN,
  ClientRequestToken: "token",
  SubChannelId: "sub",
  Target: [{ MemberArn: USER_ARN }],
};
const value = (text: string) => ({ StringValues: [text] });
const placeholder = (attributes: Attributes = {}) =>
  textToPlaceholder(address, { text: "One moment …", reply: "r1", attributes });

describe("a sign of life", () => {
  it("that the bot types is a CONTROL message that no channel keeps, at the same address", () => {
    expect(addressToTyping(address)).toStrictEqual({
      ...address,
      Content: '{"Typing":"Indicator"}',
      Type: "CONTROL",
      Persistence: "NON_PERSISTENT",
    });
  });

  it("in words is a bot's message that the channel keeps, of part 0 of its reply", () => {
    expect(placeholder()).toStrictEqual({
      ...address,
      Content: '{"Messages":[{"Content":"One moment …","ContentType":"PlainText"}]}',
      ContentType: TYPE,
      Persistence: "PERSISTENT",
      Metadata: '{"CHIME.LEX.part":{"reply":"r1","part":0,"parts":1}}',
    });
  });

  it("in words carries what is known of the reply", () => {
    expect(placeholder({ known: value("v") }).MessageAttributes).toEqual({ known: value("v") });
  });
});

describe("what stands in a channel is a placeholder of a reply", () => {
  it("where its mark says part 0 of that reply", () => {
    expect(isPlaceholderOf("r1", placeholder().Metadata)).toBe(true);
  });

  it.each<[policy: string, metadata: string | null | undefined]>([
    ["another reply", '{"CHIME.LEX.part":{"reply":"r2","part":0,"parts":1}}'],
    ["one of the reply's parts", '{"CHIME.LEX.part":{"reply":"r1","part":1,"parts":1}}'],
    ["nothing, which took its place", '{"CHIME.LEX.part":{"reply":"r1","part":0,"parts":0}}'],
    ["something that nobody marked", '{"a":1}'],
    ["a mark that is a text", '{"CHIME.LEX.part":"r1"}'],
    ["a mark of null", '{"CHIME.LEX.part":null}'],
    ["a reply that is no text", '{"CHIME.LEX.part":{"reply":["r1"],"part":0,"parts":1}}'],
    ["a part that is no number", '{"CHIME.LEX.part":{"reply":"r1","part":"0","parts":1}}'],
    ["parts that are no number", '{"CHIME.LEX.part":{"reply":"r1","part":0,"parts":"1"}}'],
    ["words", "free text"],
    ["null", null],
    ["no Metadata", undefined],
  ])("but not where it is %s", (_policy, metadata) => {
    expect(isPlaceholderOf("r1", metadata)).toBe(false);
  });
});

describe("a placeholder's place", () => {
  const part: OutgoingMessage = {
    ...address,
    Content: "{}",
    ContentType: TYPE,
    Persistence: "PERSISTENT",
    Metadata: '{"CHIME.LEX.part":{"reply":"r1","part":1,"parts":2}}',
    MessageAttributes: { a: value("1"), b: value("2") },
    PushNotification: { Title: "Bank" },
  };

  it("is taken by a part with an edit, in whose Metadata the attributes travel", () => {
    expect(partToEdit(placeholder(), "m1", part).edit).toStrictEqual({
      ChannelArn: CHANNEL_ARN,
      MessageId: "m1",
      ChimeBearer: BOT_ARN,
      SubChannelId: "sub",
      Content: "{}",
      ContentType: TYPE,
      Metadata:
        '{"CHIME.LEX.part":{"reply":"r1","part":1,"parts":2,"replaced":true},"CHIME.LEX.attributes":{"a":["1"],"b":["2"]}}',
    });
  });

  it("is taken by a part that has neither type nor Metadata nor attributes, and in no sub-channel where there is none", () => {
    const { SubChannelId: _, ...main } = placeholder();
    const { ContentType: _1, Metadata: _2, MessageAttributes: _3, ...bare } = part;
    const at = { ChannelArn: CHANNEL_ARN, MessageId: "m1", ChimeBearer: BOT_ARN };
    expect(partToEdit(main, "m1", bare)).toStrictEqual({ edit: { ...at, Content: "{}", Metadata: "{}" }, losses: [] });
  });

  it("is taken by nothing with a reply of no parts", () => {
    expect(placeholderToNothing(placeholder(), "m1")).toStrictEqual({
      ChannelArn: CHANNEL_ARN,
      MessageId: "m1",
      ChimeBearer: BOT_ARN,
      SubChannelId: "sub",
      Content: '{"Messages":[]}',
      ContentType: TYPE,
      Metadata: '{"CHIME.LEX.part":{"reply":"r1","part":0,"parts":0}}',
    });
  });
});

describe("the attributes in an edit's Metadata", () => {
  const part = (MessageAttributes: Attributes) => ({ ...placeholder(), Metadata: '{"m":1}', MessageAttributes });
  const edited = (attributes: Attributes) => partToEdit(placeholder(), "m1", part(attributes)).edit.Metadata ?? "";

  it("are read back by its callback, which has the Metadata as it was", () => {
    expect(metadataToAttributes(edited({ a: value("\u2028\u0085") }))).toEqual({
      attributes: { a: value("\u2028\u0085") },
      metadata: '{"m":1}',
    });
    expect(edited({ a: value("\u2028\u0085") })).toBe('{"m":1,"CHIME.LEX.attributes":{"a":["\\u2028\\u0085"]}}');
  });

  it("are as many as fit into 1024 UTF-8 bytes, to the last, in their order", () => {
    const around = '{"m":1,"CHIME.LEX.attributes":{"a":[""]}}'.length;
    expect(edited({ a: value("x".repeat(1024 - around)), b: value("") })).toHaveLength(1024);
    expect(edited({ a: value("x".repeat(1025 - around)), b: value("y") })).toBe(
      '{"m":1,"CHIME.LEX.attributes":{"b":["y"]}}',
    );
    expect(partToEdit(placeholder(), "m1", part({ a: value("漢".repeat(330)) }))).toMatchObject({
      edit: { Metadata: '{"m":1}' },
      losses: [{ kind: "attribute", name: "a", before: 994, after: 0 }],
    });
  });

  it.each<[policy: string, metadata: string | null | undefined]>([
    ["no Metadata", undefined],
    ["null", null],
    ["words", "free text"],
    ["other members", '{"a":{"b":["c"]}}'],
    ["none", '{"CHIME.LEX.attributes":{}}'],
    ["null as the attributes", '{"CHIME.LEX.attributes":null}'],
    ["a text as the attributes", '{"CHIME.LEX.attributes":"a"}'],
    ["values that are no list", '{"CHIME.LEX.attributes":{"a":{"every":1}}}'],
    ["values that aren't all texts", '{"CHIME.LEX.attributes":{"a":["b",7]}}'],
  ])("are none where there is %s", (_policy, metadata) => {
    expect(metadataToAttributes(metadata)).toBeUndefined();
  });

  it("are those that are legal, beside others", () => {
    expect(metadataToAttributes('{"CHIME.LEX.attributes":{"a":7,"b":["c"]}}')).toEqual({
      attributes: { b: value("c") },
      metadata: "{}",
    });
  });
});
