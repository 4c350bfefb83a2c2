import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import type { Fault } from "../../tools/emulator/index.ts";
import { type Standing, standUp } from "./emulator.ts";

const FUNCTION_TIMEOUT_MS = 3_000;

let standing: Standing;
beforeAll(async () => {
  standing = await standUp({}, { functionTimeoutMs: FUNCTION_TIMEOUT_MS });
});
afterAll(() => standing.close());
beforeEach(() => {
  standing.emulator.faults.lex = undefined;
  standing.emulator.faults.callback = undefined;
});

async function sayHello() {
  const { MessageId } = await standing.emulator.send({ content: "Hello" });
  await standing.emulator.settled();
  const message = standing.emulator.messages().find((one) => one.MessageId === MessageId);
  const delivery = standing.emulator.deliveries().find(({ messageId }) => messageId === MessageId);
  if (!message || !delivery) throw new Error("The message is gone.");
  return { message, delivery, decision: delivery.invocations.at(-1)?.result as Record<string, unknown> };
}

const refusal = (status: number, name: string): Fault => ({ status, name, message: "No." });

describe("a Lex that fails ends in the right callback, before the deadline", () => {
  const SEVERAL = expect.toSatisfy((turns: number) => turns > 2, "several times");

  it.each<[what: string, fault: Fault, code: number, turns: unknown, error: string]>([
    ["hangs", { hang: true }, 504, 0, "LEX_TIMEOUT"],
    ["takes the turn and loses its answer", { cut: true }, 503, 1, "LEX_CONNECTION_LOST"],
    ["answers 400", refusal(400, "ValidationException"), 400, 1, "LEX_VALIDATION"],
    ["answers 403", refusal(403, "AccessDeniedException"), 403, 1, "LEX_ACCESS_DENIED"],
    ["answers 404", refusal(404, "ResourceNotFoundException"), 404, 1, "LEX_NOT_FOUND"],
    ["answers 409", refusal(409, "ConflictException"), 409, SEVERAL, "LEX_CONFLICT"],
    ["answers 424", refusal(424, "DependencyFailedException"), 424, 1, "LEX_DEPENDENCY_FAILED"],
    ["answers 429", refusal(429, "ThrottlingException"), 429, SEVERAL, "LEX_THROTTLED"],
    ["answers 500", refusal(500, "InternalServerException"), 500, 1, "LEX_INTERNAL"],
    ["answers 502", refusal(502, "BadGatewayException"), 502, 1, "LEX_BAD_GATEWAY"],
  ])("one that %s", async (_what, fault, code, turns, error) => {
    standing.emulator.faults.lex = fault;
    const { message, delivery, decision } = await sayHello();
    expect(message.Status.Value).toBe("SENT");
    expect(message.ContentType).toBe("application/amz-chime-lex-error");
    expect(readReply(message)).toMatchObject({ kind: "error", code, input: "Hello" });
    expect(decision).toMatchObject({ outcome: "errored", error: { code: error } });
    expect(delivery.turns.length).toEqual(turns);
    expect(delivery.invocations).toHaveLength(1);
    expect(delivery.invocations[0]?.ms).toBeLessThan(FUNCTION_TIMEOUT_MS);
  });

  it("is asked again after one quick refusal, and then answers", async () => {
    standing.emulator.faults.lex = { ...refusal(429, "ThrottlingException"), times: 1 };
    const { message, decision } = await sayHello();
    expect(readReply(message).kind).toBe("messages");
    expect(decision).toMatchObject({ outcome: "replied", retries: { turn: 1 } });
  });
});

