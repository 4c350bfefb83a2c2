import { describe, expect, it } from "vitest";
import { eventToRelease, idsToBareRelease, idsToDenial } from "../../../mappers/answer/event-to-release.ts";

const ids = { CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11", ChannelArn: "arn:channel", MessageId: "m1" };
const echoOf = (message: Record<string, unknown>) => eventToRelease(ids, message).ChannelMessage;

describe("a release", () => {
  it("echoes every field of the message that a callback takes, untouched", () => {
    const echoed = {
      Content: "caf%c3%a9",
      Metadata: '{ "a" : 1 }',
      ContentType: "text/plain",
      SubChannelId: "sub",
      PushNotification: { Title: "Ana", Body: "Hi", Type: "VOIP" },
      MessageAttributes: { "app.lang": { StringValues: ["en", ""] } },
    };
    const came = { ...echoed, MessageId: "other", Type: "STANDARD", Sender: { Arn: "arn" }, Persistence: "PERSISTENT" };
    expect(eventToRelease(ids, came)).toStrictEqual({
      CallbackId: ids.CallbackId,
      ChannelArn: ids.ChannelArn,
      ChannelMessage: { MessageId: "m1", ...echoed },
    });
  });

  it.each<[policy: string, message: Record<string, unknown>]>([
    ["nothing came", {}],
    ["texts are empty", { Content: "", ContentType: "", SubChannelId: "" }],
    ["texts are null", { Content: null, Metadata: null, ContentType: null, SubChannelId: null }],
    ["texts are of another type", { Content: 7, Metadata: { a: 1 }, ContentType: [], SubChannelId: true }],
    ["the push notification is empty", { PushNotification: { Title: "", Body: null, Type: 7 } }],
    ["the push notification is a text", { PushNotification: "Hi" }],
    ["the push notification is a list", { PushNotification: [{ Title: "Ana" }] }],
    ["the push notification is null", { PushNotification: null }],
    ["the attributes are empty", { MessageAttributes: {} }],
    ["the attributes are null", { MessageAttributes: null }],
    ["the attributes are a text", { MessageAttributes: "a" }],
    ["the attributes are a list", { MessageAttributes: [{ StringValues: ["v"] }] }],
    [
      "no attribute has values",
      { MessageAttributes: { a: null, b: {}, c: { StringValues: "v" }, d: { StringValues: [7] } } },
    ],
  ])("holds the message's id alone where %s", (_policy, message) => {
    expect(echoOf(message)).toStrictEqual({ MessageId: "m1" });
  });

  it("echoes empty Metadata, which may have been set to be empty", () => {
    expect(echoOf({ Metadata: "" })).toStrictEqual({ MessageId: "m1", Metadata: "" });
  });

  it("leaves out of a push notification, and of the attributes, only what can't be echoed", () => {
    const message = {
      PushNotification: { Title: "", Body: "Hi", Type: null, Sound: "x" },
      MessageAttributes: {
        a: { StringValues: ["v"], Other: 1 },
        b: { StringValues: ["v", 7] },
        c: { StringValues: [] },
      },
    };
    expect(echoOf(message)).toStrictEqual({
      MessageId: "m1",
      PushNotification: { Body: "Hi" },
      MessageAttributes: { a: { StringValues: ["v"] }, c: { StringValues: [] } },
    });
  });

  it("echoes whatever attribute name came, also one that objects have by themselves", () => {
    const message = JSON.parse('{"MessageAttributes":{"__proto__":{"StringValues":["v"]}}}');
    expect(JSON.stringify(echoOf(message))).toBe(
      '{"MessageId":"m1","MessageAttributes":{"__proto__":{"StringValues":["v"]}}}',
    );
  });

  it("can be bare: the ids alone", () => {
    expect(idsToBareRelease(ids)).toStrictEqual({
      CallbackId: ids.CallbackId,
      ChannelArn: ids.ChannelArn,
      ChannelMessage: { MessageId: "m1" },
    });
  });
});

it("a denial is a bare release with DeleteResource", () => {
  expect(idsToDenial(ids)).toStrictEqual({ ...idsToBareRelease(ids), DeleteResource: true });
});

describe("the push notification of a bot's own message", () => {
  const Content = '{"Messages":[{"Content":"Hello there, dear customer","ContentType":"PlainText"}]}';
  const withBody = (Body: string, content = Content) =>
    echoOf({ Content: content, PushNotification: { Title: "Bot", Body } }).PushNotification;

  it("is not echoed where it shows the beginning of the envelope", () => {
    expect(withBody(Content)).toBeUndefined();
    expect(withBody(Content.slice(0, 40))).toBeUndefined();
    expect(withBody(`${Content.slice(0, 40)}…`)).toBeUndefined();
  });

  it("is echoed where it is in words, and where the message only looks like an envelope", () => {
    expect(echoOf({ Content, PushNotification: { Title: "Bot" } }).PushNotification).toEqual({ Title: "Bot" });
    expect(withBody("Hello there")).toEqual({ Title: "Bot", Body: "Hello there" });
    expect(withBody('{"a":1}', '{"a":1}')).toEqual({ Title: "Bot", Body: '{"a":1}' });
  });
});
