import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLeanWire } from "../../../../src/aws/lean/wire.ts";
import type { OperationName, Wire } from "../../../../src/aws/wire.ts";
import { CREDENTIALS } from "../../../wire/emulator.ts";

/** A service that counts its connections, and answers when it is let to. */
interface Service {
  readonly url: string;
  readonly connections: Socket[];
  /** Resolves when one more connection was opened. */
  opened(): Promise<void>;
  answer: () => Promise<void>;
  close(): void;
}

let services: { lex: Service; chime: Service };
beforeEach(async () => {
  services = { lex: await startService(), chime: await startService() };
});
afterEach(() => {
  for (const service of Object.values(services)) service.close();
});

async function startService(): Promise<Service> {
  const connections: Socket[] = [];
  const service = { answer: async () => {} };
  const server: Server = createServer(async (_request, response) => {
    await service.answer();
    response.setHeader("content-type", "application/json").end("{}");
  });
  server.on("connection", (socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(service, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    opened: () => new Promise<void>((resolve) => server.once("connection", () => resolve())),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

function wireTo(endpoints: { lex: string; chime: string }, now?: () => number): Wire {
  return createLeanWire({
    credentials: () => CREDENTIALS,
    endpoints,
    userAgent: "chime-lex-bridge/0.0.0",
    next: (operation) => (operation === "RecognizeText" ? "chime" : undefined),
    ...(now ? { now } : {}),
  });
}

const call = (wire: Wire, operation: OperationName) =>
  wire(
    operation,
    operation === "RecognizeText"
      ? { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "abc", text: "Hi" }
      : { CallbackId: "callback", ChannelArn: "arn", ChannelMessage: { MessageId: "message" } },
    { region: "us-east-1", signal: AbortSignal.timeout(5_000) },
  );

const endpoints = () => ({ lex: services.lex.url, chime: services.chime.url });

it("Chime's connection is opened while Lex thinks, and the callback goes over it", async () => {
  const { lex, chime } = services;
  const opened = chime.opened();
  // Lex thinks until Chime's connection is there: without it, this call would end with its time.
  lex.answer = () => opened;
  const wire = wireTo(endpoints());
  await call(wire, "RecognizeText");
  await call(wire, "ChannelFlowCallback");
  expect([lex.connections.length, chime.connections.length]).toEqual([1, 1]);
});

it("after a silence, in which both connections grew too old, Chime's is opened while Lex thinks", async () => {
  const { lex, chime } = services;
  let now = 0;
  const wire = wireTo(endpoints(), () => now);
  await call(wire, "RecognizeText");
  await call(wire, "ChannelFlowCallback");
  await new Promise((resolve) => setImmediate(resolve));
  now += 5_000;
  const opened = chime.opened();
  lex.answer = () => opened;
  await call(wire, "RecognizeText");
  await call(wire, "ChannelFlowCallback");
  expect([lex.connections.length, chime.connections.length]).toEqual([2, 2]);
});

it("nothing is opened ahead where a connection is free already", async () => {
  const wire = wireTo(endpoints());
  for (let at = 0; at < 3; at++) {
    await call(wire, "RecognizeText");
    await call(wire, "ChannelFlowCallback");
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([services.lex.connections.length, services.chime.connections.length]).toEqual([1, 1]);
});

it("a connection that was opened ahead and not used within the idle limit is closed and never asked over", async () => {
  const { chime } = services;
  let now = 0;
  const wire = wireTo(endpoints(), () => now);
  const opened = chime.opened();
  services.lex.answer = () => opened;
  await call(wire, "RecognizeText");
  const first = chime.connections[0];
  const closed = new Promise<void>((resolve) => first?.once("close", () => resolve()));
  now += 5_000;
  await call(wire, "ChannelFlowCallback");
  await closed;
  expect(chime.connections).toHaveLength(2);
});

it("a service that can't be reached ahead of its call costs the call before it nothing", async () => {
  const gone = services.chime.url;
  services.chime.close();
  const wire = wireTo({ lex: services.lex.url, chime: gone });
  await call(wire, "RecognizeText");
  await expect(call(wire, "ChannelFlowCallback")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

it.each(["no address", "http://127.0.0.1:1"])("an address of %s costs the call before it nothing", async (chime) => {
  await expect(call(wireTo({ lex: services.lex.url, chime }), "RecognizeText")).resolves.toEqual({});
});

it("a connection that the service closed meanwhile is not used", async () => {
  const { lex, chime } = services;
  const opened = chime.opened();
  lex.answer = () => opened;
  const wire = wireTo(endpoints());
  await call(wire, "RecognizeText");
  const [first] = chime.connections;
  const closed = new Promise<void>((resolve) => first?.once("close", () => resolve()));
  first?.end();
  await closed;
  await call(wire, "ChannelFlowCallback");
  expect(chime.connections).toHaveLength(2);
});
