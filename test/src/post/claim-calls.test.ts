import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBridge } from "../../../src/bridge.ts";
import { createMemoryClaims } from "../../../src/claims/memory.ts";
import { readConfig } from "../../../src/config/config.ts";
import type { Claims } from "../../../src/ports/claims.ts";
import { NO_PORTS } from "../../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../../tools/testing/run-cases.ts";
import { event } from "../../claims/sample-event.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store of the embedding code around ours, whose first write never ends. */
function hangingOnce(): { readonly claims: Claims; readonly signals: AbortSignal[] } {
  const memory = createMemoryClaims(Date.now);
  const signals: AbortSignal[] = [];
  const write: Claims["write"] = (id, change, options) => {
    signals.push(options.signal);
    return signals.length === 1 ? new Promise(() => {}) : memory.write(id, change, options);
  };
  return { claims: { ...memory, write }, signals };
}

it("a store's call that hangs costs a second, is told so by its signal, and is made again", async () => {
  const { claims, signals } = hangingOnce();
  const posted: unknown[] = [];
  const bridge = createBridge(readConfig(CASE_CONFIG), {
    ...NO_PORTS,
    recognizeText: async () => ({ messages: [{ contentType: "PlainText", content: "Hi" }] }),
    channelFlowCallback: async (callback) => void posted.push(callback),
    claims,
    log: () => {},
    now: Date.now,
  });
  const handled = bridge.handle(event);
  await vi.advanceTimersByTimeAsync(999);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(posted).toHaveLength(1);
  expect(signals[0]?.aborted).toBe(true);
  expect(await handled).toMatchObject({ outcome: "replied", retries: { claims: 1 } });
});
