import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { createBridge } from "../../../../src/index.ts";
import { useBridge } from "../../../../tools/cli/bridge-processor.ts";
import type { EmulatedMessage } from "../../../../tools/emulator/channel/message.ts";
import type { Info } from "../../../../tools/emulator/http/info.ts";
import { createEmulator, type Emulator, type SendInput } from "../../../../tools/emulator/index.ts";
import type { Options } from "../../../../tools/emulator/page/server/controls.ts";
import { type ScriptFile, transcriptToScript } from "../../../../tools/emulator/page/take-away/transcript-to-script.ts";
import { openEmulated } from "../../../../tools/testing/conversation/emulated.ts";
import { runConversation } from "../../../../tools/testing/conversation/run.ts";
import { openRunningEmulator } from "../../../../tools/testing/conversation/running-emulator.ts";
import { readConversation } from "../../../../tools/testing/conversation/script/read-script.ts";

const BOT = fileURLToPath(new URL("../../../../fixtures/bots/bank-bot", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "transcript-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Delivery = "replace" | "reply";

/** What the page knows of an emulator on which this was said, with the bridge as its processor. */
async function talked(said: readonly SendInput[], delivery: Delivery, act?: (emulator: Emulator) => Promise<void>) {
  const emulator = await createEmulator({ bots: [BOT] });
  const { bot, bots, users, lexBots } = emulator.world;
  const bridge = createBridge(
    { delivery, bots: [{ lexBotAliasArn: lexBots[0]?.aliasArn ?? "", appInstanceBotArn: bot.arn }] },
    { ...emulator.ports, log: () => {} },
  );
  emulator.setProcessor((event) => bridge.handle(event, { deadline: Date.now() + 1_500 }));
  for (const one of said) {
    await emulator.send(one);
    await emulator.settled();
  }
  await act?.(emulator);
  await emulator.settled();
  const info = { bot, bots, users: Object.values(users), lexBots } as unknown as Info;
  const options = { here: { known: [], values: { delivery, keepInput: "true" } } };
  const transcript = { messages: emulator.messages(), deliveries: emulator.deliveries(), info, options };
  await emulator.close();
  return transcriptToScript({ ...transcript, isRestarted: false, origin: "http://127.0.0.1:1" });
}

async function run({ yaml }: ScriptFile) {
  const file = join(folder, "conversation.yaml");
  writeFileSync(file, yaml);
  return runConversation(await readConversation(file), (wishes) => openEmulated({ bot: BOT }, wishes));
}

const SAID: readonly SendInput[] = [
  { content: "hi" },
  { content: "Check balance" },
  { content: "savings", as: "ben" },
  { content: "savings" },
  { content: "it's “0042”: {a} # no comment, שלום" },
  { content: "   " },
  { content: "typing", type: "CONTROL" },
  { content: "x ".repeat(600) },
  { content: "Check balance", metadata: '{"own":1}', attributes: { own: { StringValues: ["a", "b"] } } },
  { content: "branch hours", target: "bot" },
  { content: "Did you see that?", target: "ben" },
];

describe("a transcript as a script", () => {
  it.each<Delivery>(["replace", "reply"])("passes when it is talked again, with delivery %s", async (delivery) => {
    const script = await talked(SAID, delivery);
    expect([script.said, script.untold]).toEqual([SAID.length, []]);
    const { turns, passed, broken } = await run(script);
    expect({ misses: turns.flatMap(({ misses }) => misses), broken, passed }).toEqual({
      misses: [],
      broken: undefined,
      passed: true,
    });
    expect(turns.map(({ text }) => text)).toEqual(SAID.map(({ content }) => content));
  });

  describe("of people", () => {
    const config = {
      delivery: "reply",
      typingAfterMs: 1,
      bots: [{ welcomeTexts: ["Welcome."] }],
      handoff: { phrases: ["human please"], resumePhrases: ["back to the bot"], text: "I'm getting a colleague." },
    };
    let emulator: Emulator;
    let url: string;
    let stop: () => void;

    async function open(given: Readonly<Record<string, unknown>> = config) {
      emulator = await createEmulator({ bots: [BOT] });
      ({ url } = await emulator.listen());
      ({ stop } = useBridge(emulator, url, { config: given }));
    }
    afterEach(async () => {
      stop();
      await emulator.close();
    });

    async function say(content: string, as = "ana") {
      await emulator.send({ content, as });
      await emulator.settled();
    }
    const read = async <T>(path: string) => (await (await fetch(`${url}/_emulator/${path}`)).json()) as T;
    const byHand = (what: "pause" | "resume", senderArn?: string) => {
      const body = JSON.stringify({ channelArn: emulator.world.channelArn, senderArn });
      return fetch(`${url}/_emulator/${what}`, { method: "POST", body });
    };
    async function scriptNow() {
      const [messages, deliveries] = [emulator.messages(), emulator.deliveries()];
      const [info, here] = [await read<Info>("info"), await read<Options>("options")];
      return transcriptToScript({ messages, deliveries, info, options: { here }, isRestarted: false, origin: url });
    }
    /** As `talk` does in process, with a configuration of its own, and at the emulator that runs. */
    async function heldAgain({ yaml }: ScriptFile, given: Readonly<Record<string, unknown>>) {
      const file = join(folder, "people.yaml");
      writeFileSync(file, yaml);
      const script = await readConversation(file);
      const inProcess = await runConversation(script, (wishes) => openEmulated({ bot: BOT, config: given }, wishes));
      const atUrl = await runConversation(script, () => openRunningEmulator(url, 10_000));
      return [inProcess, atUrl].map(({ turns, broken, skipped, passed }) => ({
        misses: turns.flatMap(({ misses }) => misses),
        ...{ broken: broken?.error.message, skipped, passed },
      }));
    }
    const passes = { misses: [], broken: undefined, skipped: undefined, passed: true };

    it("holds who takes over, by phrase, as an agent and by hand, in process and at the emulator", async () => {
      await open();
      await say("human please");
      await say("Hello Ana, I'm Ben.", "ben");
      await say("hi");
      await say("back to the bot", "ben");
      await say("Check balance");
      await byHand("pause");
      await say("savings");
      await say("back to the bot", "ben");
      await say("hi");
      await say("human please");
      await byHand("resume");
      await say("hi");
      const script = await scriptNow();
      expect(script.untold).toEqual([]);
      expect(script.yaml).toContain(`  - agent: "Hello Ana, I'm Ben."`);
      expect(script.yaml).toContain('  - pause: true\n  - user: "savings"');
      expect(script.yaml).toContain('  - resume: true\n  - user: "hi"');
      expect(script.yaml.match(/- (pause|resume):/g)).toHaveLength(2);
      // The script's own options stand whole, whatever it is run with, and take nothing from that.
      const others = { ...config, handoff: { phrases: ["a person"], text: "No." } };
      for (const given of [{}, config, others]) expect(await heldAgain(script, given)).toEqual([passes, passes]);
    });

    it("holds whose conversation was paused by hand, where conversations are", async () => {
      const session = { ...config, handoff: { scope: "session" } };
      await open(session);
      await byHand("pause", emulator.world.users.ben.arn);
      await say("hi", "ben");
      await say("Check balance");
      await byHand("resume", emulator.world.users.ben.arn);
      await say("hi", "ben");
      const script = await scriptNow();
      expect(script.yaml).toContain('  - pause: {"of":"ben"}\n');
      expect(await heldAgain(script, {})).toEqual([passes, passes]);
    });

    it("expects nothing of an answer that somebody cut off, and says so", async () => {
      await open();
      emulator.namedFaults.add({ name: "slow", operation: "lex", delayMs: 1_000, times: 1 });
      await emulator.send({ content: "Check balance" });
      await expect.poll(() => emulator.deliveries()[0]?.callbacks.length).toBe(1);
      await say("Hello Ana, I'm Ben.", "ben");
      await say("hi");
      const script = await scriptNow();
      expect(script.untold).toEqual([expect.stringMatching(/^“Check balance” by Ana: a person took over while/)]);
      expect(await heldAgain(script, {})).toEqual([passes, passes]);
    });

    it("says of words unasked that they are missing", async () => {
      await open();
      await emulator.join({ member: "cleo" });
      await expect.poll(() => emulator.messages().at(-1)?.Content).toContain("Welcome.");
      const script = await scriptNow();
      expect(script.untold).toEqual([expect.stringContaining("of its own accord")]);
      // Which bot answers is left to whoever runs it.
      expect(script.yaml).toContain('"bots":[{"welcomeTexts":["Welcome."],"localeId":"en_US"}]');
    });
  });

  it("expects what the bot answered: another answer fails it", async () => {
    const script = await talked([{ content: "Check balance" }], "replace");
    expect((await run({ ...script, yaml: script.yaml.replace("For which account?", "For whom?") })).passed).toBe(false);
  });

  it("tells what it can't say, and says the rest", async () => {
    const script = await talked([{ content: "hi" }, { content: "Check balance" }], "reply", async (emulator) => {
      emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "No.", times: 1 };
      await emulator.send({ content: "savings" });
      await emulator.settled();
      await emulator.send({ content: "a thread", subChannelId: "s" });
      const channel = await emulator.createChannel({ members: ["cleo"] });
      await emulator.send({ content: "from afar", as: "cleo", channel });
    });
    expect(script.untold).toEqual([
      "“savings” by Ana: it failed with LEX_ACCESS_DENIED, which need not happen again, so no answer stands there.",
      "“a thread” by Ana: a script has no sub-channel, and stores every message.",
      "“from afar” by Cleo: a script begins with Ana, Ben and the first bot in the channel.",
    ]);
    expect(script.yaml).toContain(`#   ${script.untold[0]}`);
    expect((await run(script)).passed).toBe(true);
  });

  it("says a text as it is, whatever is in it", () => {
    const user = { arn: "arn:x/user/ana", name: "Ana" };
    const info = { users: [user], bots: [], bot: { arn: "arn:x/bot/b", name: "B" }, lexBots: [] } as unknown as Info;
    const said = (Content: string) =>
      ({
        ...{ MessageId: "m", ChannelArn: "one", Content, Type: "STANDARD", Persistence: "PERSISTENT" },
        ...{ Sender: { Arn: user.arn, Name: user.name }, Status: { Value: "SENT" } },
      }) as EmulatedMessage;
    const given = { deliveries: [], isRestarted: false, info, options: undefined, origin: "http://x" };
    return fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }), async (text) => {
        const file = join(folder, "text.yaml");
        writeFileSync(file, transcriptToScript({ ...given, messages: [said(text)] }).yaml);
        const [step] = (await readConversation(file)).steps;
        expect(step?.kind === "user" && step.user.text).toBe(text);
      }),
      {
        numRuns: 100,
        examples: [["\u0085\u2028\u2029\ufeff\u0000\u001b\\\"'\n\r\t#: - {}[]"], ["no"], ["0042"], ["~"]],
      },
    );
  });
});
