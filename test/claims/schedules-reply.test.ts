import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Claims } from "../../src/ports/claims.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { answerOf, type Fault, isOneReply, PORTS, replyServices, TROUBLES } from "./reply-services.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const eventOf = (CallbackId: string) => ({
  CallbackId,
  ChannelMessage: {
    MessageId: "m1",
    ChannelArn: `${APP}/channel/b`,
    Content: "Hello",
    Sender: { Arn: `${APP}/user/u` },
  },
});
const settings = readConfig({ ...CASE_CONFIG, delivery: "reply", turnTimeoutMs: 4_000 });
const ATTEMPTS = 3;
const FUNCTION_MS = 12_000;
const realImmediate = setImmediate;
const breath = () => new Promise((resolve) => realImmediate(resolve));

let server: TestTable;
beforeAll(async () => {
  server = await startTable();
});
afterAll(() => server.close());
// The bridge's pauses and time-outs pass as soon as nothing else can happen.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Ending = "died" | { readonly outcome: string } | { readonly error: BridgeError };
type Services = ReturnType<typeof replyServices>;

/** One delivery as Lambda runs it: again after a failure or a death, three times at most. */
async function deliver(services: Services, event: object, retryMs: number, onEnd: (ending: Ending) => void) {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { ports, death } = services.attempt();
    const handled = createBridge(settings, ports)
      .handle(event, { deadline: Date.now() + FUNCTION_MS })
      .then(
        ({ outcome }) => ({ outcome }),
        (error: unknown) => ({ error: BridgeError.from(error) }),
      );
    const ending: Ending = await Promise.race([handled, death]);
    onEnd(ending);
    if (ending !== "died" && "outcome" in ending) return;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Lets one thing after another happen; only where nothing can, time passes. */
async function drive(all: Promise<unknown>, scheduler: fc.Scheduler, { seen }: Services): Promise<void> {
  let isOver = false;
  const over = all.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await breath();
    if (scheduler.count() > 0) await scheduler.waitOne();
    else if (seen.underWay === 0) await vi.advanceTimersToNextTimerAsync();
  }
  await over;
}

/** What an attempt makes up for by itself. */
const MENDED: ReadonlySet<string> = new Set(["lost", "failed", "throttled"]);
const fault: fc.Arbitrary<Fault> = fc.record({
  port: fc.constantFrom(...PORTS),
  nth: fc.integer({ min: 1, max: 3 }),
  trouble: fc.constantFrom(...TROUBLES),
});

describe.each<[where: string, open: () => Claims, runs: number]>([
  ["in memory", () => createMemoryClaims(Date.now), 400],
  [
    "in DynamoDB",
    () => createDynamoClaims({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now: Date.now }),
    40,
  ],
])(
  "deliveries of one event in reply, in any order of their requests and answers, remembered %s",
  (where, open, numRuns) => {
    let ids = 0;

    it.each([2, 3])(
      "%i of them let it through once, take one turn at most, and say one answer once, whole and in order, whatever fails or dies",
      async (deliveries) => {
        await fc.assert(
          fc.asyncProperty(
            fc.scheduler(),
            fc.array(fault, { maxLength: 6 }),
            fc.constantFrom(0, 1_000, 60_000, 400_000),
            async (scheduler, faults, retryMs) => {
              const services = replyServices(open(), faults, (label) => scheduler.schedule(Promise.resolve(), label));
              const { seen } = services;
              const event = eventOf(`${where}-${deliveries}-${ids++}-`.padEnd(36, "c"));
              const isWhole = () => seen.released.length === 1 && isOneReply(seen.said);
              const wrong: unknown[] = [];
              const onEnd = (ending: Ending) => {
                if (ending === "died") return;
                if ("outcome" in ending && !isWhole()) wrong.push(`${ending.outcome}, with parts unsent`);
                // Too little time for a turn is thrown with the claim given back: Lambda's next attempt asks.
                const isExpected =
                  "error" in ending && /^(CALLBACK|SEND|LOOKUP)_|^NO_TIME_FOR_TURN$/.test(ending.error.code);
                if ("error" in ending && !isExpected) wrong.push(ending.error);
                if ("error" in ending && ending.error.code === "CALLBACK_NOT_GRANTED") wrong.push(ending.error);
              };
              const all = Array.from({ length: deliveries }, () => deliver(services, event, retryMs, onEnd));
              await drive(Promise.all(all), scheduler, services);
              // What is late still comes; and long after, Chime delivers it once more.
              await drive(new Promise((resolve) => setTimeout(resolve, 400_000)), scheduler, services);
              services.calm();
              const endings: Ending[] = [];
              const again = deliver(services, event, 0, (ending) => endings.push(ending));
              await drive(again, scheduler, services);

              expect(wrong).toEqual([]);
              expect(seen.turns).toBeLessThanOrEqual(1);
              expect(seen.released).toEqual(["Hello"]);
              expect(endings).toEqual([{ outcome: expect.stringMatching(/^(replied|errored|settled)$/) }]);
              expect(isWhole()).toBe(true);
              const isMended = faults.every(({ trouble, port }) => MENDED.has(trouble) && port !== "lex");
              expect(answerOf(seen.said)).toMatch(isMended ? /^chapters$/ : /^(chapters|code \d+)$/);
            },
          ),
          { numRuns },
        );
      },
      120_000,
    );
  },
);
