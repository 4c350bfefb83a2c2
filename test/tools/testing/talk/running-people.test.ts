import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { useBridge } from "../../../../tools/cli/bridge-processor.ts";
import type { Info } from "../../../../tools/emulator/http/info.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";
import { runConversation } from "../../../../tools/testing/conversation/run.ts";
import { openRunningEmulator } from "../../../../tools/testing/conversation/running-emulator.ts";
import { membersByArn } from "../../../../tools/testing/conversation/script/members.ts";
import { readConversation } from "../../../../tools/testing/conversation/script/read-script.ts";
import { openWired } from "../../../../tools/testing/conversation/wired.ts";
import { BANK_BOT } from "../../../wire/emulator.ts";

const folder = mkdtempSync(join(tmpdir(), "running-"));
afterAll(() => rmSync(folder, { recursive: true }));

let emulator: Emulator;
let url: string;
let stop: () => void;
afterEach(async () => {
  stop?.();
  await emulator?.close();
});

const HANDOFF = { delivery: "reply", handoff: { resumePhrases: ["back to the bot"] }, welcomeTexts: ["Hello, Cleo."] };

/** What `dev` runs. */
async function open(config: Readonly<Record<string, unknown>>): Promise<void> {
  emulator = await createEmulator({ bots: [BANK_BOT] });
  ({ url } = await emulator.listen());
  ({ stop } = useBridge(emulator, url, { config }));
}

/** What `talk --url` does with a script of these steps. */
async function hold(...steps: readonly string[]) {
  const path = join(folder, "people.yaml");
  writeFileSync(path, `title: People\nturns:\n${steps.map((step) => `  - ${step}\n`).join("")}`);
  const result = await runConversation(await readConversation(path), () => openRunningEmulator(url, 10_000));
  const misses = result.turns.flatMap((turn) => turn.misses);
  return { ...result, misses, told: result.broken?.error.message };
}

const ASKED = ["user: Check balance", "bot: For which account?", "bot: { card: Your accounts }"];
const QUIET = "bot: { silence: true, reason: paused }";

