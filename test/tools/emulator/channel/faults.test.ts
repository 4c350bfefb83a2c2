import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator, type Fault } from "../../../../tools/emulator/index.ts";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor: () => undefined });
});
afterEach(() => emulator.close());

function ask(signal = AbortSignal.timeout(1000)) {
  const path = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "channel:ana" };
  return emulator.ports.recognizeText({ ...path, text: "hello", requestAttributes: {} }, { signal });
}

async function callBack(signal = AbortSignal.timeout(1000)) {
  const { MessageId } = await emulator.send({ content: "hello" });
  const CallbackId = emulator.deliveries().at(-1)?.callbackId ?? "";
  const ChannelArn = emulator.world.channelArn;
  return emulator.ports.channelFlowCallback({ CallbackId, ChannelArn, ChannelMessage: { MessageId } }, { signal });
}

const lastStatus = () => emulator.messages().at(-1)?.Status.Value;
const refusal = (status: number, name: string): Fault => ({ status, name, message: "no" });

test.each([
  [refusal(429, "ThrottlingException"), "LEX_THROTTLED"],
  [refusal(409, "ConflictException"), "LEX_CONFLICT"],
  [{ cut: true }, "LEX_CONNECTION_LOST"],
] as const)("Lex under %o rejects with %s", async (fault, code) => {
  emulator.faults.lex = fault;
  await expect(ask()).rejects.toMatchObject({ code });
});

test.each([
  [refusal(403, "ForbiddenException"), "CALLBACK_FORBIDDEN", "PENDING"],
  [refusal(500, "ServiceFailureException"), "CALLBACK_FAILED", "PENDING"],
  [{ cut: true }, "CALLBACK_CONNECTION_LOST", "SENT"],
] as const)("a callback under %o rejects with %s and leaves the message %s", async (fault, code, status) => {
  emulator.faults.callback = fault;
  await expect(callBack()).rejects.toMatchObject({ code });
  expect(lastStatus()).toBe(status);
});

test("a hang ends with the caller's time only", async () => {
  emulator.faults.lex = { hang: true };
  emulator.faults.callback = { hang: true };
  await expect(ask(AbortSignal.timeout(20))).rejects.toMatchObject({ code: "LEX_TIMEOUT" });
  await expect(callBack(AbortSignal.timeout(20))).rejects.toMatchObject({ code: "CALLBACK_TIMEOUT" });
  expect(lastStatus()).toBe("PENDING");
});

test("an aborted signal stops a call before it has any effect", async () => {
  await expect(callBack(AbortSignal.abort())).rejects.toMatchObject({ code: "CALLBACK_TIMEOUT" });
  expect(lastStatus()).toBe("PENDING");
});

test("a delay answers late", async () => {
  emulator.faults.lex = { delayMs: 30 };
  const started = performance.now();
  await ask();
  expect(performance.now() - started).toBeGreaterThanOrEqual(29);
});

test("a fault set for two times is over after them", async () => {
  emulator.faults.lex = { ...refusal(429, "ThrottlingException"), times: 2 };
  await expect(ask()).rejects.toThrow("LEX_THROTTLED");
  await expect(ask()).rejects.toThrow("LEX_THROTTLED");
  await ask();
  expect(emulator.faults.lex).toBeUndefined();
});

test("a fault without times lasts until it is taken off", async () => {
  emulator.faults.lex = refusal(429, "ThrottlingException");
  for (let i = 0; i < 3; i++) await expect(ask()).rejects.toThrow("LEX_THROTTLED");
  emulator.faults.lex = undefined;
  await ask();
});

test("faults can be there from the start", async () => {
  const broken = await createEmulator({ bots: [], faults: { callback: { hang: true } } });
  expect(broken.faults).toEqual({ lex: undefined, callback: { hang: true } });
});
