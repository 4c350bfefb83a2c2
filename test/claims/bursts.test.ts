import { describe, expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { event } from "./sample-event.ts";
import { sleep, useVirtualTime } from "./virtual-time.ts";

const FUNCTION_MS = 60_000;
/** Lambda's two retries of an asynchronous event: after one minute, then after two more (developer guide, "Asynchronous invocation"). */
const RETRY_AFTER_MS = [60_000, 120_000];

useVirtualTime();

/** A rate with a bucket of one second: it is full at first, and each request takes one token, a refused one too where it is charged. */
function createBucket(perSecond: number, isRefusedCharged: boolean) {
  let tokens = perSecond;
  let at = Date.now();
  return () => {
    const now = Date.now();
    tokens = Math.min(perSecond, tokens + ((now - at) * perSecond) / 1_000);
    at = now;
    const isTaken = tokens >= 1;
    if (isTaken) tokens--;
    else if (isRefusedCharged) tokens = Math.max(0, tokens - 1);
    return isTaken;
  };
}

interface Burst {
  readonly messages: number;
  readonly perSecond: number;
  readonly concurrency?: number;
  readonly isRefusedCharged?: boolean;
}

/** So many messages at once in one channel, each with a process of its own. */
async function burst(of: { messages: number; perSecond: number; concurrency?: number; isRefusedCharged?: boolean }) {
  const { messages, perSecond, concurrency = Number.POSITIVE_INFINITY, isRefusedCharged = false } = of;
  const begun = Date.now();
  const takes = createBucket(perSecond, isRefusedCharged);
  const seen = { calls: 0, failed: 0, last: 0 };
  const settled = new Set<string>();
  const ports: Ports = {
    ...NO_PORTS,
    recognizeText: async () => {
      await sleep(500);
      return { messages: [{ contentType: "PlainText", content: "Hi" }] };
    },
    channelFlowCallback: async ({ ChannelMessage: { MessageId } }) => {
      seen.calls++;
      await sleep(20);
      if (!takes()) throw new BridgeError("CALLBACK_THROTTLED");
      if (settled.has(MessageId)) throw new BridgeError("CALLBACK_FORBIDDEN");
      settled.add(MessageId);
      seen.last = Date.now() - begun;
    },
    claims: { ...createMemoryClaims(Date.now), isDurable: true },
    log: () => {},
    now: Date.now,
  };
  const config = readConfig(CASE_CONFIG);
  let running = 0;
  const waiting: (() => void)[] = [];
  async function invoke(n: number, retries = 0): Promise<void> {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    const { ChannelMessage } = event;
    const Sender = { Arn: `${ChannelMessage.Sender.Arn}${n}` };
    const one = { CallbackId: `c${n}`, ChannelMessage: { ...ChannelMessage, MessageId: `m${n}`, Sender } };
    const isDone = await createBridge(config, ports)
      .handle(one, { deadline: Date.now() + FUNCTION_MS })
      .then(
        () => true,
        () => false,
      );
    running--;
    waiting.shift()?.();
    if (isDone) return;
    const pause = RETRY_AFTER_MS[retries];
    if (pause === undefined) {
      seen.failed++;
      return;
    }
    await sleep(pause);
    await invoke(n, retries + 1);
  }
  const all = Promise.all(Array.from({ length: messages }, (_, n) => invoke(n)));
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  await all;
  const ideal = ((messages - perSecond) / perSecond) * 1_000;
  return { ...seen, settled: settled.size, callsEach: seen.calls / messages, overIdeal: seen.last / ideal };
}

describe("a burst in one channel, replace: nothing ends in the queue of failed events", () => {
  it.each<[what: string, of: Burst, mostCalls: number, mostOverIdeal: number]>([
    ["a thousand messages at 30 a second", { messages: 1_000, perSecond: 30 }, 8, 1.3],
    ["three hundred at 10 a second", { messages: 300, perSecond: 10 }, 8, 1.3],
    ["a thousand, sixty functions at once", { messages: 1_000, perSecond: 30, concurrency: 60 }, 4, 1.3],
    [
      "a thousand, sixty at once, refused calls charged",
      { messages: 1_000, perSecond: 30, concurrency: 60, isRefusedCharged: true },
      4,
      // What a refused call is charged can't be had back: the ideal knows of none.
      2.5,
    ],
  ])(
    "%s",
    async (_what, of, mostCalls, mostOverIdeal) => {
      const { failed, settled, callsEach, overIdeal } = await burst(of);
      expect({ failed, settled }).toEqual({ failed: 0, settled: of.messages });
      expect(callsEach).toBeLessThanOrEqual(mostCalls);
      expect(overIdeal).toBeLessThanOrEqual(mostOverIdeal);
      // Minutes of virtual time take seconds of a processor, and more of them on a busy machine.
    },
    120_000,
  );
});
