import { describe, expect, it, vi } from "vitest";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { readConfig } from "../../src/config/config.ts";
import { requirePauses } from "../../src/config/require-pauses.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { useVirtualTime } from "../claims/virtual-time.ts";
import { CHANNEL, HANDOFF, openOffice, userOf } from "./office.ts";

useVirtualTime();

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Time passes only so that a later message has a later time. */
const later = () => pass(10);

describe("an agent who writes in the channel", () => {
  it("silences the bot for everybody, and the trace says since when and by what", async () => {
    const { say } = openOffice();
    const free = await say("ana", "hello");
    expect(free.shown).toContain("You said hello.");
    expect(free.record.trace).toContainEqual({ step: "paused", pass: true, because: "no pause is in force" });
    await later();
    const agent = await say("gil", "Hello Ana, I'll take it from here.");
    expect(agent.shown).toBe("Hello Ana, I'll take it from here.");
    expect(agent.record).toMatchObject({ outcome: "released", pause: { reason: "agent", made: true } });
    await later();
    const { record, shown } = await say("ben", "hello");
    expect(shown).toBe("hello");
    expect(record).toMatchObject({ outcome: "released", verdict: { kind: "release", reason: "paused" } });
    expect(record.trace.at(-1)?.because).toMatch(/^since 20.*Z, by a message of an agent$/);
  });

  it("is let through only after the pause is written", async () => {
    const { say, calls } = openOffice();
    await say("gil", "hello");
    expect(calls).toEqual(["read pause", "hold pause", "callback"]);
  });

  it("extends the pause with one write in half a minute at most", async () => {
    const { say, calls } = openOffice();
    for (let at = 0; at < 10; at++) {
      await say("gil", "still here");
      await pass(10_000);
    }
    expect(calls.filter((call) => /hold|extend/.test(call))).toEqual([
      "hold pause",
      "extend pause",
      "extend pause",
      "extend pause",
    ]);
  });

  it("brings the bot back by a phrase, by a call, or by keeping quiet for the option's time", async () => {
    const { say, bridge } = openOffice();
    const isSilent = async () => (await say("ana", "hello")).shown === "hello";
    await say("gil", "hello");
    await later();
    expect(await isSilent()).toBe(true);
    expect((await say("gil", "Back to the bot.")).shown).toBe("Back to the bot.");
    expect(await isSilent()).toBe(false);
    await later();
    await say("gil", "hello");
    await later();
    expect(await isSilent()).toBe(true);
    await bridge.resume({ channelArn: CHANNEL });
    expect(await isSilent()).toBe(false);
    await later();
    await say("gil", "hello");
    await pass(1_800_000 - 1);
    expect(await isSilent()).toBe(true);
    await pass(1);
    expect(await isSilent()).toBe(false);
  });

  it("doesn't pause again by a message that Chime delivers once more after the resume", async () => {
    const { say, bridge } = openOffice();
    const { event } = await say("gil", "hello");
    await later();
    await bridge.resume({ channelArn: CHANNEL });
    await later();
    await bridge.handle(event);
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
  });

  it("pauses nothing by a typing signal or an edit", async () => {
    const { say, bridge } = openOffice();
    await say("gil", "typing", { Type: "CONTROL" });
    const CreatedTimestamp = new Date(Date.now() - 60_000).toISOString();
    await say("gil", "corrected", { CreatedTimestamp, LastEditedTimestamp: new Date().toISOString() });
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
  });

  it("may be told by a function of the sender, which fails for nobody but its own message", async () => {
    const { say, bridge } = openOffice({
      isAgent: ({ name }) => {
        if (name === "odd") throw new Error("no directory");
        return name === "eve";
      },
    });
    expect((await say("odd", "hello")).record).toMatchObject({ outcome: "failed", error: { code: "HOOK_FAILED" } });
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
    await say("eve", "hello");
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
  });

  it("never shortens a pause that the embedding code made longer", async () => {
    const { say, bridge } = openOffice();
    await bridge.pause({ channelArn: CHANNEL }, { resumeAfterMs: 86_400_000 });
    await later();
    await say("gil", "hello");
    await pass(7_200_000);
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
  });
});

