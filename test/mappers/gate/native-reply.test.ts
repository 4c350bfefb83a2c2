import { describe, expect, it } from "vitest";
import { nativeReply } from "../../../mappers/gate/native-reply.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { APP_ARN, BOT_ARN, sampleMessage, USER_ARN } from "../sample-message.ts";

const NATIVE = { Arn: `${APP_ARN}/bot/native` };
const on = { empty: "deny", error: "message" } as const;
const becomes = (about: Partial<ChannelMessage>, rules: Parameters<typeof nativeReply>[1] = on) =>
  nativeReply(sampleMessage({ Sender: NATIVE, ...about }), rules, (arn) => arn === BOT_ARN);
const EMPTY = '{"Messages":[]}';
const ERROR = '{"Code":403}';

describe("a native bot's message", () => {
  it.each<[policy: string, about: Partial<ChannelMessage>, becomes: unknown]>([
    ["an empty envelope is denied", { Content: EMPTY }, "deny"],
    ["an empty envelope with spaces is denied", { Content: ' { "Messages" : [ ] }\n' }, "deny"],
    ["a percent-encoded empty envelope is denied", { Content: encodeURIComponent(EMPTY) }, "deny"],
    [
      "an empty envelope with its type is denied",
      { Content: EMPTY, ContentType: "application/amz-chime-lex-msgs" },
      "deny",
    ],
    ["an error gives its code", { Content: ERROR }, { code: 403 }],
    ["a percent-encoded error gives its code", { Content: encodeURIComponent(ERROR) }, { code: 403 }],
    [
      "an error with its type gives its code",
      { Content: ERROR, ContentType: "application/amz-chime-lex-error" },
      { code: 403 },
    ],
  ])("%s", (_policy, about, expected) => {
    expect(becomes(about)).toEqual(expected);
  });

  it.each<[policy: string, about: Partial<ChannelMessage>]>([
    ["an envelope that says something", { Content: '{"Messages":[{"Content":"Hi","ContentType":"PlainText"}]}' }],
    ["an envelope that can't be read", { Content: '{"Messages":[1]}' }],
    ["an envelope with an empty one in it", { Content: '{"Messages":[{"Messages":[]}]}' }],
    ["an envelope with more in it", { Content: '{"Messages":[],"More":1}' }],
    ["an error whose code is no number", { Content: '{"Code":"403"}' }],
    ["an empty envelope that says it is text", { Content: EMPTY, ContentType: "text/plain" }],
    ["plain words", { Content: "Hi" }],
    ["no words", { Content: null }],
    ["a user's empty envelope", { Content: EMPTY, Sender: { Arn: USER_ARN } }],
    ["a user's error", { Content: ERROR, Sender: { Arn: USER_ARN } }],
    ["our own bot's empty envelope", { Content: EMPTY, Sender: { Arn: BOT_ARN } }],
    ["our own bot's error", { Content: ERROR, Sender: { Arn: BOT_ARN } }],
  ])("lets through %s", (_policy, about) => {
    expect(becomes(about)).toBeUndefined();
  });

  it("goes through as it is by default, and each rule counts for its own kind alone", () => {
    const off = { empty: "release", error: "release" } as const;
    expect([becomes({ Content: EMPTY }, off), becomes({ Content: ERROR }, off)]).toEqual([undefined, undefined]);
    expect(becomes({ Content: EMPTY }, { empty: "release", error: "message" })).toBeUndefined();
    expect(becomes({ Content: ERROR }, { empty: "deny", error: "release" })).toBeUndefined();
  });
});
