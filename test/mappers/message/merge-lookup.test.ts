import { describe, expect, it } from "vitest";
import { type LookedUp, mergeLookup } from "../../../mappers/message/merge-lookup.ts";
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

  it("takes empty members of the event for absent ones", () => {
    const empty = { Target: [], ContentType: "", SubChannelId: null, MessageAttributes: null };
    expect(mergeLookup(sampleMessage(empty), stored)).toEqual({ ...sampleMessage(), ...stored });
  });
});
