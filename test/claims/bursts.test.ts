import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript
import { burst } from "../../bench/burst/bursts.mjs";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { BridgeError, createBridge } from "../../src/index.ts";

const BUILD = { createBridge, BridgeError, createMemoryClaims };
// Minutes of virtual time take seconds of a processor, and more of them on a busy machine.
const TIME_LIMIT_MS = 120_000;

interface Rates {
  readonly callback?: number;
  readonly bearer?: number;
  readonly send?: number;
  readonly isRefusedCharged?: boolean;
}

interface Burst {
  readonly messages: number;
  readonly rates: Rates;
  readonly concurrency?: number;
}

type Row = [what: string, of: Burst, mostCalls: number, mostOverIdeal: number];

/** What a refused call is charged can't be had back: the ideal knows of none. */
const CHARGED = 2.5;

describe("a burst in one channel, replace: nothing ends in the queue of failed events", () => {
  it.each<Row>([
    ["a thousand messages at 30 a second", { messages: 1_000, rates: { callback: 30 } }, 8, 1.3],
    ["three hundred at 10 a second", { messages: 300, rates: { callback: 10 } }, 8, 1.3],
    ["a thousand, sixty functions at once", { messages: 1_000, rates: { callback: 30 }, concurrency: 60 }, 4, 1.3],
    [
      "a thousand, sixty at once, refused calls charged",
      { messages: 1_000, rates: { callback: 30, isRefusedCharged: true }, concurrency: 60 },
      4,
      CHARGED,
    ],
  ])(
    "%s",
    async (_what, of, mostCalls, mostOverIdeal) => {
      const { callsEach, overIdeal, ...rest } = await burst(BUILD, of);
      expect(rest).toMatchObject({ failed: 0, settled: of.messages, turns: of.messages });
      expect(callsEach).toBeLessThanOrEqual(mostCalls);
      expect(overIdeal).toBeLessThanOrEqual(mostOverIdeal);
    },
    TIME_LIMIT_MS,
  );
});

describe("a burst through one bot, reply, at five answers a second: each is answered once, by the bot's own words", () => {
  const sixty = { messages: 1_000, concurrency: 60 };
  it.each<Row>([
    ["250 messages, lookups and sends at 10 a second", { messages: 250, rates: { bearer: 10 } }, 11, 1.3],
    ["250 messages, sends at 5 a second", { messages: 250, rates: { send: 5 } }, 11, 1.3],
    ["a thousand, sixty functions at once, at 10 a second", { ...sixty, rates: { bearer: 10 } }, 6, 1.3],
    ["a thousand, sixty at once, sends at 5 a second", { ...sixty, rates: { send: 5 } }, 6, 1.3],
    [
      "a thousand, sixty at once, at 10 a second, refused calls charged",
      { ...sixty, rates: { bearer: 10, isRefusedCharged: true } },
      7,
      CHARGED,
    ],
    [
      "a thousand, sixty at once, sends at 5 a second, refused calls charged",
      { ...sixty, rates: { send: 5, isRefusedCharged: true } },
      7,
      CHARGED,
    ],
  ])(
    "%s",
    async (_what, of, mostCalls, mostOverIdeal) => {
      const { callsEach, overIdeal, ...rest } = await burst(BUILD, { delivery: "reply", ...of });
      const { messages } = of;
      // The bot's own messages pass the flow too, and are let through.
      expect(rest).toMatchObject({
        failed: 0,
        settled: 2 * messages,
        turns: messages,
        said: messages,
        failureAnswers: 0,
      });
      expect(callsEach).toBeLessThanOrEqual(mostCalls);
      expect(overIdeal).toBeLessThanOrEqual(mostOverIdeal);
    },
    TIME_LIMIT_MS,
  );
});
