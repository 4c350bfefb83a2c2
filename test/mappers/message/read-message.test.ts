import { describe, expect, it } from "vitest";
import { gate } from "../../../mappers/gate/gate.ts";
import type { GateRules } from "../../../mappers/gate/gate-rules.ts";
import { readChannelMessage } from "../../../mappers/message/read-message.ts";

const BOT = "arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b";
const RIGHT = {
  MessageId: "m",
  ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c",
  Sender: { Arn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/user/ana", Name: "Ana" },
  Content: "Hello",
  Type: "STANDARD",
  Persistence: "PERSISTENT",
};
const RULES: GateRules = {
  bots: [{ arn: BOT, aliases: [], standardMessages: "ALL", targetedMessages: "ALL", longText: "error" }],
  mentionsPath: "mentions",
  edits: "ignore",
  keepInput: true,
  isText: true,
};
const judge = (about: object, rules: Partial<GateRules> = {}) => {
  const { message } = readChannelMessage({ ...RIGHT, ...about });
  if (!message) return "unreadable";
  const verdict = gate(message, { ...RULES, ...rules });
  return verdict.kind === "release" ? verdict.reason : verdict.kind;
};

describe("a member of another type costs that member, never the answer", () => {
  it.each<[what: string, about: object, odd: string[]]>([
    ["nothing odd", {}, []],
    ["a persistence", { Persistence: 7 }, ["Persistence"]],
    ["a sender's name", { Sender: { ...RIGHT.Sender, Name: 7 } }, ["Sender.Name"]],
    ["a push notification", { PushNotification: "hello" }, ["PushNotification"]],
    [
      "an attribute",
      { MessageAttributes: { a: { StringValues: "x" }, b: { StringValues: ["y"] } } },
      ["MessageAttributes"],
    ],
    ["an attribute that is no object", { MessageAttributes: { a: 7 } }, ["MessageAttributes"]],
    ["an attribute that is null", { MessageAttributes: { a: null } }, ["MessageAttributes"]],
    ["one value of an attribute", { MessageAttributes: { a: { StringValues: ["x", 7] } } }, ["MessageAttributes"]],
    [
      "no attribute that has values, or null for them",
      { MessageAttributes: { a: { StringValues: ["x"] }, b: { StringValues: null } } },
      [],
    ],
    ["the title of a push notification", { PushNotification: { Title: 7 } }, ["PushNotification"]],
    ["the body of a push notification", { PushNotification: { Title: "t", Body: 7 } }, ["PushNotification"]],
    ["the type of a push notification", { PushNotification: { Title: "t", Type: 7 } }, ["PushNotification"]],
    ["no push notification of texts, or null for them", { PushNotification: { Title: "t", Body: null } }, []],
    ["no target that names a member", { Target: [{ MemberArn: BOT }] }, []],
    ["the ARN of a target's member", { Target: [{ MemberArn: BOT }, { MemberArn: 7 }] }, ["Target"]],
    ["one member of a target", { Target: [{ MemberArn: BOT }, 7] }, ["Target"]],
    ["a sub-channel that is a number", { SubChannelId: 42 }, ["SubChannelId"]],
    ["what nobody reads", { RedactedAt: 7, Extra: { a: [] } }, []],
  ])("%s", (_what, about, odd) => {
    const read = readChannelMessage({ ...RIGHT, ...about });
    expect(read.odd).toEqual(odd);
    expect(judge(about)).toBe("turn");
  });

  it("keeps what is whole as it came", () => {
    const whole = {
      PushNotification: { Title: "t" },
      Target: [{ MemberArn: BOT }],
      MessageAttributes: { a: { StringValues: ["x"] } },
    };
    expect(readChannelMessage({ ...RIGHT, ...whole }).message).toEqual({ ...RIGHT, ...whole });
  });

  it("keeps of what isn't whole nothing that could be taken for right", () => {
    const odd = { Persistence: 7, PushNotification: { Title: "t", Body: 7 }, Sender: { ...RIGHT.Sender, Name: 7 } };
    const { message } = readChannelMessage({ ...RIGHT, ...odd });
    expect(message).toEqual({ ...RIGHT, Persistence: "NON_PERSISTENT", Sender: { Arn: RIGHT.Sender.Arn } });
  });

  it.each<[what: string, about: object, odd: string[]]>([
    ["a sub-channel that is no number", { SubChannelId: true, Persistence: 7 }, ["Persistence", "SubChannelId"]],
    ["a sender that is a text", { Sender: "Ana", Persistence: 7 }, ["Persistence", "Sender"]],
    ["a sender whose ARN is no text", { Sender: { Arn: 7 } }, ["Sender"]],
  ])("but for the members by which a message is known, and names them too: %s", (_what, about, odd) => {
    expect(readChannelMessage({ ...RIGHT, ...about })).toEqual({ odd });
  });

  it("keeps the good attributes beside an odd one, and a number's digits as the sub-channel", () => {
    const { message } = readChannelMessage({
      ...RIGHT,
      SubChannelId: 42,
      MessageAttributes: { a: { StringValues: "x" }, b: { StringValues: ["y"] } },
    });
    expect(message).toMatchObject({ SubChannelId: "42", MessageAttributes: { b: { StringValues: ["y"] } } });
    expect(message?.MessageAttributes).not.toHaveProperty("a");
  });
});

describe("dropping never lets more people see, wake or hear the bot", () => {
  it.each<[what: string, about: object, outcome: string, rules?: Partial<GateRules>]>([
    ["an odd sender is not ours to answer", { Sender: "Ana" }, "unreadable"],
    ["an odd sub-channel can't be told", { SubChannelId: { id: 1 } }, "unreadable"],
    ["an odd type is not STANDARD", { Type: 7 }, "not-standard"],
    ["a content that is no text is none", { Content: { a: 1 } }, "no-text"],
    [
      "odd mentions may name another",
      { MessageAttributes: { "CHIME.mentions": { StringValues: BOT } } },
      "not-invoked",
    ],
    ["odd attributes may hold mentions", { MessageAttributes: "none" }, "not-invoked"],
    [
      "an odd target may be another's, where targeted messages are none of the bot's",
      { Target: "someone" },
      "not-invoked",
      { bots: [{ ...(RULES.bots[0] as GateRules["bots"][number]), targetedMessages: "NONE" }] },
    ],
    [
      "a target of which no member can be read, the same",
      { Target: [7, { MemberArn: 7 }] },
      "not-invoked",
      { bots: [{ ...(RULES.bots[0] as GateRules["bots"][number]), targetedMessages: "NONE" }] },
    ],
    ["a target whose ARN is empty is another's", { Target: [{ MemberArn: "" }] }, "targeted-elsewhere"],
    ["a target of which somebody else can be read", { Target: [{ MemberArn: `${BOT}2` }, 7] }, "targeted-elsewhere"],
  ])("%s", (_what, about, outcome, rules) => {
    expect(judge(about, rules)).toBe(outcome);
  });
});