describe("people of a script, at an emulator that runs", () => {
  it("take over, pause and resume the bot, join and are welcomed, and leave", async () => {
    await open(HANDOFF);
    const { misses, told, passed } = await hold(
      "agent: Hello, I am Ben.",
      QUIET,
      "user: Check balance",
      QUIET,
      "resume: true",
      ...ASKED,
      "pause: true",
      "user: Savings",
      QUIET,
      "resume: true",
      "join: cleo",
      "bot: Hello, Cleo.",
      "user: { text: Check balance, as: cleo }",
      "bot: { rest: any, intent: CheckBalance }",
      "leave: cleo",
    );
    expect([misses, told, passed]).toEqual([[], undefined, true]);
    const { channels } = (await (await fetch(`${url}/_emulator/info`)).json()) as Info;
    const there = channels.find(({ arn }) => arn === emulator.world.channelArn)?.members;
    expect(there).toContain(emulator.world.users.ben.arn);
    expect(there).not.toContain(emulator.world.users.cleo.arn);
  });

  it("leave no pause behind for the next conversation", async () => {
    await open(HANDOFF);
    expect((await hold("pause: true")).passed).toBe(true);
    expect(await hold(...ASKED)).toMatchObject({ passed: true, misses: [] });
  });

  it("are held again and again with the same end: a script that ends in a pause too", async () => {
    const text = "I'm getting a colleague.";
    await open({ ...HANDOFF, claims: { table: "t" }, handoff: { phrases: ["human please"], text } });
    const script = ["user: human please", `bot: ${JSON.stringify(text)}`, "user: Hello?", QUIET];
    expect(await hold(...script)).toMatchObject({ passed: true, misses: [] });
    expect(await hold(...script)).toMatchObject({ passed: true, misses: [] });
  });

  it("pause one conversation where conversations are paused", async () => {
    await open({ ...HANDOFF, handoff: { scope: "session", phrases: ["human"] } });
    const { misses, told } = await hold(
      "pause: { of: ben }",
      "user: { text: Hello, as: ben }",
      QUIET,
      ...ASKED,
      "resume: { of: ben }",
      "user: { text: Check balance, as: ben }",
      "bot: { rest: any, intent: CheckBalance }",
      "agent: I am like everybody else.",
    );
    expect([misses, told]).toEqual([[], undefined]);
  });

  it.each<[what: string, step: string, told: RegExp]>([
    [
      "a pause of a length",
      "pause: { for: 10 m }",
      /handoff\.resumeAfterMs\. Leave for: out\. Otherwise: Hold .* in process/,
    ],
    [
      "a record that comes again",
      "join: { member: cleo, times: 2 }",
      /brings a record of memberships once\. Hold .* in process/,
    ],
    [
      "an agent whom the bridge doesn't know",
      "agent: { text: Hi, as: ana }",
      /ana is no agent .* Use ben, or start dev/,
    ],
    ["who is there already", "join: ben", /The member is in the channel already\. .* let them leave first\./],
    ["who isn't there", "leave: cleo", /is not a member of the channel\. .* let them join first\./],
    ["who speaks and isn't there", "user: { text: Hi, as: cleo }", /cleo can't speak in the channel .* join first\./],
  ])("tell what can't be done there, and what to do: %s", async (_what, step, told) => {
    await open(HANDOFF);
    expect((await hold(step)).told).toMatch(told);
  });

  it.each([
    ["pause: true", /Nobody takes over here: that needs .* handoff in its configuration/],
    ["agent: Hello", /ben is no agent .* Start dev with --config, and with handoff in that file/],
  ])("tell where nobody can take over: %s", async (step, told) => {
    await open({});
    expect((await hold(step)).told).toMatch(told);
  });
});

describe("an answer in a channel that nobody observes", () => {
  const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
  const bot = { Arn: `${APP}/bot/b` };
  const messageOf = (text: string, mark: object, at: number) => ({
    MessageId: "answer",
    Sender: bot,
    Content: JSON.stringify({ Messages: [{ Content: text, ContentType: "PlainText" }] }),
    ContentType: "application/amz-chime-lex-msgs",
    Metadata: JSON.stringify({ "CHIME.LEX.part": { reply: "r", ...mark } }),
    CreatedTimestamp: at,
  });

  /** A channel whose placeholder stands for so many looks. */
  function openAt(looks: number, timeoutMs: number) {
    let looked = 0;
    return openWired({
      channelArn: `${APP}/channel/c`,
      ports: {
        sendChannelMessage: async () => ({ MessageId: "question" }),
        listChannelMessages: async () => {
          const isPlaceholder = ++looked <= looks + 1;
          const answer = isPlaceholder
            ? messageOf("One moment …", { part: 0, parts: 1 }, 2)
            : messageOf("1,024 dollars.", { part: 1, parts: 1, replaced: true }, 2);
          return { messages: looked === 1 ? [] : [answer] };
        },
      },
      members: membersByArn(`${APP}/user/ana`),
      speaker: `${APP}/user/ana`,
      timeoutMs,
      quietMs: 0,
    });
  }

  it("isn't its placeholder, which is waited for until the answer has taken its place", async () => {
    const { messages, problem } = await openAt(2, 10_000).say({ text: "What is my balance?" });
    expect([messages, problem]).toEqual([[{ contentType: "PlainText", content: "1,024 dollars." }], undefined]);
  });

  it("is waited for while it is on its way through the flow, where only the bot sees it", async () => {
    const answer = messageOf("1,024 dollars.", { part: 1, parts: 1 }, 2);
    let looked = 0;
    const channel = openWired({
      channelArn: `${APP}/channel/c`,
      ports: {
        sendChannelMessage: async () => ({ MessageId: "question" }),
        listChannelMessages: async () => ({ messages: looked > 2 ? [answer] : [] }),
      },
      members: membersByArn(`${APP}/user/ana`),
      speaker: `${APP}/user/ana`,
      observe: async () => ({
        delivery: { invocations: [{}], turns: [], callbacks: [] } as never,
        isPending: ++looked <= 2,
      }),
      timeoutMs: 10_000,
      quietMs: 0,
    });
    expect((await channel.say({ text: "What is my balance?" })).messages).toHaveLength(1);
  });

  it("that doesn't come is told as that", async () => {
    const { problem } = await openAt(1_000, 300).say({ text: "What is my balance?" });
    expect(problem).toBe("a placeholder still waits for its answer");
  });
});
