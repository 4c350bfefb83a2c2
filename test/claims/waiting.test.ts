import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config.ts";
import { NO_PORTS } from "../../src/no-ports.ts";
import { CASE_CONFIG } from "../../src/testing/run-cases.ts";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const event = {
  CallbackId: "c".repeat(36),
  ChannelMessage: {
    MessageId: "m1",
    ChannelArn: `${APP}/channel/b`,
    Content: "Hello",
    Sender: { Arn: `${APP}/user/u` },
  },
};

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
