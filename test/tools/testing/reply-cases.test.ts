import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import { differenceToText } from "../../../tools/testing/diff/difference.ts";
import { sentLimitDifferences } from "../../../tools/testing/diff/limits.ts";
import { sentDifferences } from "../../../tools/testing/diff/sent.ts";
import { logToCases } from "../../../tools/testing/from-log/write-case.ts";
import { CASE_CONFIG, runCases } from "../../../tools/testing/run-cases.ts";
import { updateCase } from "../../../tools/testing/update-case.ts";
import "../../../tools/testing/vitest.ts";
import { command } from "../../captured-io.ts";

const REPLY = { ...CASE_CONFIG, delivery: "reply" } as const;
const BOT = CASE_CONFIG.bots[0]?.appInstanceBotArn ?? "";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "reply-")), "a-case");
  const plain = new URL("../../../fixtures/cases/a-plain-text-reply-takes-the-place-of-the-question", import.meta.url);
  cpSync(fileURLToPath(plain), folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const expectations = async (config: Parameters<typeof runCases>[1] = REPLY) => {
  for (const result of await runCases(folder, config)) updateCase(result);
  return runCases(folder, config);
};

describe("a case in delivery reply", () => {
  it("has what the bot says in its own name as its fifth stage, and the message as it came as its fourth", async () => {
    const [result] = await expectations();
    expect(result).toMatchObject({ passed: true, differences: [] });
    expect(read("4-callback.json").ChannelMessage).not.toHaveProperty("ContentType");
    expect(read("5-sent.json")).toMatchObject([
      { ChimeBearer: BOT, ContentType: "application/amz-chime-lex-msgs", Persistence: "PERSISTENT" },
    ]);
    expect(result).toReply();
    expect(result).toHaveIntent("Welcome", "Fulfilled");
    expect(result).toFitLimits();
  });

  it("fails where a part is missing, and where the bot says something else", async () => {
    await expectations();
    const sent = read("5-sent.json") as OutgoingMessage[];
    write("5-sent.json", [...sent, sent[0]]);
    const says = async () =>
      (await runCases(folder, REPLY)).flatMap(({ differences }) => differences.map((one) => differenceToText(one)));
    expect(await says()).toEqual(["part 2: was not sent: a reply of 1 message"]);
    write(
      "5-sent.json",
      sent.map((part) => ({ ...part, Content: part.Content.replace(/"Content":"[^"]*"/, '"Content":"Bye"') })),
    );
    expect(await says()).toEqual([expect.stringMatching(/^part 1: message 1: text: "Bye" → /)]);
    rmSync(join(folder, "5-sent.json"));
    expect(await says()).toEqual(["part 1: was sent, and not expected: a reply of 1 message"]);
  });

  it("answers a private question privately, as 0-lookup.json shows it", async () => {
    write("0-lookup.json", { message: { Target: [{ MemberArn: BOT }] } });
    await expectations();
    expect(read("5-sent.json")).toMatchObject([{ Target: [{ MemberArn: expect.stringMatching(/\/user\/ana$/) }] }]);
  });

  it("says nothing where no bot may see the message", async () => {
    write("0-lookup.json", { message: "refused" });
    const [result] = await expectations();
    expect(read("case.json")).toMatchObject({ outcome: "released", reason: "lookup" });
    expect(result).toBeReleased("lookup");
    expect(result?.actual).not.toHaveProperty("sent");
  });

  it("counts members for AUTO, and says what is missing where the case doesn't tell", async () => {
    const auto = {
      ...REPLY,
      bots: [{ ...CASE_CONFIG.bots[0], invokedBy: { standardMessages: "AUTO" } }],
    } as typeof CASE_CONFIG;
    const [lacking] = await runCases(folder, auto);
    expect(lacking?.error?.message).toMatch(
      /0-lookup\.json is missing: the bridge counts the channel's members\. Write \{"members": 2\}/,
    );
    write("0-lookup.json", { members: 2 });
    expect((await expectations(auto))[0]).toReply();
    write("0-lookup.json", { members: 3 });
    expect((await expectations(auto))[0]).toBeReleased("not-invoked");
  });

  it("gives the session that Lex holds", async () => {
    const bots = [{ ...CASE_CONFIG.bots[0], sendSessionAttributes: ["mood"], sessionAttributes: { mood: "calm" } }];
    write("0-lookup.json", { session: { sessionAttributes: { tier: "gold" } } });
    await expectations({ ...REPLY, bots } as typeof CASE_CONFIG);
    expect(read("2-turn-request.json").sessionState.sessionAttributes).toMatchObject({ tier: "gold", mood: "calm" });
  });

  it("is made of a decision record too", async () => {
    const [result] = await expectations();
    const into = join(folder, "..", "made");
    const { written } = await logToCases(JSON.stringify(result?.actual?.decision), { into, config: REPLY });
    expect(written[0]?.differences).toEqual([]);
    expect((await runCases(into, REPLY)).map(({ passed }) => passed)).toEqual([true]);
  });

  it.each([
    [
      "0-lookup.json",
      { member: 2 },
      /0-lookup\.json: no such key: member\. Did you mean members\? Its keys are message, members, session/,
    ],
    ["0-lookup.json", { members: -1 }, /0-lookup\.json: members/],
    ["5-sent.json", {}, /5-sent\.json is no list\. Write the messages/],
  ])("a malformed %s (%j) is told with the fix", async (file, value, told) => {
    write(file, value);
    const { code, err } = await command(["check", folder], { cwd: folder });
    expect(code).toBe(2);
    expect(err).toMatch(told);
  });
});

it("a part over a limit is told by its place", () => {
  const part = {
    ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/c",
    ChimeBearer: BOT,
    ClientRequestToken: "t1",
    Persistence: "PERSISTENT",
  } as const;
  const large = { ...part, Content: "x".repeat(4120) };
  expect(sentLimitDifferences(large, 1).map((one) => differenceToText(one))).toEqual([
    "part 2: Content: 4,120 bytes, limit 4,096",
  ]);
  expect(sentLimitDifferences({ ...part, Content: "x" }, 0)).toEqual([]);
  expect(sentDifferences(undefined, undefined)).toEqual([]);
});
