import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { markToMetadata } from "../../mappers/message/metadata.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { APP, event } from "./sample-event.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it.each([0, 0.5, 0.7, 0.9, 0.999])(
  "waiting for a holder that died leaves the slice of time for the callback whole, however long its pauses (%d)",
  async (luck) => {
    vi.spyOn(Math, "random").mockReturnValue(luck);
    const begun = Date.now();
    const claims = createMemoryClaims(Date.now);
    const { signal } = new AbortController();
    await claims.write(`m1:${event.CallbackId}`, { kind: "claim", by: "dead", until: begun + 60_000 }, { signal });
    let posted: number | undefined;
    const bridge = createBridge(readConfig(CASE_CONFIG), {
      ...NO_PORTS,
      recognizeText: () => Promise.reject(new Error("Nobody may ask.")),
      channelFlowCallback: async () => {
        posted ??= Date.now() - begun;
      },
      claims,
      log: () => {},
      now: Date.now,
    });
    const ending = bridge.handle(event, { deadline: begun + 3_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10_000);
    await ending;
    // A third of three seconds is the callback's.
    expect(posted).toBeGreaterThanOrEqual(2_000);
    expect(posted).toBeLessThanOrEqual(2_010);
  },
);

it("in reply, whoever takes over as its own time for the turn ends still looks the message up", async () => {
  const begun = Date.now();
  const claims = createMemoryClaims(Date.now);
  const { signal } = new AbortController();
  await claims.write(`m1:${event.CallbackId}`, { kind: "claim", by: "dead", until: begun + 60_000 }, { signal });
  const sent: OutgoingMessage[] = [];
  const bridge = createBridge(readConfig({ ...CASE_CONFIG, delivery: "reply" }), {
    ...NO_PORTS,
    recognizeText: () => Promise.reject(new Error("Nobody may ask.")),
    channelFlowCallback: async () => {},
    getChannelMessage: async ({ MessageId }) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { MessageId, Content: "Hello" };
    },
    listChannelMessages: async () => ({ messages: [] }),
    sendChannelMessage: async (message) => {
      sent.push(message);
      return { MessageId: "m2" };
    },
    claims,
    log: () => {},
    now: Date.now,
  });
  const ending = bridge.handle(event, { deadline: begun + 3_000 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await ending).warnings).toEqual([]);
  expect(sent.map(({ Content, Target }) => ({ Content, Target }))).toEqual([
    { Content: '{"Code":500}', Target: undefined },
  ]);
});

it.each([
  ["a minute", 60_000, 1],
  ["an hour", 3_600_000, 0],
])(
  "in reply, a channel too busy to be searched has a reply resumed after %s by its tokens alone, or not at all (%d ms)",
  async (_when, ms, sends) => {
    const claims = { ...createMemoryClaims(Date.now), isDurable: true };
    const { signal } = new AbortController();
    const part = {
      ChannelArn: event.ChannelMessage.ChannelArn,
      ChimeBearer: `${APP}/bot/b`,
      Content: "{}",
      ContentType: "application/amz-chime-lex-msgs",
      Persistence: "PERSISTENT",
      ClientRequestToken: "t",
      Metadata: markToMetadata({ reply: "r", part: 1, parts: 1 }),
    } as const;
    const callback = { CallbackId: event.CallbackId, ChannelArn: part.ChannelArn, ChannelMessage: { MessageId: "m1" } };
    const answer = { callback, parts: [part], outcome: "replied" } as const;
    const id = `m1:${event.CallbackId}`;
    await claims.write(id, { kind: "claim", by: "dead", until: Date.now() }, { signal });
    await claims.write(id, { kind: "remember", by: "dead", answer, released: true }, { signal });
    await vi.advanceTimersByTimeAsync(ms);
    let sent = 0;
    const bridge = createBridge(readConfig({ ...CASE_CONFIG, delivery: "reply", requestsPerSecond: 50 }), {
      ...NO_PORTS,
      recognizeText: () => Promise.reject(new Error("Nobody may ask.")),
      channelFlowCallback: () => Promise.reject(new Error("It is through already.")),
      listChannelMessages: async () => ({ messages: [{ MessageId: "m3" }], NextToken: "more" }),
      sendChannelMessage: async () => {
        sent++;
        return { MessageId: "m2" };
      },
      claims,
      log: () => {},
      now: Date.now,
    });
    const ending = bridge.handle(event).then(
      ({ outcome }) => outcome,
      (error: { code: string }) => error.code,
    );
    await vi.advanceTimersByTimeAsync(30_000);
    expect([await ending, sent]).toEqual(sends === 1 ? ["replied", 1] : ["LOOKUP_FAILED", 0]);
  },
);
