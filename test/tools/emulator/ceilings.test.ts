import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";

// What the emulator holds is bounded, so that no client can take the memory of the machine it runs on.

let emulator: Emulator;
let url: string;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor: () => new Promise(() => {}) });
  ({ url } = await emulator.listen());
});
afterEach(() => emulator.close());

test("a hundred faults are in force at most", () => {
  for (let count = 0; count < 100; count += 1) emulator.namedFaults.add({ name: "throttle", times: 1 });
  expect(() => emulator.namedFaults.add({ name: "throttle" })).toThrow(/There are 100 faults already. Take some off/);
});

test("there are a thousand channels at most", async () => {
  for (let count = 1; count < 1_000; count += 1)
    await emulator.createChannel({ members: ["ben"], name: `Channel ${count}` });
  await expect(emulator.createChannel({ members: ["ben"], name: "One more" })).rejects.toThrow(/Too many channels/);
});

test("there are a hundred channel flows at most", async () => {
  const { appInstanceArn } = emulator.world;
  const create = async (count: number) => {
    const body = JSON.stringify({
      AppInstanceArn: appInstanceArn,
      Name: `Flow ${count}`,
      ClientRequestToken: `token-${count}`,
      Processors: [
        {
          Name: "One",
          Configuration: { Lambda: { ResourceArn: "arn:aws:lambda:us-east-1:1:function:f", InvocationType: "ASYNC" } },
          ExecutionOrder: 1,
          FallbackAction: "CONTINUE",
        },
      ],
    });
    const answered = await fetch(`${url}/channel-flows`, { method: "POST", body });
    return [answered.status, answered.headers.get("x-amzn-errortype")];
  };
  for (let count = 1; count < 100; count += 1) expect(await create(count)).toEqual([201, null]);
  expect(await create(100)).toEqual([400, "ResourceLimitExceededException"]);
});

test("five thousand messages wait for their processor at most, and those that enter no flow pass still", async () => {
  for (let count = 0; count < 5_000; count += 1) await emulator.send({ content: "Hello" });
  await expect(emulator.send({ content: "one more" })).rejects.toThrow(/Too many messages wait for their processor/);
  await emulator.send({ content: "typing", type: "CONTROL" });
});

test("there are a thousand messaging sessions at most, and one that ends makes room", {
  timeout: 120_000,
}, async () => {
  const address = `${url.replace("http", "ws")}/connect?userArn=${encodeURIComponent(emulator.world.users.ana.arn)}`;
  const sockets: WebSocket[] = [];
  const open = async () => {
    const socket = new WebSocket(address);
    sockets.push(socket);
    await once(socket, "message");
  };
  for (let count = 0; count < 1_000; count += 50) await Promise.all(Array.from({ length: 50 }, open));
  const refused = new WebSocket(address);
  const [, { statusCode }] = await once(refused, "unexpected-response");
  expect(statusCode).toBe(503);
  refused.on("error", () => undefined).terminate();
  const first = sockets[0];
  first?.close();
  await once(first as WebSocket, "close");
  await open();
  for (const socket of sockets) socket.terminate();
});

test("what is being sent at once is twelve megabytes at most; more is told to try again, and then passes", async () => {
  const half = Buffer.alloc(900_000, 0x20);
  const address = `${url}/channels`;
  const begin = async (): Promise<ClientRequest> => {
    const asked = request(address, { method: "POST", agent: false, headers: { "content-length": 1_000_000 } });
    asked.on("error", () => undefined);
    await new Promise<void>((resolve) => asked.write(half, () => resolve()));
    return asked;
  };
  const whole = () => fetch(address, { method: "POST", body: Buffer.alloc(1_000_000, 0x20) });
  const begun = await Promise.all(Array.from({ length: 14 }, begin));
  await expect.poll(async () => (await whole()).status, { timeout: 20_000 }).toBe(503);
  for (const asked of begun) asked.destroy();
  await expect.poll(async () => (await whole()).status, { timeout: 20_000 }).not.toBe(503);
});

/** The bank bot as another one, with so many utterances that nobody says. */
function botOf(id: string, utterances: number): Uint8Array {
  const root = "fixtures/bots/bank-bot/BankBot";
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  const files = Object.fromEntries(names.map((name) => [`Bot/${name}`, readFileSync(join(root, name)) as Uint8Array]));
  const intent = {
    name: "Large",
    identifier: "LARGE00001",
    sampleUtterances: Array.from({ length: utterances }, (_, at) => ({ utterance: `large ${at}` })),
  };
  files["Bot/Bot.json"] = strToU8(JSON.stringify({ name: id, identifier: id }));
  files["Bot/BotLocales/en_US/Intents/Large/Intent.json"] = strToU8(JSON.stringify(intent));
  return zipSync(files);
}

test("exports that are added may hold a megabyte, and all that were added weigh no more together than that", async () => {
  const add = (id: string, utterances: number) => emulator.addBot({ name: `${id}.zip`, bytes: botOf(id, utterances) });
  await expect(add("TOOLARGE01", 45_000)).rejects.toThrow(/holds more than 1 MB .*Name it when the emulator starts/);
  await add("LARGE00001", 8_000);
  await expect(add("LARGE00002", 8_000)).rejects.toThrow(/would take too much memory. Start the emulator anew/);
  expect(emulator.world.lexBots.map(({ botId }) => botId)).toEqual(["LARGE00001", "BANKBOT001"]);
  // The first may be replaced, by as much again, and by less, which makes room.
  await add("LARGE00001", 8_001);
  await add("LARGE00001", 10);
  await add("LARGE00002", 8_000);
});

test("an export that is named at the start is bounded by itself alone", async () => {
  const bots = ["LARGE00001", "LARGE00002"].map((id) => ({ name: id, bytes: botOf(id, 45_000) }));
  const large = await createEmulator({ bots });
  expect(large.world.lexBots).toHaveLength(2);
  await large.close();
});
