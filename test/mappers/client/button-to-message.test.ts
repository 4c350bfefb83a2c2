import type { SendChannelMessageCommandInput } from "@aws-sdk/client-chime-sdk-messaging";
import { describe, expect, it } from "vitest";
import { buttonToMessage, type ReplyMessage } from "../../../mappers/client/button-to-message.ts";
import { isStalePress, readPress } from "../../../mappers/client/press.ts";
import { APP_ARN, BOT_ARN, CHANNEL_ARN, USER_ARN } from "../sample-message.ts";

const button = { text: "Checking account", value: "checking" };
const OTHER_BOT = `${APP_ARN}/bot/0000`;
const attribute = (...StringValues: string[]) => ({ StringValues });
const ORIGINATING = "CHIME.LEX.sessionState.originatingRequestId";
const reply: ReplyMessage = {
  MessageId: "6e4f",
  ChannelArn: CHANNEL_ARN,
  Sender: { Arn: BOT_ARN },
  Persistence: "PERSISTENT",
  MessageAttributes: { [ORIGINATING]: attribute("5d3e") },
};
/** The reply in place of the user's words: what `replace` leaves. */
const replaced: ReplyMessage = { ...reply, MessageId: "5d3e", Sender: { Arn: USER_ARN } };
const bound = (messageId: string) => ({
  "CHIME.LEX.button": { messageId, originatingRequestId: "5d3e", label: "Checking account" },
});
const metadataOf = (message: ReplyMessage, value = "checking") =>
  JSON.parse(buttonToMessage({ text: "x", value }, message)?.Metadata ?? "{}");
const botsOf = (message: ReplyMessage) => ({
  attribute: buttonToMessage(button, message)?.MessageAttributes?.["CHIME.mentions"]?.StringValues,
  metadata: metadataOf(message).mentions,
  target: buttonToMessage(button, message)?.Target,
});

