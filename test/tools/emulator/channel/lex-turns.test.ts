import { afterEach, beforeEach, expect, test } from "vitest";
import type { TurnRequest } from "../../../../mappers/shapes/turn.ts";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

const { signal } = new AbortController();
let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor: () => undefined });
});
afterEach(() => emulator.close());

const turn = (messageId?: string): TurnRequest => ({
  botId: emulator.world.lexBots[0]?.botId ?? "",
  botAliasId: "TSTALIASID",
  localeId: "en_US",
  sessionId: "channel:ana",
  text: "hello",
  requestAttributes: messageId === undefined ? {} : { "CHIME.message.id": messageId },
});

test("a turn is recorded with the delivery whose message id it carries", async () => {
  const { MessageId } = await emulator.send({ content: "hello" });
  const other = await emulator.send({ content: "hello" });
  const result = await emulator.ports.recognizeText(turn(MessageId), { signal });
  expect(result.messages?.[0]?.content).toContain("BankBot");
  expect(emulator.deliveries().map(({ messageId, turns }) => [messageId, turns])).toEqual([
    [MessageId, [{ request: turn(MessageId), result, at: expect.any(Number), ms: expect.any(Number) }]],
    [other.MessageId, []],
  ]);
});

test("a turn without a message id belongs to no delivery", async () => {
  await emulator.send({ content: "hello" });
  await emulator.ports.recognizeText(turn(), { signal });
  expect(emulator.deliveries()[0]?.turns).toEqual([]);
});

test("a refused turn is recorded as it was refused, and rejects with our code", async () => {
  const { MessageId } = await emulator.send({ content: "hello" });
  const request = { ...turn(MessageId), localeId: "de_DE" };
  await expect(emulator.ports.recognizeText(request, { signal })).rejects.toMatchObject({ code: "LEX_NOT_FOUND" });
  const refused = { status: 404, name: "ResourceNotFoundException", message: expect.any(String) };
  expect(emulator.deliveries()[0]?.turns).toEqual([
    { request, refused, at: expect.any(Number), ms: expect.any(Number) },
  ]);
});

test("a reset begins new sessions", async () => {
  await emulator.ports.recognizeText({ ...turn(), text: "check balance" }, { signal });
  emulator.reset();
  const result = await emulator.ports.recognizeText({ ...turn(), text: "hello" }, { signal });
  expect(result.sessionState?.intent?.name).toBe("Welcome");
});
