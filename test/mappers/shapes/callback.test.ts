import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { WrittenCallback } from "../../../mappers/shapes/callback.ts";

const arn = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e/channel/3f5a";
const written = { CallbackId: "c".repeat(36), ChannelArn: arn, ChannelMessage: { MessageId: "m1" } };
const judge = (about: object) => z.safeParse(WrittenCallback, { ...written, ...about });
const judgeMessage = (about: object) => judge({ ChannelMessage: { MessageId: "m1", ...about } });
const attribute = (name: string, value: string) => ({ MessageAttributes: { [name]: { StringValues: [value] } } });

describe("a callback that we write", () => {
  it.each<[policy: string, about: object]>([
    ["ids alone", {}],
    ["the shortest id of a callback", { CallbackId: "c".repeat(32) }],
    ["the longest id of a callback", { CallbackId: "c".repeat(64) }],
    ["a denial", { DeleteResource: true }],
  ])("may hold %s", (_policy, about) => expect(judge(about).success).toBe(true));

  it.each<[policy: string, about: object]>([
    ["too short an id", { CallbackId: "c".repeat(31) }],
    ["too long an id", { CallbackId: "c".repeat(65) }],
    ["no id", { CallbackId: undefined }],
    ["a channel that is no ARN", { ChannelArn: "channel" }],
    ["too long an ARN", { ChannelArn: `arn:aws:chime:us-east-1:1:a${"a".repeat(1_600)}` }],
    ["a denial that is no boolean", { DeleteResource: "true" }],
    ["a member that the API doesn't know", { ChimeBearer: arn }],
    ["no message", { ChannelMessage: undefined }],
  ])("may not hold %s", (_policy, about) => expect(judge(about).success).toBe(false));

  it.each<[policy: string, about: object]>([
    ["the longest MessageId", { MessageId: "m".repeat(128) }],
    ["4096 bytes of Content", { Content: `${"漢".repeat(1_365)}a` }],
    ["line ends in Content", { Content: "a\nb" }],
    ["1024 bytes of Metadata", { Metadata: `${"漢".repeat(341)}a` }],
    ["empty Metadata", { Metadata: "" }],
    ["the longest push", { PushNotification: { Title: "t".repeat(50), Body: "b".repeat(150), Type: "VOIP" } }],
    ["the shortest push", { PushNotification: { Title: "t", Body: "b", Type: "DEFAULT" } }],
    ["an empty push", { PushNotification: {} }],
    ["the longest attribute", attribute("n".repeat(64), "v".repeat(512))],
    ["the shortest attribute", attribute("n", "v")],
    ["the longest sub-channel", { SubChannelId: "s".repeat(128) }],
    ["the shortest sub-channel", { SubChannelId: "s" }],
    ["the longest ContentType", { ContentType: "c".repeat(45) }],
    ["an empty ContentType", { ContentType: "" }],
  ])("may have a message with %s", (_policy, about) => expect(judgeMessage(about).success).toBe(true));

  it.each<[policy: string, about: object]>([
    ["no MessageId", { MessageId: "" }],
    ["too long a MessageId", { MessageId: "m".repeat(129) }],
    ["a MessageId with a space", { MessageId: "m 1" }],
    ["empty Content", { Content: "" }],
    ["more than 4096 bytes of Content", { Content: "漢".repeat(1_366) }],
    ["more than 1024 bytes of Metadata", { Metadata: "漢".repeat(342) }],
    ["a line end in Metadata", { Metadata: "a\nb" }],
    ["an empty title", { PushNotification: { Title: "" } }],
    ["too long a title", { PushNotification: { Title: "t".repeat(51) } }],
    ["a title of too many UTF-16 units", { PushNotification: { Title: "😀".repeat(26) } }],
    ["an empty body", { PushNotification: { Body: "" } }],
    ["too long a body", { PushNotification: { Body: "b".repeat(151) } }],
    ["an unknown kind of push", { PushNotification: { Type: "LOUD" } }],
    ["an unknown member of a push", { PushNotification: { Sound: "x" } }],
    ["an attribute without a name", attribute("", "v")],
    ["too long a name", attribute("n".repeat(65), "v")],
    ["an empty value", attribute("n", "")],
    ["too long a value", attribute("n", "v".repeat(513))],
    ["a value of too many UTF-16 units", attribute("n", "😀".repeat(257))],
    ["an attribute with an unknown member", { MessageAttributes: { n: { StringValues: ["v"], Other: 1 } } }],
    ["an empty sub-channel", { SubChannelId: "" }],
    ["too long a sub-channel", { SubChannelId: "s".repeat(129) }],
    ["a sub-channel with a slash", { SubChannelId: "a/b" }],
    ["too long a ContentType", { ContentType: "c".repeat(46) }],
    ["a Target, which a callback can't have", { Target: [] }],
  ])("may not have a message with %s", (_policy, about) => expect(judgeMessage(about).success).toBe(false));

  it("is told the limit in bytes where it is over", () => {
    expect(judgeMessage({ Content: "a".repeat(4_097) }).error?.issues[0]?.message).toBe(
      "must be at most 4096 UTF-8 bytes",
    );
  });
});