describe("a pressed button", () => {
  it("is the input of SendChannelMessage, but for who pressed", () => {
    const message = buttonToMessage(button, reply);
    expect(message).toStrictEqual({
      ChannelArn: CHANNEL_ARN,
      Content: "checking",
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      Metadata: JSON.stringify({ mentions: [BOT_ARN], ...bound("6e4f") }),
      MessageAttributes: { "CHIME.mentions": { StringValues: [BOT_ARN] } },
    });
    const input = message && ({ ...message, ChimeBearer: USER_ARN } satisfies SendChannelMessageCommandInput);
    expect(input?.ChimeBearer).toBe(USER_ARN);
  });

  it("is targeted at the bot where the reply was private", () => {
    const message = { ...reply, Target: [{ MemberArn: USER_ARN }] };
    expect(buttonToMessage(button, message)?.Target).toEqual([{ MemberArn: BOT_ARN }]);
  });

  it("stays in the reply's sub-channel, and as persistent as the reply", () => {
    const message = { ...reply, SubChannelId: "sub_1", Persistence: "NON_PERSISTENT" };
    expect(buttonToMessage(button, message)).toMatchObject({ SubChannelId: "sub_1", Persistence: "NON_PERSISTENT" });
  });

  it.each<[policy: string, message: ReplyMessage, bots: string[] | undefined, target?: string]>([
    ["the bot that spoke", { ...reply, Metadata: JSON.stringify({ mentions: [OTHER_BOT] }) }, [BOT_ARN]],
    [
      "the bot that the user's message was targeted at",
      { ...replaced, Target: [{ MemberArn: BOT_ARN }] },
      [BOT_ARN],
      BOT_ARN,
    ],
    [
      "the bots that the user's message mentioned by attribute",
      { ...replaced, MessageAttributes: { "CHIME.mentions": attribute(USER_ARN, BOT_ARN, OTHER_BOT) } },
      [BOT_ARN, OTHER_BOT],
    ],
    [
      "the bots that the user's message mentioned in Metadata",
      { ...replaced, Metadata: JSON.stringify({ mentions: [BOT_ARN, USER_ARN, 7] }) },
      [BOT_ARN],
    ],
    [
      "each bot once",
      {
        ...replaced,
        Metadata: JSON.stringify({ mentions: [BOT_ARN] }),
        MessageAttributes: { "CHIME.mentions": attribute(BOT_ARN) },
      },
      [BOT_ARN],
    ],
    ["nobody where no bot is known", replaced, undefined],
    [
      "nobody where only people were mentioned",
      { ...replaced, MessageAttributes: { "CHIME.mentions": attribute(USER_ARN) } },
      undefined,
    ],
  ])("mentions %s", (_policy, message, bots, target) => {
    expect(botsOf(message)).toEqual({
      attribute: bots,
      metadata: bots,
      target: target ? [{ MemberArn: target }] : undefined,
    });
  });

  it("asks the bot that is named, above all that the message says", () => {
    const message = buttonToMessage(button, { ...reply, Target: [{ MemberArn: USER_ARN }] }, { botArn: OTHER_BOT });
    expect(message).toMatchObject({
      Target: [{ MemberArn: OTHER_BOT }],
      MessageAttributes: { "CHIME.mentions": attribute(OTHER_BOT) },
    });
  });

  it("goes to the channel and the sub-channel that are named, where the message doesn't say", () => {
    const { ChannelArn: _, ...summary } = reply;
    const named = { channelArn: CHANNEL_ARN, subChannelId: "sub_1" };
    expect(buttonToMessage(button, summary, named)).toMatchObject({ ChannelArn: CHANNEL_ARN, SubChannelId: "sub_1" });
    expect(buttonToMessage(button, summary)).toBeUndefined();
  });

  it.each<[what: string, value: string]>([
    ["blank", " \n"],
    ["longer than Lex takes", "x".repeat(1_025)],
    ["an envelope, which invokes nobody", '{"Code":403}'],
  ])("is nothing to send where its value is %s", (_what, value) => {
    expect(buttonToMessage({ text: "x", value }, reply)).toBeUndefined();
  });

  it("is nothing to send where the reply was private and no bot is known", () => {
    expect(buttonToMessage(button, { ...replaced, Target: [{ MemberArn: USER_ARN }] })).toBeUndefined();
  });

  it.each<[what: string, about: object]>([
    ["a channel that is no ARN", { ChannelArn: "channel" }],
    ["a channel on two lines", { ChannelArn: `${CHANNEL_ARN}\n` }],
    ["a channel over 1600", { ChannelArn: CHANNEL_ARN + "x".repeat(1_600) }],
    ["a channel of another type", { ChannelArn: 7 }],
    ["a list of one channel", { ChannelArn: [CHANNEL_ARN] }],
    ["a channel with a sign that no ARN has", { ChannelArn: `${CHANNEL_ARN} x` }],
  ])("is nothing to send to %s", (_what, about) => {
    expect(buttonToMessage(button, { ...reply, ...about })).toBeUndefined();
  });

  it("binds to ids of one sign and of 128, as Chime takes them", () => {
    for (const MessageId of ["m", "m".repeat(128)]) {
      const press = buttonToMessage(button, { ...reply, MessageId, MessageAttributes: { [ORIGINATING]: {} } });
      expect(readPress(press ?? {})).toEqual({ messageId: MessageId, label: "Checking account" });
    }
  });

  it("leaves out what Chime would refuse", () => {
    const odd = { SubChannelId: "a b", MessageId: "x".repeat(129), Persistence: "SOMETIMES" };
    const message = buttonToMessage(button, { ...reply, ...odd, Sender: { Arn: `${APP_ARN}/bot/\u0085` } });
    expect(message).toStrictEqual({
      ChannelArn: CHANNEL_ARN,
      Content: "checking",
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      Metadata: '{"CHIME.LEX.button":{"originatingRequestId":"5d3e","label":"Checking account"}}',
    });
  });

  it("holds a value of whole characters, as long as Lex takes it", () => {
    expect(buttonToMessage({ text: "x", value: "a\ud83d" }, reply)?.Content).toBe("a\ufffd");
    expect(buttonToMessage({ text: "x", value: "x".repeat(1_024) }, reply)?.Content).toHaveLength(1_024);
  });

  it("leaves room in Metadata for its own words: the label goes before the binding, the binding before the mention, the mention before the words", () => {
    expect(Object.keys(metadataOf(reply, "x".repeat(600)))).toEqual(["mentions", "CHIME.LEX.button"]);
    expect(Object.keys(metadataOf(reply, "x".repeat(850)))).toEqual(["mentions"]);
    const long = buttonToMessage({ text: "y".repeat(700), value: "x".repeat(500) }, reply);
    expect(readPress(long ?? {})).toEqual({ messageId: "6e4f", originatingRequestId: "5d3e" });
    expect(buttonToMessage({ text: "x", value: "x".repeat(1_000) }, reply)?.Metadata).toBeUndefined();
  });

  it("mentions as many bots as attributes hold, and none that is too long", () => {
    const bots = Array.from({ length: 30 }, (_, at) => `${BOT_ARN}${at}`);
    const sizeOf = (count: number) => JSON.stringify({ "CHIME.mentions": attribute(...bots.slice(0, count)) }).length;
    const kept = botsOf({ ...replaced, Metadata: JSON.stringify({ mentions: bots }) }).attribute ?? [];
    expect(kept).toEqual(bots.slice(0, kept.length));
    expect([sizeOf(kept.length) <= 1_024, sizeOf(kept.length + 1) <= 1_024]).toEqual([true, false]);
    expect(botsOf({ ...reply, Sender: { Arn: BOT_ARN.padEnd(513, "x") } }).attribute).toBeUndefined();
    expect(botsOf({ ...reply, Sender: { Arn: BOT_ARN.padEnd(512, "x") } }).attribute).toHaveLength(1);
  });

  it("mentions bots to the last byte that attributes hold", () => {
    const room = 1_024 - JSON.stringify({ "CHIME.mentions": attribute("", "") }).length;
    const two = (over: number) => [BOT_ARN.padEnd(512, "x"), BOT_ARN.padEnd(room - 512 + over, "y")];
    const kept = (bots: string[]) => botsOf({ ...replaced, Metadata: JSON.stringify({ mentions: bots }) }).attribute;
    expect(kept(two(0))).toEqual(two(0));
    expect(kept(two(1))).toEqual(two(1).slice(0, 1));
  });

  it("has in Metadata what fits beside its own words, to the last byte", () => {
    const whole = JSON.stringify({ mentions: [BOT_ARN], ...bound("6e4f"), "CHIME.LEX.input": "" }).length;
    const label = (value: string) => metadataOf(reply, value)["CHIME.LEX.button"].label;
    const room = 1_024 - whole + "Checking account".length - "x".length;
    expect([label("y".repeat(room)), label("y".repeat(room + 1))]).toEqual(["x", undefined]);
  });
});

