import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClaims } from "../../src/claims/dynamodb.ts";
import { BridgeError } from "../../src/errors.ts";
import { startTable, TABLE_ACCESS, type TestTable } from "./table.ts";

const open = (endpoint: string, table = "chime-lex-claims") =>
  createDynamoClaims({ ...TABLE_ACCESS, table, endpoint, now: Date.now });
const claim = { kind: "claim", by: "me", until: 1 } as const;
const options = (ms = 3_000) => ({ signal: AbortSignal.timeout(ms) });
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("Nothing was thrown."),
    (caught: unknown) => caught as BridgeError,
  );

describe("a table that can't be used is told with the fix, by both calls", () => {
  let other: TestTable;
  beforeAll(async () => {
    other = await startTable([{ AttributeName: "pk", KeyType: "HASH" }]);
  });
  afterAll(() => other.close());

  it.each<[what: string, table: () => [endpoint: string, table: string], code: string, told: RegExp]>([
    [
      "one that isn't there",
      () => [other.endpoint, "no-such-table"],
      "CLAIMS_REFUSED",
      /There is no table no-such-table .* Create it with the partition key id/,
    ],
    [
      "one with another key",
      () => [other.endpoint, other.table],
      "CLAIMS_REFUSED",
      /has another key than the partition key id/,
    ],
    ["one out of reach", () => ["http://127.0.0.1:9", "t"], "CLAIMS_UNAVAILABLE", /The table t answered ECONNREFUSED/],
  ])("%s", async (_what, table, code, told) => {
    const store = open(...table());
    for (const call of [store.write("id", claim, options()), store.read("id", options())]) {
      const error = await failureOf(call);
      expect(error).toBeInstanceOf(BridgeError);
      expect(error.code).toBe(code);
      expect(error.message).toMatch(told);
    }
  });
});

describe("what the service answers over the wire", () => {
  let server: Server | undefined;
  let requests: number;
  const answering = async (status: number, body: object, hang = false) => {
    requests = 0;
    server = createServer((_request, response) => {
      requests++;
      if (hang) return;
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    return open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const type = (name: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: "secret words" });

  it.each<[name: string, status: number, code: string]>([
    ["AccessDeniedException", 400, "CLAIMS_REFUSED"],
    ["UnrecognizedClientException", 400, "CLAIMS_REFUSED"],
    ["ExpiredTokenException", 400, "CLAIMS_REFUSED"],
    ["ProvisionedThroughputExceededException", 400, "CLAIMS_UNAVAILABLE"],
    ["ThrottlingException", 400, "CLAIMS_UNAVAILABLE"],
    ["RequestLimitExceeded", 400, "CLAIMS_UNAVAILABLE"],
    ["InternalServerError", 500, "CLAIMS_UNAVAILABLE"],
  ])("%s is told after one try, without a word of the item", async (name, status, code) => {
    const store = await answering(status, type(name));
    const error = await failureOf(store.write("id", claim, options()));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain("secret words");
    expect(requests).toBe(1);
  });

  it("silence ends with the caller's signal", async () => {
    const store = await answering(200, {}, true);
    const error = await failureOf(store.read("id", options(50)));
    expect(error.code).toBe("CLAIMS_UNAVAILABLE");
  });
});

describe("what the wire can't reach", () => {
  it("a refused condition is no error, and asks for the item by nothing that a server may leave out", async () => {
    const mock = mockClient(DynamoDBClient);
    mock.onAnyCommand().rejects(new Error("unexpected"));
    mock.on(UpdateItemCommand).rejects(Object.assign(new Error("no"), { name: "ConditionalCheckFailedException" }));
    expect(await open("http://127.0.0.1:9").write("id", claim, options())).toBe("refused");
    expect(mock.commandCalls(UpdateItemCommand)[0]?.args[0].input.ReturnValuesOnConditionCheckFailure).toBeUndefined();
    mock.restore();
  });

  it("missing credentials are told as such", async () => {
    const mock = mockClient(DynamoDBClient);
    mock.onAnyCommand().rejects(Object.assign(new Error("no"), { name: "CredentialsProviderError" }));
    const error = await failureOf(open("http://127.0.0.1:9").read("id", options()));
    expect(error).toMatchObject({ code: "CLAIMS_REFUSED", detail: "There are no AWS credentials." });
    mock.restore();
  });
});
