import { describe, expect, it } from "vitest";
import { readReply } from "../../mappers/read-reply.ts";
import { createEmulator, type Emulator } from "../../src/emulator/index.ts";
import { BANK_BOT } from "../wire/emulator.ts";
import { interpose, type Operation, type Watch } from "./interposer.ts";
import { type ProcessorProcess, startProcessor } from "./processor-process.ts";
import { startTable } from "./table.ts";

interface Stand {
  readonly emulator: Emulator;
  readonly processes: readonly ProcessorProcess[];
  readonly close: () => Promise<void>;
}

/** Emulator, table and the built function in processes of its own, with a watch on every wire between them. */
async function stand(watch: Watch, count = 1): Promise<Stand> {
  const emulator = await createEmulator({ bots: [BANK_BOT], retryDelaysMs: [50, 100], functionTimeoutMs: 3_000 });
  const { url } = await emulator.listen();
  const table = await startTable();
  const services = await interpose(url, watch);
  const database = await interpose(table.endpoint, watch);
  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "x",
    AWS_SECRET_ACCESS_KEY: "x",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_ENDPOINT_URL_LEX_RUNTIME_V2: services.url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: services.url,
    AWS_ENDPOINT_URL_DYNAMODB: database.url,
    CHIME_LEX_BOT_ALIAS_ARN: emulator.world.lexBots[0]?.aliasArn ?? "",
    CHIME_LEX_CLAIMS_TABLE: table.table,
  };
  const processes = Array.from({ length: count }, () => startProcessor(env));
  let turn = 0;
  emulator.setProcessor((event, context) => {
    const process = processes[turn++ % processes.length];
    return process?.processor(event, context);
  });
  return {
    emulator,
    processes,
    close: async () => {
      for (const process of processes) await process.close();
      for (const one of [services, database, table, emulator]) await one.close();
    },
  };
}

async function sayHello(emulator: Emulator) {
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled(15_000);
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
    30_000,
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
  }, 30_000);

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
  }, 30_000);
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
      await emulator.settled(15_000);
      const end = endOf(emulator, MessageId);
      expect(end.reply).toMatchObject(REPLY);
      expect(end).toMatchObject({ turns: 1, accepted: 1 });
      expect(end.results.toSorted()).toEqual(["replied", "settled"]);
    } finally {
      await stood.close();
    }
  }, 30_000);
});

describe("a role without the grant", () => {
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
  }, 30_000);
});