describe.each(["replace", "reply"] as const)("a turn that asks for a person, in %s", (delivery) => {
  it.each([
    ["an intent that is fulfilled", "a person", "intent"],
    ["a session attribute", "by attribute", "attribute"],
    ["a phrase, without asking Lex", "Human please!", "phrase"],
    ["an intent without a word, for which the option's text stands", "no word", "intent"],
  ] as const)("pauses the channel first, then answers: %s", async (_what, text, reason) => {
    const told: unknown[] = [];
    const office = openOffice({
      delivery,
      onHandoff: ({ message, reason, bot }) => void told.push([message.Content, reason, bot?.index]),
    });
    const { record, shown } = await office.say("ana", text);
    expect(record).toMatchObject({ outcome: "replied", pause: { reason, made: true } });
    const answer = delivery === "reply" ? office.texts().join() : shown;
    expect(answer).toContain(reason === "phrase" || text === "no word" ? "a person will take over" : "You said");
    const order = office.calls.filter((call) => /pause pause|callback|send/.test(call));
    expect(order.join()).toBe(delivery === "reply" ? "callback,pause pause,send" : "pause pause,callback");
    expect(office.calls.includes("lex")).toBe(reason !== "phrase");
    expect(told).toEqual([[text, reason, 0]]);
    await later();
    expect((await office.say("ben", "hello")).record.verdict).toEqual({ kind: "release", reason: "paused" });
  });

  it("doesn't while its intent still asks for its slots", async () => {
    const { say, bridge } = openOffice({ delivery });
    await say("ana", "which person");
    expect(await bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
  });

  it("is ended by a phrase of who asked, and of nobody else", async () => {
    const office = openOffice({ delivery });
    await office.say("ana", "a person");
    await later();
    await office.say("ben", "back to the bot");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
    const { record } = await office.say("ana", "back to the bot");
    expect(record.outcome).toBe("released");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
  });

  it.each<[who: string, join: (office: ReturnType<typeof openOffice>) => Promise<unknown>]>([
    ["a colleague wrote", ({ say }) => say("gil", "Hello Ana")],
    [
      "a colleague wrote for longer",
      async ({ say }) => {
        await say("gil", "Hello Ana");
        await pass(40_000);
        await say("gil", "Still here");
      },
    ],
    ["the embedding code paused it again", ({ bridge }) => bridge.pause({ channelArn: CHANNEL })],
  ])("is ended by who asked, and by no other user, also once %s", async (_who, join) => {
    const office = openOffice({ delivery });
    await office.say("ana", "human please");
    await later();
    await join(office);
    await later();
    await office.say("ben", "back to the bot");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
    expect((await office.say("ana", "back to the bot")).record.outcome).toBe("released");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
  });

  it("isn't ended by who asked for one that was over before a colleague wrote", async () => {
    const office = openOffice({ delivery });
    await office.say("ana", "human please");
    await pass(1_800_000);
    await office.say("gil", "Hello Ana");
    await later();
    await office.say("ana", "back to the bot");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
  });

  it("isn't asked of the bot by the phrase that ended it, when Chime delivers that once more, then or after another pause", async () => {
    const office = openOffice({ delivery });
    await office.say("ana", "a person");
    await later();
    const { event } = await office.say("ana", "back to the bot");
    const turns = () => office.calls.filter((call) => call === "lex").length;
    expect((await office.bridge.handle(event)).outcome).toBe("settled");
    await later();
    await office.say("gil", "mine again");
    expect((await office.bridge.handle(event)).outcome).toBe("settled");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(true);
    expect(turns()).toBe(1);
  });

  it("is a single conversation's own matter with the scope session", async () => {
    const office = openOffice({ delivery, config: { handoff: { ...HANDOFF, scope: "session" } } });
    await office.say("gil", "hello");
    await office.say("ana", "a person");
    await later();
    expect((await office.say("ana", "hello")).record.verdict).toEqual({ kind: "release", reason: "paused" });
    expect((await office.say("ben", "hello")).record.outcome).toBe("replied");
    const key = { channelArn: CHANNEL, senderArn: userOf("ana") };
    expect(await office.bridge.isPaused(key)).toBe(true);
    await office.bridge.resume(key);
    expect((await office.say("ana", "hello")).record.outcome).toBe("replied");
    await expect(office.bridge.isPaused({ channelArn: CHANNEL })).rejects.toMatchObject({ code: "USAGE" });
  });

  it("is told of once, however often Chime delivers it, and not undone by a failing hook", async () => {
    const told: string[] = [];
    const office = openOffice({
      delivery,
      onHandoff: ({ reason }) => {
        told.push(reason);
        throw new Error("no pager");
      },
    });
    const { event, record } = await office.say("ana", "a person");
    for (let again = 0; again < 3; again++) await office.newBridge().handle(event);
    expect(told).toEqual(["intent"]);
    expect(record.warnings.join()).toContain("handoff-untold: onHandoff threw Error.");
    expect(record.outcome).toBe("replied");
  });
});

describe("an agent who takes over while the bot answers", () => {
  it("gets the question through without an answer in replace, though a turn was taken", async () => {
    let isTaken = false;
    const office = openOffice({
      before: async (call) => {
        if (call !== "remember" || isTaken) return;
        isTaken = true;
        await office.say("gil", "mine");
      },
    });
    const { record, shown } = await office.say("ana", "hello");
    expect(shown).toBe("hello");
    expect(record).toMatchObject({ outcome: "released", verdict: { reason: "paused" }, intent: {} });
  });

  it("gets the rest of a reply dropped for good: what was on its way is counted, and a resume brings nothing back", async () => {
    let sends = 0;
    const office = openOffice({
      delivery: "reply",
      before: async (call) => {
        if (call === "send" && ++sends === 1) {
          await later();
          await office.say("gil", "mine");
        }
      },
    });
    const { record, event } = await office.say("ana", "a story");
    expect(office.said).toHaveLength(1);
    expect(record).toMatchObject({ outcome: "replied", sent: { parts: 1 }, pause: { reason: "agent", behind: 1 } });
    await later();
    await office.bridge.resume({ channelArn: CHANNEL });
    await office.newBridge().handle(event);
    expect(office.said).toHaveLength(1);
  });

  it("is counted where the bot's only message was on its way", async () => {
    const office = openOffice({
      before: async (call) => {
        if (call === "callback" && office.settled.size === 0 && office.calls.includes("lex")) {
          const calls = office.calls.length;
          if (office.calls.lastIndexOf("hold pause") < 0 && calls > 0)
            await office.bridge.pause({ channelArn: CHANNEL });
          await later();
        }
      },
    });
    const { record, shown } = await office.say("ana", "hello");
    expect(shown).toContain("You said hello.");
    expect(record.pause).toMatchObject({ reason: "call", behind: 1 });
  });
});

describe("a store of pauses that can't be used", () => {
  const broken = () => {
    throw new BridgeError("CLAIMS_REFUSED");
  };
  it.each(["replace", "reply"] as const)(
    "lets the message through, and the bot keeps quiet, in %s",
    async (delivery) => {
      const office = openOffice({
        delivery,
        pauses: { isDurable: true, read: async () => broken(), write: async () => broken() },
      });
      const { record, shown } = await office.say("ana", "hello");
      expect(shown).toBe("hello");
      expect(office.said).toEqual([]);
      expect(office.calls).not.toContain("lex");
      expect(record).toMatchObject({ outcome: "failed", error: { code: "CLAIMS_REFUSED" } });
      const agent = await office.say("gil", "hello");
      expect(agent.shown).toBe("hello");
      expect(agent.record).toMatchObject({ outcome: "failed", error: { code: "CLAIMS_REFUSED" } });
    },
  );

  it("leaves an answer in reply to Lambda's retry, which sends it", async () => {
    let isOut = false;
    const pauses = createMemoryPauses(Date.now);
    const office = openOffice({
      delivery: "reply",
      before: (call) => {
        if (call === "remember") isOut = true;
      },
      pauses: { ...pauses, read: async (...args) => (isOut ? broken() : pauses.read(...args)) },
    });
    const event = office.eventOf("ana", "hello");
    await expect(office.bridge.handle(event)).rejects.toMatchObject({ code: "CLAIMS_REFUSED" });
    expect(office.said).toEqual([]);
    isOut = false;
    const record = await office.newBridge().handle(event);
    expect(record.outcome).toBe("replied");
    expect(office.texts()).toEqual(["You said hello."]);
  });
});

describe("what it costs", () => {
  const callsOf = async (delivery: "replace" | "reply", handoff: object | undefined) => {
    const office = openOffice({ delivery, config: { handoff: handoff as never } });
    await office.say("ana", "hello");
    return office.calls;
  };

  it("nothing where it isn't configured: no read, no write", async () => {
    expect(await callsOf("replace", undefined)).toEqual(["claim", "lex", "remember", "callback"]);
    expect((await callsOf("reply", undefined)).filter((call) => call.endsWith("pause"))).toEqual([]);
  });

  it("one read before the bot is asked, one before each thing that it says, and one after the last", async () => {
    expect(await callsOf("replace", HANDOFF)).toEqual([
      "claim",
      "read pause",
      "lex",
      "remember",
      "read pause",
      "callback",
      "read pause",
    ]);
    expect((await callsOf("reply", HANDOFF)).filter((call) => call.endsWith("pause"))).toHaveLength(3);
  });
});

describe("the configuration", () => {
  const config = { ...CASE_CONFIG, handoff: {} };
  it("is refused without a table, because other containers would not know of a pause, and says what a test does", () => {
    expect(() => requirePauses(readConfig(config), false)).toThrow(
      /handoff needs claims.table \(CHIME_LEX_CLAIMS_TABLE\).* createMemoryPauses\(Date\.now\)/,
    );
    expect(requirePauses(readConfig({ ...config, claims: { table: "claims" } }), false).handoff).toBeDefined();
    expect(requirePauses(readConfig(config), true).handoff).toBeDefined();
  });

  it("takes an empty handoff for pauses by code alone, and says so where there is none", async () => {
    const office = openOffice({ config: { handoff: {} } });
    await office.say("gil", "hello");
    expect(await office.bridge.isPaused({ channelArn: CHANNEL })).toBe(false);
    await office.bridge.pause({ channelArn: CHANNEL });
    expect((await office.say("ana", "hello")).shown).toBe("hello");
    const none = openOffice({ config: { handoff: undefined } });
    await expect(none.bridge.pause({ channelArn: CHANNEL })).rejects.toMatchObject({ code: "USAGE" });
  });

  it.each([
    "room",
    "",
    undefined,
    `${CHANNEL} `,
    "arn:aws:iam::111122223333:user/gil",
    userOf("ana"),
    CHANNEL.slice(0, -4),
  ])("lets nobody pause, resume or ask of what is no channel: %j", async (channelArn) => {
    const { bridge, calls } = openOffice();
    const key = { channelArn: channelArn as string };
    const told = { code: "USAGE", fix: expect.stringContaining(":app-instance/<id>/channel/<id>") };
    for (const call of [bridge.pause, bridge.resume, bridge.isPaused])
      await expect(call(key)).rejects.toMatchObject(told);
    expect(calls).toEqual([]);
  });

  it("lets nobody pause the conversation of who is no user", async () => {
    const { bridge, calls } = openOffice({ config: { handoff: { ...HANDOFF, scope: "session" } } });
    const key = { channelArn: CHANNEL, senderArn: "ana" };
    const told = { code: "USAGE", fix: expect.stringContaining(":app-instance/<id>/user/<id>") };
    for (const call of [bridge.pause, bridge.resume, bridge.isPaused])
      await expect(call(key)).rejects.toMatchObject(told);
    expect(calls).toEqual([]);
  });

  it("names what is wrong in it", () => {
    expect(() => readConfig({ ...config, handoff: { agent: [], scope: "room" } })).toThrow(
      /handoff.agent is an unknown option, did you mean agents\?.*handoff.scope must be one of channel, session|handoff.scope must be one of channel, session.*did you mean agents\?/,
    );
  });
});