describe("a press read on the other side", () => {
  const press = buttonToMessage(button, reply) ?? {};

  it("names the reply that its button was of", () => {
    expect(readPress(press)).toEqual({ messageId: "6e4f", originatingRequestId: "5d3e", label: "Checking account" });
  });

  it("carries no label where the button shows what it sends", () => {
    const same = buttonToMessage({ text: " Hi\nthere", value: "Hi there" }, reply);
    expect(readPress(same ?? {})).toEqual({ messageId: "6e4f", originatingRequestId: "5d3e" });
  });

  it("gives its label on one line, and none that is no text", () => {
    const read = (label: unknown) => readPress({ Metadata: JSON.stringify({ "CHIME.LEX.button": { label } }) });
    expect(read("a\n\u202eb ")).toEqual({ label: "a b" });
    expect([read(7), read(" "), read(null)]).toEqual([undefined, undefined, undefined]);
  });

  it.each<[what: string, Metadata: string | null | undefined]>([
    ["no Metadata", undefined],
    ["null", null],
    ["no JSON", "free text"],
    ["no text", 7 as never],
    ["no binding", '{"a":1}'],
    ["a binding of null", '{"CHIME.LEX.button":null}'],
    ["a binding that is a text", '{"CHIME.LEX.button":"6e4f"}'],
    ["a binding that names nothing", '{"CHIME.LEX.button":{}}'],
    ["a binding that names an empty id", '{"CHIME.LEX.button":{"messageId":""}}'],
    ["a binding that names nonsense", '{"CHIME.LEX.button":{"messageId":7,"originatingRequestId":"a b"}}'],
  ])("is none with %s", (_what, Metadata) => {
    expect(readPress({ Metadata })).toBeUndefined();
    expect(isStalePress({ Metadata }, reply)).toBe(false);
  });

  it.each<[policy: string, latest: ReplyMessage, stale: boolean]>([
    ["is fresh where its reply is the latest", reply, false],
    ["is fresh where its reply came in several messages", { ...reply, MessageId: "7a7a" }, false],
    [
      "is stale where another question was answered since",
      { ...reply, MessageAttributes: { [ORIGINATING]: attribute("9b9b") } },
      true,
    ],
    ["is stale where another message is the latest, which doesn't say what it answers", { MessageId: "7a7a" }, true],
    ["is fresh where the same message is the latest, which doesn't say what it answers", { MessageId: "6e4f" }, false],
    ["is not called stale where the latest is not known", {}, false],
  ])("%s", (_policy, latest, stale) => {
    expect(isStalePress(press, latest)).toBe(stale);
  });

  it("is fresh where the reply took the place of the user's words", () => {
    expect(isStalePress(buttonToMessage(button, replaced) ?? {}, replaced)).toBe(false);
    expect(metadataOf(replaced)["CHIME.LEX.button"]).toMatchObject({ messageId: "5d3e", originatingRequestId: "5d3e" });
  });
});
