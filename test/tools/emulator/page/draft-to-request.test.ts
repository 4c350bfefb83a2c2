import { describe, expect, it } from "vitest";
import { draftToRequest, EVERYONE } from "../../../../tools/emulator/page/chat/compose/draft-to-request.ts";

const BOT = "arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b";
const WORDS = { name: "BankBot", path: "mentions" };

describe("a draft as SendChannelMessage", () => {
  it("to everyone holds nothing that wasn't asked for", () => {
    expect(draftToRequest("hi", EVERYONE, WORDS)).toEqual({
      Content: "hi",
      Type: "STANDARD",
      Persistence: "PERSISTENT",
    });
  });

  it.each([
    ["beside what an application put there", '{"a":1}', "mentions", { a: 1, mentions: [BOT] }],
    ["beside others", '{"mentions":["x"]}', "mentions", { mentions: ["x", BOT] }],
    ["at a path inside", "", "app.to", { app: { to: [BOT] } }],
    ["at a path that is partly there", '{"app":{"v":2}}', "app.to", { app: { v: 2, to: [BOT] } }],
    ["in place of what is no list", '{"mentions":"all"}', "mentions", { mentions: [BOT] }],
  ])("mentions in Metadata %s", (_what, metadata, path, expected) => {
    const address = { ...EVERYONE, mention: BOT, mentionBy: "metadata", metadata } as const;
    const { Metadata = "" } = draftToRequest("hi", address, { ...WORDS, path });
    expect(JSON.parse(Metadata)).toEqual(expected);
  });

  it("refuses to mention in Metadata that is no JSON object", () => {
    const address = { ...EVERYONE, mention: BOT, mentionBy: "metadata", metadata: "[1]" } as const;
    expect(() => draftToRequest("hi", address, WORDS)).toThrow("must be a JSON object");
  });

  it("mentions in the text once, also where a person wrote it already", () => {
    const address = { ...EVERYONE, mention: BOT, mentionBy: "text" } as const;
    expect(draftToRequest("hi", address, WORDS).Content).toBe("@BankBot hi");
    expect(draftToRequest("hi @BankBot", address, WORDS).Content).toBe("hi @BankBot");
  });
});
