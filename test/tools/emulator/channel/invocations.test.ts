import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  type Processor,
} from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
afterEach(() => emulator.close());

async function start(processor: Processor, options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  emulator = await createEmulator({ bots: [], processor, retryDelaysMs: [1, 1], ...options });
  return emulator;
}

/** Releases every message. */
const release: Processor = async ({ CallbackId, ChannelMessage: { ChannelArn, MessageId } }) => {
  const { signal } = new AbortController();
  await emulator.ports.channelFlowCallback({ CallbackId, ChannelArn, ChannelMessage: { MessageId } }, { signal });
  return { outcome: "released" };
};

const invocations = () => emulator.deliveries()[0]?.invocations ?? [];

test("the processor is invoked after the send was answered, never in the same turn of the event loop", async () => {
  const processor = vi.fn();
  await start(processor);
  await emulator.send({ content: "Hello" });
  await Promise.resolve();
  expect(processor).not.toHaveBeenCalled();
  await wait(5);
  expect(processor).toHaveBeenCalledTimes(1);
});

test("a message is released and its delivery recorded: the invocation, its result, the callback", async () => {
  await start(release);
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  expect(emulator.messages()[0]?.Status.Value).toBe("SENT");
  expect(invocations()).toEqual([{ at: expect.any(Number), ms: expect.any(Number), result: { outcome: "released" } }]);
  expect(emulator.deliveries()[0]?.callbacks).toHaveLength(1);
});

test("an invocation that fails is retried twice, under the same request id, with the same event", async () => {
  const seen: unknown[] = [];
  await start((event, context) => {
    seen.push([event.CallbackId, context.awsRequestId]);
    throw new TypeError("broken");
  });
  await emulator.send({ content: "Hello" });
  await expect(emulator.settled(100)).rejects.toThrow("1 PENDING");
  expect(invocations().map(({ error }) => error)).toEqual(Array(3).fill("TypeError: broken"));
  expect(new Set(seen.map(String)).size).toBe(1);
});

test("a retry that succeeds ends it", async () => {
  let attempts = 0;
  await start(async (event, context) => {
    attempts += 1;
    if (attempts === 1) throw new Error("once");
    return release(event, context);
  });
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  expect(invocations().map((one) => "error" in one)).toEqual([true, false]);
});

test("an invocation that takes too long fails, and is retried", async () => {
  await start((_, context) => wait(200, context.getRemainingTimeInMillis()), {
    functionTimeoutMs: 20,
    retryDelaysMs: [1],
  });
  await emulator.send({ content: "Hello" });
  await expect(emulator.settled(100)).rejects.toThrow("PENDING");
  expect(invocations().map(({ error }) => error)).toEqual(
    Array(2).fill("Error: The processor did not end within 20 ms."),
  );
});

test("the context counts down to the function's time-out", async () => {
  let tell: (seen: [begun: number, later: number]) => void;
  const seen = new Promise<[begun: number, later: number]>((resolve) => {
    tell = resolve;
  });
  await start(
    async (_, context) => {
      const begun = context.getRemainingTimeInMillis();
      await wait(30);
      tell([begun, context.getRemainingTimeInMillis()]);
    },
    { functionTimeoutMs: 100_000 },
  );
  await emulator.send({ content: "Hello" });
  const [begun, later] = await seen;
  expect(begun).toBeGreaterThan(50_000);
  expect(begun).toBeLessThanOrEqual(100_000);
  expect(later).toBeLessThanOrEqual(begun - 25);
});

test("a result without JSON is an error, as in Lambda", async () => {
  await start(() => ({ big: 1n }), { retryDelaysMs: [] });
  await emulator.send({ content: "Hello" });
  await expect(emulator.settled(20)).rejects.toThrow();
  expect(invocations()[0]?.error).toMatch(/^TypeError: /);
});

test("a redelivery invokes again with the same pair of ids, and its callback is refused", async () => {
  await start(release);
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled();
  emulator.redeliver(MessageId);
  await emulator.settled();
  expect(emulator.deliveries()[0]?.callbacks.map(({ refused }) => refused?.status)).toEqual([undefined, 403, 403, 403]);
});

test("redelivering what never went through the flow is wrong use", async () => {
  await start(release);
  const { MessageId } = await emulator.send({ content: "Hello", type: "CONTROL" });
  expect(() => emulator.redeliver(MessageId)).toThrow(expect.objectContaining({ code: "USAGE" }));
});

test("a processor that never calls back leaves the message PENDING, and settled says which", async () => {
  await start(() => undefined);
  const { MessageId } = await emulator.send({ content: "Hello" });
  await expect(emulator.settled(20)).rejects.toThrow(`1 PENDING (${MessageId}), 0 invocations running`);
});

test("closing ends the retries", async () => {
  const processor = vi.fn(() => {
    throw new Error("broken");
  });
  await start(processor, { retryDelaysMs: [30, 30] });
  await emulator.send({ content: "Hello" });
  await wait(10);
  await emulator.close();
  await wait(60);
  expect(processor).toHaveBeenCalledTimes(1);
});

test("a reset forgets everything, and what ran before it is neither retried nor recorded", async () => {
  const processor = vi.fn(async () => {
    await wait(20);
    throw new Error("broken");
  });
  await start(processor);
  const { MessageId } = await emulator.send({ content: "Hello" });
  await wait(5);
  const kinds: string[] = [];
  emulator.on(({ kind }) => kinds.push(kind));
  emulator.reset();
  await emulator.settled(5);
  await wait(40);
  expect(processor).toHaveBeenCalledTimes(1);
  expect([emulator.messages(), emulator.deliveries(), kinds]).toEqual([[], [], ["reset"]]);
  expect(() => emulator.redeliver(MessageId)).toThrow("USAGE");
});

test("every change is announced, whole, until one stops listening", async () => {
  await start(release);
  const heard: string[] = [];
  const stop = emulator.on((change) => {
    if (change.kind === "message") heard.push(`message ${change.message.Status.Value}`);
    if (change.kind === "delivery") heard.push(`delivery ${change.delivery.invocations.length}`);
  });
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  expect(heard).toEqual(["message PENDING", "delivery 0", "message SENT", "delivery 0", "delivery 1"]);
  stop();
  await emulator.send({ content: "Hello" });
  await emulator.settled();
  expect(heard).toHaveLength(5);
});
