import { describe, expect, it } from "vitest";
import { type LookedUp, mergeLookup } from "../../../mappers/message/merge-lookup.ts";
import { readChannelMessage } from "../../../mappers/message/read-message.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { BOT_ARN, sampleMessage, USER_ARN } from "../sample-message.ts";

const stored: Required<LookedUp> = {
  Target: [{ MemberArn: BOT_ARN }],
  MessageAttributes: { "CHIME.mentions": { StringValues: [BOT_ARN] }, "app.a": { StringValues: ["stored"] } },
  ContentType: "text/plain",
  SubChannelId: "sub",
};

describe("a message that was looked up", () => {
  it("gains what the event left out, and nothing else changes", () => {
    expect(mergeLookup(sampleMessage(), stored)).toEqual({ ...sampleMessage(), ...stored });
  });

  it.each<[policy: string, given: Partial<ChannelMessage>]>([
    ["a target", { Target: [{ MemberArn: USER_ARN }] }],
    ["a content type", { ContentType: "text/markdown" }],
    ["a sub-channel", { SubChannelId: "given" }],
    [
      "an attribute without values",
      { MessageAttributes: { ...stored.MessageAttributes, "app.a": { StringValues: [] } } },
    ],
  ])("keeps what the event gave: %s", (_policy, given) => {
    expect(mergeLookup(sampleMessage(given), stored)).toEqual({ ...sampleMessage(), ...stored, ...given });
  });

  it("keeps each attribute that the event gave, and gains the others", () => {
    const given = { "app.a": { StringValues: ["given"] }, "app.b": { StringValues: null } };
    expect(mergeLookup(sampleMessage({ MessageAttributes: given }), stored).MessageAttributes).toEqual({
      "CHIME.mentions": { StringValues: [BOT_ARN] },
      "app.a": { StringValues: ["given"] },
      "app.b": { StringValues: [] },
    });
  });

  it.each<[policy: string, found: LookedUp]>([
    ["nothing was found", {}],
    ["what was found is null", { Target: null, MessageAttributes: null, ContentType: null, SubChannelId: null }],
    ["what was found is empty", { Target: [], MessageAttributes: {}, ContentType: "", SubChannelId: "" }],
  ])("is what it was where %s", (_policy, found) => {
    expect(mergeLookup(sampleMessage(), found)).toStrictEqual(sampleMessage());
  });

  const odd = { Target: [7], MessageAttributes: { "CHIME.mentions": { StringValues: [7] } } };
  const unreadable = () => readChannelMessage({ ...sampleMessage(), ...odd }).message ?? sampleMessage();

  it("gains what the event gave in a way that can't be read", () => {
    expect(mergeLookup(unreadable(), stored)).toEqual({ ...sampleMessage(), ...stored });
  });

  it.each<[policy: string, found: LookedUp]>([
    ["nothing was found", {}],
    ["a target without members was found", { Target: [] }],
    ["null was found", { Target: null, MessageAttributes: null }],
  ])("keeps that it can't be read where %s", (_policy, found) => {
    expect(mergeLookup(unreadable(), found)).toEqual(unreadable());
  });

  it("keeps the event's own target where none was found, and an attribute whose values are null", () => {
    const given = { Target: [{ MemberArn: USER_ARN }], MessageAttributes: { "app.a": { StringValues: null } } };
    const { "CHIME.mentions": mentions } = stored.MessageAttributes ?? {};
    expect(mergeLookup(sampleMessage(given), { MessageAttributes: stored.MessageAttributes })).toEqual({
      ...sampleMessage(given),
      MessageAttributes: { "CHIME.mentions": mentions, "app.a": { StringValues: [] } },
    });
  });

  it("takes empty members of the event for absent ones", () => {
    const empty = { Target: [], ContentType: "", SubChannelId: null, MessageAttributes: null };
    expect(mergeLookup(sampleMessage(empty), stored)).toEqual({ ...sampleMessage(), ...stored });
  });
});
