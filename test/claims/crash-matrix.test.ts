import { describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import type { Emulator } from "../../tools/emulator/index.ts";
import type { Operation } from "./interposer.ts";
import { type Stand, stand } from "./stand.ts";

async function sayHello(emulator: Emulator) {
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled(25_000);
  return endOf(emulator, MessageId);
}

function endOf(emulator: Emulator, messageId: string) {
  const message = emulator.messages().find((one) => one.MessageId === messageId);
  const delivery = emulator.deliveries().find((one) => one.messageId === messageId);
  if (!message || !delivery) throw new Error("The message is gone.");
  const accepted = delivery.callbacks.filter(({ refused }) => !refused);
  const results = delivery.invocations.map(
    ({ result, error }) => (result as { outcome?: string } | undefined)?.outcome ?? error?.replace(/^Error: /, ""),
  );
  return { message, reply: readReply(message), turns: delivery.turns.length, accepted: accepted.length, results };
}

const REPLY = { kind: "messages", intentName: "Welcome", input: "Hello" };
const UNKNOWN = { kind: "error", code: 500, input: "Hello" };

describe("a container that dies leaves a message that is settled once, with the right content", () => {
  it.concurrent.each<[when: string, operation: Operation, moment: "before" | "after", reply: object, turns: number]>([
    ["before the claim", "claim", "before", REPLY, 1],
    ["after the claim", "claim", "after", UNKNOWN, 0],
    ["before Lex gets the turn", "turn", "before", UNKNOWN, 0],
    ["while Lex answers", "turn", "after", UNKNOWN, 1],
    ["before remembering", "remember", "before", UNKNOWN, 1],
    ["after remembering", "remember", "after", REPLY, 1],
    ["before the callback", "callback", "before", REPLY, 1],
    ["after the callback was accepted", "callback", "after", REPLY, 1],
  ])(
    "%s",
    async (_when, operation, moment, reply, turns) => {
      let isKilled = false;
      const cutIn = (seen: Operation): "drop" | undefined => {
        if (isKilled || seen !== operation) return undefined;
        isKilled = true;
        stood.processes[0]?.kill();
        return "drop";
      };
      const stood: Stand = await stand({ [moment]: cutIn });
      try {
        const end = await sayHello(stood.emulator);
        expect(end.reply).toMatchObject(reply);
        expect(end).toMatchObject({ turns, accepted: 1, message: { Status: { Value: "SENT" } } });
        expect(end.results[0]).toBe("The process was killed.");
        expect(end.results.slice(1).join()).toMatch(/^(replied|errored|settled)$/);
      } finally {
        await stood.close();
      }
    },
    60_000,
  );

  it.concurrent("after everything, before it could say so", async () => {
    const stood = await stand({});
    try {
      const [process] = stood.processes;
      if (process) {
        process.onResult = () => {
          process.onResult = undefined;
          process.kill();
        };
      }
      const end = await sayHello(stood.emulator);
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ turns: 1, accepted: 1, results: ["The process was killed.", "settled"] });
    } finally {
      await stood.close();
    }
  }, 60_000);

  it.concurrent("again and again, until its last attempt", async () => {
    const deaths: Operation[] = ["turn", "callback"];
    const stood: Stand = await stand({
      after: (seen) => {
        if (seen !== deaths[0]) return undefined;
        deaths.shift();
        stood.processes[0]?.kill();
        return "drop";
      },
    });
    try {
      const end = await sayHello(stood.emulator);
      expect(end.reply).toMatchObject(UNKNOWN);
      expect(end).toMatchObject({
        turns: 1,
        accepted: 1,
        results: ["The process was killed.", "The process was killed.", "settled"],
      });
    } finally {
      await stood.close();
    }
  }, 60_000);
});

describe("two containers with one delivery", () => {
  it.concurrent("take one turn and settle once; neither fails", async () => {
    const stood = await stand({}, 2);
    try {
      const { emulator } = stood;
      emulator.faults.lex = { delayMs: 400, times: 1 };
      const { MessageId } = await emulator.send({ content: "Hello" });
      await expect.poll(() => emulator.deliveries().length).toBe(1);
      emulator.redeliver(MessageId);
      await emulator.settled(25_000);
      const end = endOf(emulator, MessageId);
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ turns: 1, accepted: 1 });
      expect(end.results.toSorted()).toEqual(["replied", "settled"]);
    } finally {
      await stood.close();
    }
  }, 60_000);
});

describe("a role without the permission", () => {
  it.concurrent("is told as such by every attempt, since nobody else can have settled", async () => {
    const stood = await stand({});
    try {
      const { emulator } = stood;
      emulator.faults.callback = { status: 403, name: "ForbiddenException", message: "No." };
      const { MessageId } = await emulator.send({ content: "Hello" });
      await expect.poll(() => emulator.deliveries()[0]?.invocations.length, { timeout: 10_000 }).toBe(3);
      const end = endOf(emulator, MessageId);
      expect(end.turns).toBe(1);
      expect(
        end.results.map((result) => /^CALLBACK_NOT_GRANTED: .*Grant the function's role/.test(result ?? "")),
      ).toEqual([true, true, true]);
    } finally {
      await stood.close();
    }
  }, 60_000);
});
