import { describe, expect, it, vi } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Pauses } from "../../src/ports/handoff.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { sleep, useVirtualTime } from "../claims/virtual-time.ts";
import { CHANNEL, type OfficeOptions, openOffice, userOf } from "../handoff/office.ts";
import { bridgeOnWire } from "../wire/bridge-on-wire.ts";

useVirtualTime();

const AFTER = 1_000;

/** A question to a bot that thinks so long, in virtual time. */
async function ask(thinksMs: number, { config, before, ...options }: OfficeOptions = {}, more: object = {}) {
  const office = openOffice({
    delivery: "reply",
    config: { typingAfterMs: AFTER, handoff: undefined, ...config },
    before: async (call) => {
      if (call === "lex") await sleep(thinksMs);
      await before?.(call);
    },
    ...options,
  });
  const saying = office.say("ana", "hello", more);
  await vi.runAllTimersAsync();
  return { office, ...(await saying) };
}

/** A person takes over, by a bridge of their own. */
const pauseIn = (pauses: Pauses) => openOffice({ delivery: "reply", pauses }).bridge.pause({ channelArn: CHANNEL });
const isTyping = ({ Type }: { Type?: string }) => Type === "CONTROL";

describe("typing", () => {
  it("is shown by the bot while it thinks, as a message that no flow sees and no channel keeps, and then the answer comes", async () => {
    const { office, record } = await ask(5_000);
    const [typing, answer, ...more] = office.said;
    expect(typing).toMatchObject({
      ChannelArn: CHANNEL,
      ChimeBearer: answer?.ChimeBearer,
      Content: '{"Typing":"Indicator"}',
      Type: "CONTROL",
      Persistence: "NON_PERSISTENT",
    });
    expect(readReply(typing)).toMatchObject({ kind: "none", reason: "typing" });
    expect(typing?.Target).toBeUndefined();
    expect(answer?.Content).toContain("You said hello.");
    expect(more).toEqual([]);
    expect(record).toMatchObject({ outcome: "replied", signs: ["typing"], warnings: [] });
  });

  it("isn't shown where the answer is there before its time", async () => {
    const { office, record } = await ask(AFTER - 1);
    expect(office.said.filter(isTyping)).toEqual([]);
    expect(record.signs).toBeUndefined();
  });

  it("is shown once, however often the message is delivered", async () => {
    const { office, event } = await ask(5_000);
    const again = office.bridge.handle(event);
    await vi.runAllTimersAsync();
    await again;
    expect(office.said.filter(isTyping)).toHaveLength(1);
  });

  it("is shown to the sender alone where the answer is", async () => {
    const { office } = await ask(5_000, { config: { private: true } });
    expect(office.said.map(({ Target }) => Target)).toEqual(
      Array.from({ length: 2 }, () => [{ MemberArn: userOf("ana") }]),
    );
  });

  it("isn't shown for a message that the channel doesn't keep", async () => {
    const { office } = await ask(5_000, {}, { Persistence: "NON_PERSISTENT" });
    expect(office.said.filter(isTyping)).toEqual([]);
  });

  it("isn't shown once a person has taken over, and not where nobody can tell", async () => {
    const handoff = { agents: [userOf("gil")] };
    const pauses = createMemoryPauses(Date.now);
    const paused = await ask(5_000, {
      config: { handoff },
      pauses,
      before: async (call) => {
        if (call === "lookup") await pauseIn(pauses);
      },
    });
    expect(paused.office.said).toEqual([]);

    let isOut = false;
    const unknown = await ask(5_000, {
      config: { handoff },
      before: (call) => {
        if (call === "lookup") isOut = true;
        if (call === "remember") isOut = false;
        if (isOut && call === "read pause") throw new BridgeError("CLAIMS_UNAVAILABLE");
      },
    });
    expect(unknown.office.said.map(isTyping)).toEqual([false]);
    expect(unknown.record).toMatchObject({ outcome: "replied" });
    expect(unknown.record.error).toBeUndefined();
  });

  it.each([
    ["is refused", () => Promise.reject(new BridgeError("SEND_FORBIDDEN")), "typing-failed"],
    ["hangs", () => new Promise<never>(() => {}), "typing-failed: No answer within 2000 ms."],
  ] as const)("that %s changes nothing but for a warning", async (_what, trouble, warning) => {
    let sends = 0;
    const { office, record } = await ask(5_000, {
      before: (call) => (call === "send" && ++sends === 1 ? trouble() : undefined),
    });
    expect(office.said.map(({ Content }) => Content)).toEqual([expect.stringContaining("You said hello.")]);
    expect(record.outcome).toBe("replied");
    expect(record.warnings).toEqual([expect.stringContaining(warning)]);
  });

  it("never holds the answer up", async () => {
    let sends = 0;
    const begun = Date.now();
    let answeredAt = 0;
    await ask(AFTER + 10, {
      before: (call) => {
        if (call !== "send") return undefined;
        if (++sends === 1) return new Promise<never>(() => {});
        answeredAt = Date.now();
        return undefined;
      },
    });
    expect(answeredAt - begun).toBe(AFTER + 10);
  });

  it("is left out where the answers need the bot's rate", async () => {
    const office = openOffice({
      delivery: "reply",
      config: { typingAfterMs: AFTER, requestsPerSecond: 10, handoff: undefined },
      before: async (call) => {
        if (call === "lex") await sleep(AFTER + 500);
      },
    });
    const all = Array.from({ length: 30 }, async (_, nth) => {
      await sleep(nth * 200);
      return office.say(`user${nth}`, "hello");
    });
    await vi.runAllTimersAsync();
    const records = (await Promise.all(all)).map(({ record }) => record);
    expect(office.said.filter((one) => !isTyping(one))).toHaveLength(30);
    // Until the first answers go out, half of the rate is free.
    expect(records.slice(10).filter(({ signs }) => signs)).toEqual([]);
  });

  it("costs no call and no look at the table where it isn't configured", async () => {
    const { office: without } = await ask(5_000, { config: { typingAfterMs: undefined } });
    expect(without.calls).toEqual(["claim", "callback", "lookup", "lex", "remember", "send", "finish"]);
    const { office: quick } = await ask(10);
    expect(quick.calls).toEqual(without.calls);
  });

  it("needs delivery reply, and a time", () => {
    const read = (more: object) => () => readConfig({ bots: CASE_CONFIG.bots, ...more });
    expect(read({ typingAfterMs: 500 })).toThrow(/typingAfterMs.*needs delivery reply/);
    expect(read({ delivery: "reply", typingAfterMs: -1 })).toThrow(/whole number of milliseconds from 0 to 120000/);
  });
});

describe("typing over the wire", () => {
  it("passes no flow and is kept nowhere", async () => {
    vi.useRealTimers();
    const wire = await bridgeOnWire({ delivery: "reply", typingAfterMs: 20 });
    try {
      wire.emulator.faults.lex = { delayMs: 400 };
      const { MessageId } = await wire.emulator.send({ content: "What is my balance?" });
      await wire.emulator.settled();
      expect(wire.calls.map(({ port }) => port)).toEqual([
        "channelFlowCallback",
        "getChannelMessage",
        "recognizeText",
        "sendChannelMessage",
        "sendChannelMessage",
        "channelFlowCallback",
      ]);
      expect(wire.decisionOf(MessageId)).toMatchObject({ outcome: "replied", signs: ["typing"], warnings: [] });
      expect(wire.emulator.deliveries()).toHaveLength(2);
    } finally {
      await wire.close();
    }
  });
});
