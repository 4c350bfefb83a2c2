import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createDynamoClaims } from "../../src/claims/dynamodb/claims.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { CLAIM_LIFE_MS } from "../../src/ports/claims.ts";
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

/** A port of this machine where nobody listens. */
async function deadEndpoint(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe("a table that can't be used is told with the fix, by both calls", () => {
  let other: TestTable;
  let withSortKey: TestTable;
  let dead: string;
  beforeAll(async () => {
    other = await startTable([{ AttributeName: "pk", KeyType: "HASH" }]);
    withSortKey = await startTable([
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "state", KeyType: "RANGE" },
    ]);
    dead = await deadEndpoint();
  });
  afterAll(() => Promise.all([other.close(), withSortKey.close()]));

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
    [
      "one with a sort key",
      () => [withSortKey.endpoint, withSortKey.table],
      "CLAIMS_REFUSED",
      /with the partition key id \(a string\) and no sort key/,
    ],
    [
      "one whose name is none",
      () => [other.endpoint, "no table!"],
      "CLAIMS_REFUSED",
      /no table can have this name\..* correct CHIME_LEX_CLAIMS_TABLE/,
    ],
    ["one out of reach", () => [dead, "t"], "CLAIMS_UNAVAILABLE", /The table t is out of reach: ECONNREFUSED/],
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
  const answering = async (status: number, body: object, how: "answers" | "hangs" | "cuts" = "answers") => {
    requests = 0;
    server = createServer((request, response) => {
      requests++;
      if (how === "cuts") request.socket.destroy();
      if (how !== "answers") return;
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
    ["UnrecognizedClientException", 400, "CREDENTIALS_REFUSED"],
    ["ExpiredTokenException", 400, "CREDENTIALS_REFUSED"],
    ["IncompleteSignatureException", 400, "CREDENTIALS_REFUSED"],
    ["ResourceNotFoundException", 400, "CLAIMS_REFUSED"],
    ["ValidationException", 400, "CLAIMS_REFUSED"],
    ["ProvisionedThroughputExceededException", 400, "CLAIMS_UNAVAILABLE"],
    ["ThrottlingException", 400, "CLAIMS_UNAVAILABLE"],
    ["RequestLimitExceeded", 400, "CLAIMS_UNAVAILABLE"],
    ["InternalServerError", 500, "CLAIMS_UNAVAILABLE"],
    ["ServiceUnavailable", 503, "CLAIMS_UNAVAILABLE"],
  ])("%s is told after one try, without a word of the item", async (name, status, code) => {
    const store = await answering(status, type(name));
    const error = await failureOf(store.write("id", claim, options()));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain("secret words");
    expect(requests).toBe(1);
  });

  it("silence ends with the caller's signal", async () => {
    const store = await answering(200, {}, "hangs");
    const error = await failureOf(store.read("id", options(50)));
    expect(error).toMatchObject({
      code: "CLAIMS_UNAVAILABLE",
      detail: expect.stringMatching(/did not answer in time/),
    });
  });

  it("a connection that is cut is told after one try", async () => {
    const store = await answering(200, {}, "cuts");
    const error = await failureOf(store.write("id", claim, options()));
    expect(error).toMatchObject({
      code: "CLAIMS_UNAVAILABLE",
      detail: expect.stringMatching(/out of reach: ECONNRESET/),
    });
    expect(requests).toBe(1);
  });

  it("a denied role and credentials that aren't accepted have each their own fix", async () => {
    const fixOf = async (name: string) => {
      const { fix } = await failureOf((await answering(400, type(name))).read("id", options()));
      server?.close();
      return fix;
    };
    expect(await fixOf("AccessDeniedException")).toMatch(/Grant .* dynamodb:GetItem and dynamodb:UpdateItem/);
    expect(await fixOf("ExpiredTokenException")).toMatch(/role, its clock, .* credentials .* expired/);
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
    expect(error).toMatchObject({
      code: "CREDENTIALS_REFUSED",
      detail: expect.stringMatching(/There are no AWS credentials/),
    });
    mock.restore();
  });

  it("a missing region is told as such", async () => {
    vi.stubEnv("AWS_REGION", undefined);
    vi.stubEnv("AWS_DEFAULT_REGION", undefined);
    vi.stubEnv("AWS_CONFIG_FILE", "/dev/null");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    const { credentials } = TABLE_ACCESS;
    const store = createDynamoClaims({ credentials, table: "t", endpoint: await deadEndpoint(), now: Date.now });
    const error = await failureOf(store.read("id", options()));
    vi.unstubAllEnvs();
    expect(error).toMatchObject({ code: "CLAIMS_REFUSED", fix: expect.stringMatching(/AWS_REGION/) });
  });
});

describe("what stands in an item", () => {
  const now = Date.parse("2026-11-24T12:00:00.900Z");
  let server: TestTable;
  let client: DynamoDBClient;
  beforeAll(async () => {
    server = await startTable();
    client = new DynamoDBClient({ ...TABLE_ACCESS, endpoint: server.endpoint });
  });
  afterAll(() => server.close());
  const openAt = (at = now) =>
    createDynamoClaims({ ...TABLE_ACCESS, table: server.table, endpoint: server.endpoint, now: () => at });
  const itemOf = async (id: string) =>
    (await client.send(new GetItemCommand({ TableName: server.table, Key: { id: { S: id } } }))).Item;

  it("is what docs/operations.md says, and the time to live is in seconds", async () => {
    const answer = {
      callback: { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m" } },
      outcome: "released",
    } as const;
    const expires = { N: String(Date.parse("2026-11-26T12:00:00Z") / 1_000) };
    const store = openAt();
    await store.write("m:c", { kind: "claim", by: "me", until: 7 }, options());
    expect(await itemOf("m:c")).toEqual({
      id: { S: "m:c" },
      state: { S: "claimed" },
      by: { S: "me" },
      until: { N: "7" },
      posters: { SS: ["me"] },
      expires,
    });
    await store.write("m:c", { kind: "remember", by: "me", answer, released: false }, options());
    const remembered = {
      id: { S: "m:c" },
      state: { S: "remembered" },
      by: { S: "me" },
      answer: { S: JSON.stringify(answer) },
      released: { BOOL: false },
      expires,
    };
    expect(await itemOf("m:c")).toEqual({ ...remembered, posters: { SS: ["me"] } });
    await store.write("m:c", { kind: "leave", by: "me" }, options());
    expect(await itemOf("m:c")).toEqual(remembered);
    await store.write("m:c", { kind: "register", by: "you" }, options());
    await store.write("m:c", { kind: "finish", by: "me" }, options());
    expect(await itemOf("m:c")).toEqual({
      id: { S: "m:c" },
      state: { S: "sent" },
      by: { S: "me" },
      posters: { SS: ["you"] },
      expires,
    });
  });

  it("stays as it was, once its time is over, until a new claim replaces all of it", async () => {
    const late = openAt(now + CLAIM_LIFE_MS + 2_000);
    const answer = {
      callback: { CallbackId: "c", ChannelArn: "a", ChannelMessage: { MessageId: "m" } },
      outcome: "replied",
    } as const;
    await openAt().write("old", { kind: "keep", by: "me", answer }, options());
    const before = await itemOf("old");
    expect(await late.write("old", { kind: "register", by: "you" }, options())).toBe("refused");
    expect(await itemOf("old")).toEqual(before);
    await late.write("old", { kind: "claim", by: "you", until: 7 }, options());
    expect(Object.keys((await itemOf("old")) ?? {}).toSorted()).toEqual([
      "by",
      "expires",
      "id",
      "posters",
      "state",
      "until",
    ]);
  });

  const expires = { N: String(now) };
  it.each<[what: string, item: Record<string, AttributeValue>]>([
    ["nothing", {}],
    ["no time to live", { state: { S: "claimed" }, by: { S: "me" }, until: { N: "1" } }],
    ["another state", { state: { S: "done" }, by: { S: "me" }, expires }],
    ["a claim without its time", { state: { S: "claimed" }, by: { S: "me" }, expires }],
    ["a memory without an answer", { state: { S: "remembered" }, by: { S: "me" }, expires }],
    ["a memory of no JSON", { state: { S: "remembered" }, by: { S: "me" }, answer: { S: "secret words" }, expires }],
  ])("that no bridge wrote, with %s in it, is told, never taken for absent", async (what, item) => {
    await client.send(new PutItemCommand({ TableName: server.table, Item: { ...item, id: { S: what } } }));
    const error = await failureOf(openAt().read(what, options()));
    expect(error).toMatchObject({ code: "CLAIMS_REFUSED", fix: expect.stringMatching(/a table for claims alone/) });
    expect(error.message).not.toContain("secret words");
  });
});
