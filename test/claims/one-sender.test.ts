import { describe, expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Hooks } from "../../src/ports/hooks.ts";
import type { Ports } from "../../src/ports/ports.ts";
import type { Decision } from "../../src/read/decision.ts";
import { createQueues } from "../../src/turn/queues.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { event } from "./sample-event.ts";
import { sleep, useVirtualTime } from "./virtual-time.ts";

const FUNCTION_MS = 60_000;
const REPLY = { delivery: "reply", lookup: false };

useVirtualTime();

/** One Lex session, which refuses a turn while another is under way, and what reached it and the channel. */
function oneSession(turnMs = 1_000) {
  const seen = { calls: 0, turns: [] as { text: string; from: number; to: number }[], callbacks: [] as string[] };
  const begun = Date.now();
  let isBusy = false;
  const ports: Ports & Hooks = {
    ...NO_PORTS,
    recognizeText: async ({ text }) => {
      seen.calls++;
      if (isBusy) throw new BridgeError("LEX_CONFLICT");
      isBusy = true;
      const from = Date.now() - begun;
      await sleep(turnMs);
      isBusy = false;
      seen.turns.push({ text, from, to: Date.now() - begun });
      return { messages: [{ contentType: "PlainText", content: "Hi" }] };
    },
    channelFlowCallback: async ({ ChannelMessage: { MessageId } }) => {
      if (seen.callbacks.includes(MessageId)) throw new BridgeError("CALLBACK_FORBIDDEN");
      seen.callbacks.push(MessageId);
    },
    listChannelMessages: async () => ({ messages: [] }),
    sendChannelMessage: async () => ({ MessageId: "sent" }),
    claims: { ...createMemoryClaims(Date.now), isDurable: true },
    log: () => {},
    now: Date.now,
  };
  return { seen, ports };
}

/** The nth message of one sender. */
function nth(n: number) {
  const MessageId = `m${n}`;
  const { ChannelMessage } = event;
  return { ...event, CallbackId: `c${n}`, ChannelMessage: { ...ChannelMessage, MessageId, Content: `${n}` } };
}

const bridgeOn = (ports: Ports & Hooks, config: object = {}) =>
  createBridge(readConfig({ ...CASE_CONFIG, ...config }), ports);

async function settled(deliveries: readonly Promise<Decision>[]): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(2 * FUNCTION_MS);
  return (await Promise.all(deliveries)).map(({ outcome }) => outcome);
}

describe.each([
  ["replace", {}],
  ["reply", REPLY],
])("fifty messages of one sender at once, %s:", (_delivery, config) => {
  it("in one process each is answered, in the order in which they came, with a call for each", async () => {
    const { seen, ports } = oneSession();
    const bridge = bridgeOn(ports, config);
    const deadline = Date.now() + FUNCTION_MS;
    const outcomes = await settled(Array.from({ length: 50 }, (_, n) => bridge.handle(nth(n), { deadline })));
    expect(new Set(outcomes)).toEqual(new Set(["replied"]));
    expect(seen.turns.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, n) => `${n}`));
    expect(seen.calls / seen.turns.length).toBeLessThanOrEqual(1.2);
  });

  it("in fifty processes none is unanswered but those whose time ran out, at few calls a turn", async () => {
    const { seen, ports } = oneSession();
    const deadline = Date.now() + FUNCTION_MS;
    const deliveries = Array.from({ length: 50 }, (_, n) => bridgeOn(ports, config).handle(nth(n), { deadline }));
    const outcomes = await settled(deliveries);
    const replied = outcomes.filter((outcome) => outcome === "replied").length;
    expect(new Set(outcomes)).toEqual(new Set(["replied", "errored"]));
    // The last turn may have begun too late to be told.
    expect(replied).toBeGreaterThanOrEqual(seen.turns.length - 1);
    // Nobody gave up before the 35 seconds of a turn were over, nor was the session free for long.
    expect(seen.turns.length).toBeGreaterThanOrEqual(23);
    expect(seen.calls / seen.turns.length).toBeLessThanOrEqual(15);
  });

  it("of two messages in two processes, 100 ms apart, the second is asked within 1.5 s of the first's end", async () => {
    for (let run = 0; run < 20; run++) {
      const { seen, ports } = oneSession();
      const deadline = Date.now() + FUNCTION_MS;
      const first = bridgeOn(ports, config).handle(nth(1), { deadline });
      await vi.advanceTimersByTimeAsync(100);
      await settled([first, bridgeOn(ports, config).handle(nth(2), { deadline })]);
      const [one, two] = seen.turns;
      expect((two?.from ?? Infinity) - (one?.to ?? 0)).toBeLessThanOrEqual(1_500);
    }
  });
});

