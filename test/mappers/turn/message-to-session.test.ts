import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { keyToSession, messageToSession, type SessionPolicy } from "../../../mappers/turn/message-to-session.ts";
import { APP_ARN, sampleMessage } from "../sample-message.ts";

const sha256Hex = (text: string) => createHash("sha256").update(text).digest("hex");
const sessionOf = (about: Partial<ChannelMessage>, policy: SessionPolicy = "sender-in-channel") =>
  messageToSession(sampleMessage(about), policy, sha256Hex);
const LEGAL = /^[0-9a-zA-Z._:-]{2,100}$/;

describe("the session id", () => {
  it.each<[policy: SessionPolicy, readable: RegExp]>([
    ["sender-in-channel", /^3f5a:ana:[0-9a-f]{16}$/],
    ["channel", /^3f5a:[0-9a-f]{16}$/],
    ["sender", /^ana:[0-9a-f]{16}$/],
  ])("names what it is made of, under %s", (policy, readable) => {
    expect(sessionOf({}, policy)).toMatch(readable);
  });

  it("rests on a hash that stays the same from release to release, or conversations would break off", () => {
    expect(sessionOf({})).toBe(
      `3f5a:ana:${sha256Hex(`[["channel","${APP_ARN}/channel/3f5a"],["sender","${APP_ARN}/user/ana"]]`).slice(0, 16)}`,
    );
    expect(sessionOf({ SubChannelId: "room" }, "channel")).toBe(
      `3f5a:room:${sha256Hex(`[["channel","${APP_ARN}/channel/3f5a"],["sub-channel","room"]]`).slice(0, 16)}`,
    );
  });

  it("tells sub-channels apart, save where a sender has one session everywhere", () => {
    expect(sessionOf({ SubChannelId: "a" })).toMatch(/^3f5a:a:ana:/);
    expect(sessionOf({ SubChannelId: "a" }, "channel")).not.toBe(sessionOf({ SubChannelId: "b" }, "channel"));
    expect(sessionOf({ SubChannelId: "a" }, "sender")).toBe(sessionOf({}, "sender"));
    expect(sessionOf({ SubChannelId: "" })).toBe(sessionOf({}));
    expect(sessionOf({ SubChannelId: null })).toBe(sessionOf({}));
  });

  it("tells two app instances apart whose channels and users have the same ids", () => {
    const other = APP_ARN.replace("8d0e4c5a", "11111111");
    expect(sessionOf({ ChannelArn: `${other}/channel/3f5a` }, "channel")).not.toBe(sessionOf({}, "channel"));
    expect(sessionOf({ Sender: { Arn: `${other}/user/ana` } }, "sender")).not.toBe(sessionOf({}, "sender"));
  });

  it("is a plain hash where an id holds what Lex refuses, or is too long", () => {
    expect(sessionOf({ Sender: { Arn: `${APP_ARN}/user/ana@example.com` } })).toMatch(/^h:[0-9a-f]{64}$/);
    const room = 100 - "3f5a:".length - ":".length - 16;
    expect(sessionOf({ Sender: { Arn: `${APP_ARN}/user/${"u".repeat(room)}` } })).toMatch(/^3f5a:u+:/);
    expect(sessionOf({ Sender: { Arn: `${APP_ARN}/user/${"u".repeat(room + 1)}` } })).toMatch(/^h:[0-9a-f]{64}$/);
  });
});

const id = fc.oneof(fc.stringMatching(/^[a-z:.\-/@]{0,4}$/), fc.string({ maxLength: 60, unit: "binary" }));
const conversation = fc.record({ channel: id, sender: id, sub: fc.oneof(fc.constant(""), id) });

describe("for any two conversations", () => {
  it.each<[policy: SessionPolicy, partsOf: (one: { channel: string; sender: string; sub: string }) => string[]]>([
    ["sender-in-channel", ({ channel, sender, sub }) => [channel, sub, sender]],
    ["channel", ({ channel, sub }) => [channel, sub]],
    ["sender", ({ sender }) => [sender]],
  ])("ids are legal, and the same exactly if the conversation is, under %s", (policy, partsOf) => {
    fc.assert(
      fc.property(conversation, conversation, (one, other) => {
        const [first, second] = [one, other].map(({ channel, sender, sub }) =>
          sessionOf(
            {
              ChannelArn: `${APP_ARN}/channel/${channel}`,
              Sender: { Arn: `${APP_ARN}/user/${sender}` },
              SubChannelId: sub,
            },
            policy,
          ),
        );
        expect(first).toMatch(LEGAL);
        expect(first === second).toBe(JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other)));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the session id of a key of the embedding code's own", () => {
  it("is readable where the key is legal, else a hash, and the same for the same key alone", () => {
    expect(keyToSession("family-7", sha256Hex)).toMatch(/^family-7:[0-9a-f]{16}$/);
    expect(keyToSession("Müller & Söhne", sha256Hex)).toMatch(/^h:[0-9a-f]{64}$/);
    // The same from release to release, as above.
    expect(keyToSession("family-7", sha256Hex)).toBe(`family-7:${sha256Hex('[["key","family-7"]]').slice(0, 16)}`);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: "binary" }),
        fc.string({ minLength: 1, unit: "binary" }),
        (one, other) => {
          expect(keyToSession(one, sha256Hex)).toMatch(LEGAL);
          expect(keyToSession(one, sha256Hex) === keyToSession(other, sha256Hex)).toBe(one === other);
        },
      ),
    );
  });

  it("is never that of a conversation that no key names", () => {
    expect(keyToSession("3f5a:ana", sha256Hex)).not.toBe(sessionOf({}));
  });
});