describe("a Chime that fails leaves nothing pending", () => {
  it("is called again after 429 and 500, until it takes the callback", async () => {
    standing.emulator.faults.callback = { ...refusal(429, "ThrottledClientException"), times: 2 };
    const { message, decision } = await sayHello();
    expect(readReply(message).kind).toBe("messages");
    expect(decision).toMatchObject({ outcome: "replied", retries: { callback: 2 }, warnings: [] });
  });

  it("that took the callback and lost its answer counts as settled, without an alarm about the grant", async () => {
    standing.emulator.faults.callback = { cut: true, times: 1 };
    const { message, delivery, decision } = await sayHello();
    expect(readReply(message).kind).toBe("messages");
    expect(decision).toMatchObject({ outcome: "settled", warnings: [] });
    expect(delivery.invocations).toHaveLength(1);
  });

  it("that refuses the reply as invalid gets the message's own words back", async () => {
    standing.emulator.faults.callback = { ...refusal(400, "BadRequestException"), times: 1 };
    const { message, decision } = await sayHello();
    expect(message).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
    expect(decision).toMatchObject({ outcome: "failed", error: { code: "CALLBACK_REJECTED" } });
  });

  it("that refuses even the echo gets a release with the MessageId alone", async () => {
    standing.emulator.faults.callback = { ...refusal(400, "BadRequestException"), times: 2 };
    const { message, delivery } = await sayHello();
    expect(message).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
    expect(delivery.callbacks.at(-1)?.callback.ChannelMessage).toEqual({ MessageId: message.MessageId });
  });

  it("that answers 403 to everything is told as a possible missing permission, and not retried into a storm", async () => {
    standing.emulator.faults.callback = refusal(403, "ForbiddenException");
    await standing.emulator.send({ content: "Hello" });
    await expect.poll(() => standing.emulator.deliveries().at(-1)?.invocations.length).toBe(1);
    const decision = standing.emulator.deliveries().at(-1)?.invocations[0]?.result;
    expect(decision).toMatchObject({
      outcome: "settled",
      warnings: [expect.stringMatching(/^possible-missing-grant.*chime:ChannelFlowCallback/)],
    });
    standing.emulator.reset();
  });

  it("that can't be reached makes the invocation fail, so that Lambda tries again", async () => {
    standing.emulator.faults.callback = refusal(503, "ServiceUnavailableException");
    const { MessageId } = await standing.emulator.send({ content: "Hello" });
    const deliveryOf = () => standing.emulator.deliveries().find(({ messageId }) => messageId === MessageId);
    await expect.poll(() => deliveryOf()?.invocations[0]?.error, { timeout: 10_000 }).toMatch(/CALLBACK_FAILED/);
    standing.emulator.faults.callback = undefined;
    await standing.emulator.settled();
    const message = standing.emulator.messages().find((one) => one.MessageId === MessageId);
    expect(deliveryOf()?.invocations).toHaveLength(2);
    expect(message?.Status.Value).toBe("SENT");
  }, 15_000);
});

describe("a processor whose environment is wrong", () => {
  it("still loads, lists every wrong variable with its fix in one error, and releases what comes", async () => {
    const broken = await standUp({
      CHIME_LEX_BOT_ALIAS_ARN: "arn:aws:lex:us-east-1:1:bot/x",
      CHIME_LEX_DELIVERY: "rely",
      CHIME_LEX_STANDARD_MESSAGES: "AUTO",
      CHIME_LEX_ONFAILURE: "deny",
    });
    try {
      await broken.emulator.send({ content: "Hello" });
      await broken.emulator.settled();
      expect(broken.emulator.messages()[0]).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
      await expect.poll(() => broken.output.length).toBe(4);
      const lines = broken.output.map((line) => JSON.parse(line));
      const [configuration, delivery] = ["configuration", "delivery"].map((name) => lines.find((line) => name in line));
      expect(lines.find((line) => "_aws" in line)).toMatchObject({ Failed: 1, ReleasedBroken: 1 });
      expect(configuration).toMatchObject({ level: "ERROR", message: "configuration" });
      const { problem } = configuration.configuration;
      expect(problem).toMatch(/CHIME_LEX_BOT_ALIAS_ARN must be a bot alias ARN such as arn:/);
      expect(problem).toMatch(/CHIME_LEX_DELIVERY must be one of replace, reply/);
      expect(problem).toMatch(/CHIME_LEX_ONFAILURE is an unknown variable/);
      expect(delivery).toMatchObject({
        level: "ERROR",
        delivery: { outcome: "failed", error: { code: "CONFIG_INVALID" } },
      });
    } finally {
      await broken.close();
    }
  });
});