describe("the queue of a conversation", () => {
  it("in replace is stood in before the claim, so that no claim's time runs out meanwhile", async () => {
    const { seen, ports } = oneSession(30_000);
    const claimed: number[] = [];
    const { write } = ports.claims;
    const begun = Date.now();
    const claims: Ports["claims"] = {
      ...ports.claims,
      write: (id, one, options) => {
        if (one.kind === "claim") claimed.push(Date.now() - begun);
        return write(id, one, options);
      },
    };
    const bridge = bridgeOn({ ...ports, claims });
    const deadline = begun + 2 * FUNCTION_MS;
    const outcomes = await settled([1, 2, 3].map((n) => bridge.handle(nth(n), { deadline })));
    expect({ outcomes, claimed }).toEqual({
      outcomes: ["replied", "replied", "replied"],
      claimed: [0, 30_000, 60_000],
    });
    expect(seen.calls).toBe(3);
  });

  it("in reply is stood in after the release, which waits for nobody", async () => {
    const { seen, ports } = oneSession(10_000);
    const bridge = bridgeOn(ports, REPLY);
    const deadline = Date.now() + FUNCTION_MS;
    const deliveries = [1, 2, 3].map((n) => bridge.handle(nth(n), { deadline }));
    await vi.advanceTimersByTimeAsync(10);
    expect({ callbacks: seen.callbacks, calls: seen.calls }).toEqual({ callbacks: ["m1", "m2", "m3"], calls: 1 });
    expect(await settled(deliveries)).toEqual(["replied", "replied", "replied"]);
  });

  it("is waited in until the time for a turn is over: whoever still waits gives the failure answer", async () => {
    for (const config of [{}, REPLY]) {
      const { seen, ports } = oneSession(30_000);
      const bridge = bridgeOn(ports, config);
      const deadline = Date.now() + 40_000;
      const decisions = [1, 2, 3].map((n) => bridge.handle(nth(n), { deadline }));
      await vi.advanceTimersByTimeAsync(39_999);
      expect(await settled(decisions)).toEqual(["replied", "errored", "errored"]);
      expect((await decisions[2])?.error?.code).toMatch(/^LEX_(CONFLICT|TIMEOUT)$/);
      expect(new Set(seen.callbacks).size).toBe(3);
    }
  });

  it("gives duplicates one place: the next comes as soon as its turn was taken, and nobody is asked twice", async () => {
    const { seen, ports } = oneSession();
    const bridge = bridgeOn(ports);
    const deadline = Date.now() + FUNCTION_MS;
    const outcomes = await settled([1, 2, 2, 2, 3].map((n) => bridge.handle(nth(n), { deadline })));
    expect(outcomes.filter((outcome) => outcome === "replied").length).toBeGreaterThanOrEqual(3);
    expect(seen.turns).toEqual([
      { text: "1", from: 0, to: 1_000 },
      { text: "2", from: 1_000, to: 2_000 },
      { text: "3", from: 2_000, to: 3_000 },
    ]);
  });

  it("holds up no other conversation", async () => {
    const { seen, ports } = oneSession();
    const recognizeText: Ports["recognizeText"] = async () => {
      seen.calls++;
      await sleep(1_000);
      return { messages: [] };
    };
    const bridge = bridgeOn({ ...ports, recognizeText });
    const other = nth(2);
    const Sender = { Arn: `${other.ChannelMessage.Sender.Arn}-other`, Name: "Other" };
    const events = [nth(1), { ...other, ChannelMessage: { ...other.ChannelMessage, Sender } }];
    const deliveries = events.map((one) => bridge.handle(one, { deadline: Date.now() + FUNCTION_MS }));
    await vi.advanceTimersByTimeAsync(10);
    expect(seen.calls).toBe(2);
    await settled(deliveries);
  });

  it("is forgotten when it is empty, whoever left and why", async () => {
    const lines = new Map();
    const stand = createQueues(Date.now, lines);
    const at = (n: number) => ({ ids: { CallbackId: `c${n}`, ChannelArn: "a", MessageId: `m${n}` }, begun: n });
    const first = await stand("a", at(1), Date.now() + 1_000);
    const late = stand("a", at(2), Date.now() + 1_000);
    const shared = await stand("a", at(1), Date.now() + 1_000);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(await late).toBeUndefined();
    first?.(false);
    expect(lines.size).toBe(1);
    shared?.(false);
    expect(lines.size).toBe(0);
  });

  it("is kept by when a delivery came, not by when it was let through", async () => {
    const stand = createQueues(Date.now);
    const at = (n: number) => ({ ids: { CallbackId: `c${n}`, ChannelArn: "a", MessageId: `m${n}` }, begun: n });
    const order: number[] = [];
    const pass = async (n: number) => {
      const leave = await stand("a", at(n), Date.now() + 10_000);
      order.push(n);
      await sleep(10);
      leave?.(true);
    };
    const all = [1, 4, 3, 2].map(pass);
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4]);
  });
});
