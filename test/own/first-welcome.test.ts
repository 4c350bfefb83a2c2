import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { configToPolicy } from "../../tools/operate/policy.ts";
import { CHANNEL, openOffice } from "../handoff/office.ts";
import { type Mortal, type OwnStand, standOwn } from "./own-stand.ts";

let stand: OwnStand;
beforeEach(async () => {
  stand = await standOwn({ seed: 1 });
});
afterEach(() => stand.emulator.close());

const TEXTS = ["Hello, I am the bank's bot."];
const FIRST = { welcomeTexts: TEXTS, welcomeAtFirstMessage: true } as const;
const ASKED = { ...FIRST, welcomeIntent: "Welcome" } as const;
const REPLY = { ...FIRST, delivery: "reply" } as const;
const bridgeOf = (config: Partial<BridgeConfig>) => stand.process({ config });

/** Sends as ana, or as another, through these processes in turn, and waits until all is answered. */
async function ask(processes: readonly Mortal[], texts: readonly string[], as = "ana"): Promise<void> {
  let at = 0;
  stand.emulator.setProcessor((event) => {
    const { bridge } = processes[at++ % processes.length] ?? expect.fail("There is no process.");
    return bridge.handle(event);
  });
  for (const content of texts) await stand.emulator.send({ content, as });
  await stand.emulator.settled();
}

const countOf = ({ calls }: Mortal, name: string) => calls.filter((call) => call === name).length;
const welcomes = () => stand.said().filter((text) => text === TEXTS[0]).length;

describe("a welcome at the first message", () => {
  it("comes before its answer, and never with a later one", async () => {
    const one = bridgeOf(REPLY);
    await ask([one], ["Hello"]);
    await ask([one], ["Hello"]);
    expect(stand.said()).toHaveLength(3);
    expect(stand.said()[0]).toBe(TEXTS[0]);
    expect(welcomes()).toBe(1);
  });

  it("in replace is in the channel before the answer takes the message's place", async () => {
    const one = bridgeOf(FIRST);
    await ask([one], ["Hello"]);
    expect(stand.said()).toEqual(TEXTS);
    const { calls } = one;
    expect(calls.indexOf("sendChannelMessage")).toBeLessThan(calls.indexOf("recognizeText"));
    expect(calls.indexOf("recognizeText")).toBeLessThan(calls.indexOf("channelFlowCallback"));
  });

  it("is asked of its intent, in the session in which the message is then asked", async () => {
    const one = bridgeOf({ ...ASKED, delivery: "reply" });
    await ask([one], ["Hello"]);
    expect(one.calls.filter((call) => /Session|recognizeText/.test(call))).toEqual([
      "getSession",
      "getSession",
      "putSession",
      "recognizeText",
    ]);
    expect(stand.said()).toHaveLength(2);
    expect(welcomes()).toBe(0);
  });

  it("comes once to everybody who writes, though ten processes get the first messages at once", async () => {
    const processes = Array.from({ length: 10 }, () => bridgeOf(REPLY));
    const texts = Array.from({ length: 10 }, () => "Hello");
    await ask(processes, texts);
    expect(welcomes()).toBe(1);
    await ask(processes, ["Hello"], "ben");
    expect(welcomes()).toBe(2);
  });

  it("doesn't come again when the session has ended, for as long as it is remembered", async () => {
    const one = bridgeOf(REPLY);
    await ask([one], ["Hello"]);
    stand.emulator.clock.advance(72 * 3_600_000);
    stand.later(72 * 3_600_000);
    await ask([one, bridgeOf(REPLY)], ["Hello", "Hello"]);
    expect(welcomes()).toBe(1);
  });

  it("is looked for once by a process, and not at all where it isn't configured", async () => {
    const one = bridgeOf(REPLY);
    await ask([one], ["Hello", "Hello", "Hello"]);
    // The welcome of fixed words looks for no session of its own.
    expect(countOf(one, "getSession")).toBe(1);
    const other = bridgeOf(REPLY);
    await ask([other], ["Hello"]);
    expect([countOf(other, "getSession"), countOf(other, "claim")]).toEqual([1, 1]);
    const none = bridgeOf({ delivery: "reply", welcomeTexts: TEXTS, welcomeIntent: "Welcome" });
    await ask([none], ["Hello"]);
    expect(none.calls.filter((call) => /Session$/.test(call))).toEqual([]);
    expect(countOf(none, "claim")).toBe(1);
  });

  it("is as private as the question", async () => {
    const { ana } = stand.emulator.world.users;
    const one = bridgeOf(REPLY);
    stand.emulator.setProcessor((event) => one.bridge.handle(event));
    const { bot } = stand.emulator.world;
    await stand.emulator.send({ content: "Hello", as: "ana", target: bot.arn });
    await stand.emulator.settled();
    const ofBot = stand.emulator.messages().filter(({ Sender }) => Sender.Arn === bot.arn);
    expect(ofBot.map(({ Target }) => Target)).toEqual([[{ MemberArn: ana.arn }], [{ MemberArn: ana.arn }]]);
  });
});

