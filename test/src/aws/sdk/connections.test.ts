import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { awsPorts } from "../../../../src/aws/ports.ts";
import { createConnections } from "../../../../src/aws/sdk/connections.ts";
import { CREDENTIALS } from "../../../wire/emulator.ts";

let server: Server;
let opened: number;
beforeEach(async () => {
  opened = 0;
  server = createServer((_request, response) => response.setHeader("content-type", "application/json").end("{}"));
  server.on("connection", () => {
    opened++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const request = {
  botId: "BANKBOT001",
  botAliasId: "TSTALIASID",
  localeId: "en_US",
  sessionId: "abc",
  text: "Hi",
  requestAttributes: {},
};

it.each([
  ["is used again after a short rest", 3_000, 1],
  ["is not trusted after the container may have been frozen", 5_000, 2],
])("a connection %s", async (_what, idleMs, connections) => {
  let now = 0;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { recognizeText } = awsPorts({
    lexRegion: "us-east-1",
    lexEndpoint: url,
    credentials: CREDENTIALS,
    requestHandler: createConnections(() => now),
  });
  await recognizeText(request, { signal: AbortSignal.timeout(2_000) });
  await new Promise((resolve) => setImmediate(resolve));
  now += idleMs;
  await recognizeText(request, { signal: AbortSignal.timeout(2_000) });
  expect(opened).toBe(connections);
});
