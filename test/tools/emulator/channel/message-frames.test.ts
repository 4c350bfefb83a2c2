import { describe, expect, it } from "vitest";
import type { EmulatedMessage } from "../../../../tools/emulator/channel/message.ts";
import { type HeldMessage, messageToFrames } from "../../../../tools/emulator/channel/session/message-frames.ts";

const message = (more: Partial<EmulatedMessage> = {}): EmulatedMessage => ({
  ChannelArn: "channel",
  MessageId: "id",
  Content: "Hello",
  Sender: { Arn: "ana", Name: "Ana" },
  Type: "STANDARD",
  Persistence: "PERSISTENT",
  Status: { Value: "SENT" },
  CreatedTimestamp: "2026-01-01T00:00:00.000Z",
  LastUpdatedTimestamp: "2026-01-01T00:00:00.000Z",
  ...more,
});
const sent = message();
const pending = message({ Status: { Value: "PENDING" } });
const edit = message({ Content: "Good day", Status: { Value: "PENDING" } });
const edited = message({ Content: "Good day" });
const status = (Value: "DENIED" | "FAILED", of = sent) => ({ ...of, Status: { Value } });
const redacted = message({ Content: "", Redacted: true });
const toBen = { Target: [{ MemberArn: "ben" }] };
const toCleo = { Target: [{ MemberArn: "cleo" }] };

type Held = HeldMessage | undefined;
const cases: [what: string, was: Held, is: Held, ana: string | undefined, ben: string | undefined][] = [
  ["a message enters the flow", undefined, { message: pending }, "PENDING_CREATE_CHANNEL_MESSAGE", undefined],
  ["it is sent", { message: pending }, { message: sent }, "CREATE_CHANNEL_MESSAGE", "CREATE_CHANNEL_MESSAGE"],
  ["it is denied", { message: pending }, { message: status("DENIED") }, "DENIED_CREATE_CHANNEL_MESSAGE", undefined],
  ["it fails", { message: pending }, { message: status("FAILED") }, "FAILED_CREATE_CHANNEL_MESSAGE", undefined],
  ["a message without a flow", undefined, { message: sent }, "CREATE_CHANNEL_MESSAGE", "CREATE_CHANNEL_MESSAGE"],
  [
    "an edit enters the flow",
    { message: sent },
    { message: edit, before: sent },
    "PENDING_UPDATE_CHANNEL_MESSAGE",
    undefined,
  ],
  [
    "the edit is sent",
    { message: edit, before: sent },
    { message: edited },
    "UPDATE_CHANNEL_MESSAGE",
    "UPDATE_CHANNEL_MESSAGE",
  ],
  [
    "the edit is denied",
    { message: edit, before: sent },
    { message: sent, undone: status("DENIED", edited) },
    "DENIED_UPDATE_CHANNEL_MESSAGE",
    undefined,
  ],
  [
    "the edit fails",
    { message: edit, before: sent },
    { message: sent, undone: status("FAILED", edited) },
    "FAILED_UPDATE_CHANNEL_MESSAGE",
    undefined,
  ],
  [
    "an edit after one that was denied",
    { message: sent, undone: status("DENIED", edited) },
    { message: edited },
    "UPDATE_CHANNEL_MESSAGE",
    "UPDATE_CHANNEL_MESSAGE",
  ],
  ["a redaction", { message: sent }, { message: redacted }, "REDACT_CHANNEL_MESSAGE", "REDACT_CHANNEL_MESSAGE"],
  ["a deletion", { message: sent }, undefined, "DELETE_CHANNEL_MESSAGE", "DELETE_CHANNEL_MESSAGE"],
  ["a message to Ben", undefined, { message: message(toBen) }, "CREATE_CHANNEL_MESSAGE", "CREATE_CHANNEL_MESSAGE"],
  ["a message to somebody else", undefined, { message: message(toCleo) }, "CREATE_CHANNEL_MESSAGE", undefined],
  [
    "what went to somebody else is deleted",
    { message: message(toCleo) },
    undefined,
    "DELETE_CHANNEL_MESSAGE",
    undefined,
  ],
  [
    "what is not stored",
    undefined,
    { message: message({ Type: "CONTROL", Persistence: "NON_PERSISTENT" }) },
    "CREATE_CHANNEL_MESSAGE",
    "CREATE_CHANNEL_MESSAGE",
  ],
];

describe("what members are told of a message", () => {
  it.each(cases)("%s", (_what, was, is, ana, ben) => {
    const told = (who: string) => messageToFrames(was, is, who).map(({ type }) => type);
    expect([told("ana"), told("ben")]).toEqual([ana, ben].map((name) => (name === undefined ? [] : [name])));
  });

  it("holds the denied words for their sender, and the message as it still is for nobody", () => {
    const held = { message: sent, undone: status("DENIED", edited) };
    const [frame] = messageToFrames({ message: edit, before: sent }, held, "ana");
    expect(frame?.payload).toMatchObject({ Content: "Good day", Status: { Value: "DENIED" } });
  });

  it("has no words of a message that was deleted", () => {
    const [frame] = messageToFrames({ message: message({ Metadata: "words" }) }, undefined, "ben");
    expect(JSON.stringify(frame)).not.toMatch(/Hello|words/);
  });
});