describe("an answer isn't given up for its welcome", () => {
  it("where the session can't be read, there is none", async () => {
    stand.emulator.faults.getSession = { status: 403, name: "AccessDeniedException", message: "No." };
    await ask([bridgeOf(REPLY)], ["Hello"]);
    expect(stand.said()).toHaveLength(1);
    expect(welcomes()).toBe(0);
  });

  it("where it can't be said, the record warns, and the next message tries again", async () => {
    const one = bridgeOf(FIRST);
    stand.emulator.faults.send = { status: 403, name: "ForbiddenException", message: "No.", times: 1 };
    stand.emulator.setProcessor(async (event) => one.bridge.handle(event));
    await stand.emulator.send({ content: "Hello", as: "ana" });
    await stand.emulator.settled();
    expect(stand.said()).toEqual([]);
    expect(JSON.stringify(stand.emulator.deliveries()[0])).toContain("welcome-unsaid");
    expect(stand.emulator.messages()[0]?.Content).toContain("Messages");
  });

  it("where a person takes over in between, neither goes out", async () => {
    const office = openOffice({ delivery: "reply", config: FIRST });
    const bridge = office.newBridge({
      getSession: async () => {
        await office.bridge.pause({ channelArn: CHANNEL });
        return undefined;
      },
    });
    const record = await bridge.handle(office.eventOf("ana", "hello"));
    expect(office.texts()).toEqual([]);
    expect(record.warnings).toEqual([]);
  });
});

describe("whatever a process dies at, welcoming at the first message", () => {
  const DEATHS = Array.from({ length: 12 }, (_, at) => at).flatMap((at) => [
    { at, when: "before" as const },
    { at, when: "after" as const },
  ]);

  it.each(DEATHS)(
    "dies $when call number $at: one welcome at most, and its intent is asked once at most",
    async (death) => {
      const config = { ...ASKED, delivery: "reply" as const };
      const dying = stand.process({ death, config });
      const events: unknown[] = [];
      // The dying one gets the question alone; what the bot says goes through the flow by another.
      const passing = bridgeOf(config);
      stand.emulator.setProcessor((event) =>
        events.length === 0 ? Promise.resolve(events.push(event)) : passing.bridge.handle(event),
      );
      await stand.emulator.send({ content: "Hello", as: "ana" });
      await vi.waitUntil(() => events.length > 0);
      dying.bridge.handle(events[0]).catch(() => {});
      await dying.dead;
      stand.later(60_000);
      const next = bridgeOf(config);
      await next.bridge.handle(events[0]).catch(() => {});
      await ask([bridgeOf(config)], ["Hello"]);
      expect(countOf(dying, "putSession") + countOf(next, "putSession")).toBeLessThanOrEqual(1);
      expect(stand.said().filter((text) => text === TEXTS[0]).length).toBeLessThanOrEqual(1);
    },
  );
});

describe("the option", () => {
  const bots: BridgeConfig["bots"] = [
    {
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/PRODALIAS1",
      appInstanceBotArn: "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a/bot/b",
    },
  ];

  it("is refused where there is nothing to welcome with", () => {
    expect(() => readConfig({ bots, welcomeAtFirstMessage: true })).toThrow(
      /welcomeAtFirstMessage needs a welcomeIntent or welcomeTexts/,
    );
  });

  it("needs to read sessions", () => {
    const sidsOf = (config: BridgeConfig) =>
      configToPolicy(config, { appInstanceArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a" }).Statement.map(
        ({ Sid }) => Sid,
      );
    expect(sidsOf({ bots, ...FIRST })).toEqual(["AskLex", "ReadSessions", "CallChimeBack", "Speak"]);
    expect(sidsOf({ bots, ...ASKED })).toEqual(["AskLex", "Welcome", "CallChimeBack", "Speak"]);
  });
});
