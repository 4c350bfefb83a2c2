import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BridgeConfig } from "../../src/config/config.ts";
import { type OwnStand, standOwn } from "./own-stand.ts";

let stand: OwnStand;
beforeEach(async () => {
  stand = await standOwn({ seed: 1 });
});
afterEach(() => stand.emulator.close());

const HELLO = { welcomeTexts: ["Hello, I am the bank's bot."] };
const ASKED = { ...HELLO, welcomeIntent: "Welcome" };
const greeting = (token = "joined 1") => {
  const { channelArn, users } = stand.emulator.world;
  return { channelArn, memberArn: users.ana.arn, token };
};
const bridgeOf = (config: Partial<BridgeConfig>) => stand.process({ config });

describe("a welcome", () => {
  it("is what the welcome intent says, in a session that the member's next message goes on with", async () => {
    const { bridge, calls } = bridgeOf({
      ...ASKED,
      sessionAttributes: { tier: "gold" },
      sendSessionAttributes: ["tier"],
    });
    const { outcome, intent, sessionId = "" } = await bridge.greet(greeting());
    expect({ outcome, intent: intent?.name }).toEqual({ outcome: "replied", intent: "Welcome" });
    expect(calls.slice(0, 4)).toEqual(["claim", "getSession", "putSession", "remember"]);
    expect(stand.said()).toHaveLength(1);
    expect(stand.said()[0]).not.toContain("the bank's bot");
    const key = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId };
    const session = await stand.emulator.ports.getSession(key, { signal: AbortSignal.timeout(2_000) });
    expect(session?.sessionAttributes).toEqual({ tier: "gold" });
  });

  it("comes once for its token, whoever asks for it, and Lex is asked once", async () => {
    const all = Array.from({ length: 10 }, () => bridgeOf(ASKED));
    const records = await Promise.all(all.map(({ bridge }) => bridge.greet(greeting())));
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(["replied", "settled"]));
    expect(stand.said()).toHaveLength(1);
    expect(all.flatMap(({ calls }) => calls).filter((call) => call === "putSession")).toHaveLength(1);
    stand.later(72 * 3_600_000);
    expect((await bridgeOf(ASKED).bridge.greet(greeting())).outcome).toBe("settled");
    expect(stand.said()).toHaveLength(1);
  });

  it("replaces no conversation that has begun: then the fixed words are said", async () => {
    const { bridge, calls } = bridgeOf(ASKED);
    await bridge.greet(greeting());
    await bridge.greet(greeting("joined 2"));
    expect(calls.filter((call) => call === "putSession")).toHaveLength(1);
    expect(stand.said().slice(1)).toEqual(HELLO.welcomeTexts);
  });

  it("without a member is the fixed words alone, and with neither nothing is claimed or asked", async () => {
    const { channelArn } = stand.emulator.world;
    const asked = bridgeOf(ASKED);
    await asked.bridge.greet({ channelArn, token: "opened" });
    expect(asked.calls).not.toContain("getSession");
    expect(stand.said()).toEqual(HELLO.welcomeTexts);
    const none = bridgeOf({});
    expect((await none.bridge.greet(greeting())).outcome).toBe("released");
    const intentAlone = bridgeOf({ welcomeIntent: "Welcome" });
    expect((await intentAlone.bridge.greet({ channelArn, token: "opened 2" })).outcome).toBe("released");
    expect([...none.calls, ...intentAlone.calls]).toEqual([]);
  });

  it("is the member's alone where the bot answers privately", async () => {
    await bridgeOf({ ...ASKED, delivery: "reply", private: true }).bridge.greet(greeting());
    expect(stand.emulator.messages().map(({ Target }) => Target)).toEqual([
      [{ MemberArn: stand.emulator.world.users.ana.arn }],
    ]);
  });

  it("is asked of no intent again whose answer was lost: the fixed words are said, and the record names the failure", async () => {
    stand.emulator.faults.putSession = { cut: true, times: 1 };
    const { bridge, calls } = bridgeOf(ASKED);
    const { outcome, error } = await bridge.greet(greeting());
    expect({ outcome, code: error?.code }).toEqual({ outcome: "errored", code: "LEX_CONNECTION_LOST" });
    expect(calls.filter((call) => call === "putSession")).toHaveLength(1);
    expect(stand.said()).toEqual(HELLO.welcomeTexts);
  });

  it("is asked again after a throttle, once another look found no session still", async () => {
    stand.emulator.faults.putSession = { status: 429, name: "ThrottlingException", message: "No.", times: 1 };
    const { bridge, calls } = bridgeOf(ASKED);
    await bridge.greet(greeting());
    expect(calls.filter((call) => /Session$/.test(call))).toEqual([
      "getSession",
      "putSession",
      "getSession",
      "putSession",
    ]);
    expect(stand.said()[0]).not.toContain("the bank's bot");
  });

  it("is not asked for where somebody's turn holds the session, nor where the session can't be read", async () => {
    stand.emulator.faults.putSession = { status: 409, name: "ConflictException", message: "No." };
    const busy = bridgeOf(ASKED);
    await busy.bridge.greet(greeting());
    stand.emulator.faults.getSession = { status: 403, name: "AccessDeniedException", message: "No." };
    const denied = bridgeOf(ASKED);
    await denied.bridge.greet(greeting("joined 2"));
    expect([...busy.calls, ...denied.calls].filter((call) => call === "putSession")).toHaveLength(1);
    expect(stand.said()).toEqual([...HELLO.welcomeTexts, ...HELLO.welcomeTexts]);
  });

  it("of an intent that isn't there is the fixed words", async () => {
    const { error } = await bridgeOf({ ...ASKED, welcomeIntent: "Nowhere" }).bridge.greet(greeting());
    expect(error?.code).toMatch(/^LEX_/);
    expect(stand.said()).toEqual(HELLO.welcomeTexts);
  });
});

describe("whatever a process dies at, welcoming", () => {
  const DEATHS = Array.from({ length: 6 }, (_, at) => at).flatMap((at) => [
    { at, when: "before" as const },
    { at, when: "after" as const },
  ]);

  it.each(DEATHS)("dies $when call number $at: one welcome, and one turn at most", async (death) => {
    const dying = stand.process({ death, config: ASKED });
    dying.bridge.greet(greeting()).catch(() => {});
    await dying.dead;
    stand.later(60_000);
    const next = bridgeOf(ASKED);
    await next.bridge.greet(greeting());
    expect(stand.said()).toHaveLength(1);
    const turns = [...dying.calls, ...next.calls].filter((call) => call === "putSession");
    expect(turns.length).toBeLessThanOrEqual(1);
    stand.later(72 * 3_600_000);
    await bridgeOf(ASKED).bridge.greet(greeting());
    expect(stand.said()).toHaveLength(1);
  });

  it.each(DEATHS)(
    "and without fixed words, dying $when call number $at: one welcome, or none where the intent may have been asked",
    async (death) => {
      const config = { welcomeIntent: "Welcome" };
      const dying = stand.process({ death, config });
      dying.bridge.greet(greeting()).catch(() => {});
      await dying.dead;
      stand.later(60_000);
      const next = bridgeOf(config);
      await next.bridge.greet(greeting());
      const turns = [...dying.calls, ...next.calls].filter((call) => call === "putSession");
      expect(turns.length).toBeLessThanOrEqual(1);
      expect(stand.said().length).toBeLessThanOrEqual(1);
    },
  );
});
