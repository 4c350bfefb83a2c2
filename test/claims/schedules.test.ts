import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBridge } from "../../src/bridge.ts";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Answer, Claims } from "../../src/ports/claims.ts";
import type { Ports } from "../../src/ports/ports.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { event } from "./sample-event.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

const says = (content: string) => ({ messages: [{ contentType: "PlainText", content }] });
const settings = readConfig(CASE_CONFIG);
const durable = (): Claims => ({ ...createMemoryClaims(Date.now), isDurable: true });

/** One Lex and one Chime for all, behind a scheduler that lets every call through in an order of its own. */
function servicesOn(scheduler: fc.Scheduler, store: Claims, faults: { lex: boolean; answerLost: boolean }) {
  const seen = { turns: 0, accepted: [] as string[] };
  /** A scheduled call that fails says so by its value: the scheduler itself knows of no failures. */
  const scheduled = <Args extends unknown[], Value>(call: (...args: Args) => Promise<Value>) => {
    const outcome = scheduler.scheduleFunction(async (...args: Args) =>
      call(...args).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
    );
    return async (...args: Args): Promise<Value> => {
      const ended = await outcome(...args);
      if ("error" in ended) throw ended.error;
      return ended.value;
    };
  };
  const ports: Ports = {
    ...NO_PORTS,
    recognizeText: scheduled(async () => {
      seen.turns++;
      if (faults.lex) throw new BridgeError("LEX_INTERNAL");
      return says(`turn ${seen.turns}`);
    }),
    channelFlowCallback: scheduled(async ({ ChannelMessage }) => {
      if (seen.accepted.length > 0) throw new BridgeError("CALLBACK_FORBIDDEN");
      seen.accepted.push(ChannelMessage.Content ?? "");
      if (faults.answerLost) throw new BridgeError("CALLBACK_CONNECTION_LOST");
    }),
    claims: {
      isDurable: store.isDurable,
      read: scheduled(store.read),
      write: scheduled(store.write),
    },
    log: () => {},
    now: Date.now,
  };
  return { ports, seen };
}

let server: TestTable;
beforeAll(async () => {
  server = await startTable();
});
afterAll(() => server.close());
const inTable = () =>
  createDynamoClaims({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now: Date.now });

describe.each<[where: string, open: () => Claims, runs: number]>([
  ["in memory", durable, 60],
  ["in DynamoDB", inTable, 15],
])("deliveries of one event in any order of their calls, remembered %s", (_where, open, numRuns) => {
  let ids = 0;

  it.each([2, 3])(
    "%i of them take one turn, settle once, and none throws",
    async (deliveries) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.boolean(), fc.boolean(), async (scheduler, lex, answerLost) => {
          const { ports, seen } = servicesOn(scheduler, open(), { lex, answerLost });
          const own = { ...event, CallbackId: `${deliveries}-${ids++}`.padEnd(36, "c") };
          const all = Array.from({ length: deliveries }, () => createBridge(settings, ports).handle(own));
          const ended = await scheduler.waitFor(Promise.all(all));
          expect(seen.turns).toBe(1);
          expect(seen.accepted).toHaveLength(1);
          expect(seen.accepted[0]).toBe(
            lex ? '{"Code":500}' : '{"Messages":[{"Content":"turn 1","ContentType":"PlainText"}]}',
          );
          expect(ended.filter(({ outcome }) => outcome !== "settled").length).toBeLessThanOrEqual(1);
        }),
        { numRuns },
      );
    },
    60_000,
  );
});

describe("a delivery's identity", () => {
  it("an edit, which comes with a callback of its own, is a delivery of its own", async () => {
    let turns = 0;
    const bridge = createBridge(settings, {
      ...NO_PORTS,
      recognizeText: async () => says(`turn ${++turns}`),
      channelFlowCallback: async () => {},
      claims: durable(),
      log: () => {},
      now: Date.now,
    });
    await bridge.handle(event);
    await bridge.handle(event);
    expect(turns).toBe(1);
    await bridge.handle({ ...event, CallbackId: "d".repeat(36) });
    expect(turns).toBe(2);
  });
});

describe("a store that can't be used", () => {
  const failing = (kind: string, code: "CLAIMS_REFUSED" | "CLAIMS_UNAVAILABLE"): Claims => {
    const store = durable();
    return {
      ...store,
      write: async (id, write, options) => {
        if (write.kind === kind) throw new BridgeError(code);
        return store.write(id, write, options);
      },
    };
  };
  const run = async (claims: Claims) => {
    const sent: string[] = [];
    let turns = 0;
    const bridge = createBridge(settings, {
      ...NO_PORTS,
      recognizeText: async () => {
        turns++;
        return says("Hi");
      },
      channelFlowCallback: async ({ ChannelMessage }) => void sent.push(ChannelMessage.Content ?? ""),
      claims,
      log: () => {},
      now: Date.now,
    });
    const decision = await bridge.handle(event, { deadline: Date.now() + 5_000 });
    return { decision, sent, turns };
  };

  it.each(["CLAIMS_REFUSED", "CLAIMS_UNAVAILABLE"] as const)(
    "before the turn (%s): no turn is taken, the message is released",
    async (code) => {
      const { decision, sent, turns } = await run(failing("claim", code));
      expect({ turns, sent }).toEqual({ turns: 0, sent: ["Hello"] });
      expect(decision).toMatchObject({
        outcome: "failed",
        error: { code },
        warnings: [expect.stringMatching(/^claims-unavailable/)],
      });
    },
  );

  it("after the turn: the reply goes out all the same", async () => {
    const { decision, sent, turns } = await run(failing("remember", "CLAIMS_UNAVAILABLE"));
    expect(turns).toBe(1);
    expect(sent).toEqual(['{"Messages":[{"Content":"Hi","ContentType":"PlainText"}]}']);
    expect(decision).toMatchObject({ outcome: "replied", warnings: [expect.stringMatching(/^claims-unavailable/)] });
  });

  it("that hangs leaves time for the callback", async () => {
    const never = () => new Promise<never>(() => {});
    const begun = Date.now();
    const { decision, sent } = await run({ isDurable: true, read: never, write: never });
    expect(sent).toEqual(["Hello"]);
    expect(decision.outcome).toBe("failed");
    expect(Date.now() - begun).toBeLessThan(4_500);
  });
});

describe("the record of an attempt that posts what another remembered", () => {
  /** Between our turn and our remembering, another takes over and remembers what it knows. */
  const takenOver = (answer: Answer): Claims => {
    const store = durable();
    return {
      ...store,
      write: async (id, write, options) => {
        if (write.kind === "remember") {
          await store.write(id, { kind: "take-over", by: "another", from: write.by, answer, released: false }, options);
        }
        return store.write(id, write, options);
      },
    };
  };
  const stored: Answer = {
    callback: {
      CallbackId: event.CallbackId,
      ChannelArn: event.ChannelMessage.ChannelArn,
      ChannelMessage: { MessageId: "m1", Content: '{"Messages":[]}' },
    },
    outcome: "replied",
  };
  const run = (isSettled: boolean) =>
    createBridge(settings, {
      ...NO_PORTS,
      recognizeText: async () => {
        throw new BridgeError("LEX_INTERNAL");
      },
      channelFlowCallback: async () => {
        if (isSettled) throw new BridgeError("CALLBACK_CONFLICT");
      },
      claims: takenOver(stored),
      log: () => {},
      now: Date.now,
    }).handle(event);

  it.each([
    ["replied", false],
    ["settled", true],
  ])("speaks of that, not of the answer that it gave up: %s", async (outcome, isSettled) => {
    const decision = await run(isSettled);
    expect(decision.outcome).toBe(outcome);
    expect(decision).not.toHaveProperty("error");
    expect(decision.losses).toEqual([]);
    expect(decision.sizes).toEqual({ content: 15 });
  });
});
