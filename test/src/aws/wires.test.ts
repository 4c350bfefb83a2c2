import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEAN_OPERATIONS } from "../../../src/aws/lean/operations.ts";
import { createLeanWire } from "../../../src/aws/lean/wire.ts";
import { createSdkWire } from "../../../src/aws/sdk/wire.ts";
import type { OperationName, Wire } from "../../../src/aws/wire.ts";
import { createDynamoCall } from "../../../src/claims/dynamodb/claims.ts";
import { CREDENTIALS } from "../../wire/emulator.ts";

interface Seen {
  readonly method: string | undefined;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

type Answer = { status: number; headers?: Record<string, string>; body: string };

let server: Server;
let url: string;
let seen: Seen[];
let answer: Answer;
beforeEach(async () => {
  seen = [];
  answer = { status: 200, body: "{}" };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [path = "", query] = (request.url ?? "").split("?");
    const text = Buffer.concat(chunks).toString("utf8");
    seen.push({
      method: request.method,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const target = () => ({ region: "us-east-1", signal: AbortSignal.timeout(5_000) });
const lean = (more: object = {}): Wire =>
  createLeanWire({
    credentials: () => CREDENTIALS,
    endpoints: { lex: url, chime: url, dynamodb: url },
    userAgent: "chime-lex-bridge/0.0.0",
    ...more,
  });
/** The SDK's two clients, and the third that the claims have of their own. */
function sdk(): Wire {
  const wire = createSdkWire({ credentials: CREDENTIALS, endpoints: { lex: url, chime: url } });
  const call = createDynamoCall({ endpoint: url, region: "us-east-1", credentials: CREDENTIALS });
  return async (operation, input, options) =>
    operation === "GetItem" || operation === "UpdateItem"
      ? call(operation, input, options)
      : wire(operation, input, options);
}

const CHANNEL =
  "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/channel/o'k(1)!*";
const BEARER = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/bot/b";
const SESSION = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "c:ana:0011~é" };
const INPUTS: readonly [OperationName, object][] = [
  [
    "RecognizeText",
    {
      ...SESSION,
      text: 'Grüß "Gott" 你好 😀\n',
      requestAttributes: { "CHIME.channel.arn": CHANNEL },
      sessionState: { sessionAttributes: { a: "1" } },
    },
  ],
  ["GetSession", SESSION],
  [
    "PutSession",
    {
      ...SESSION,
      responseContentType: "text/plain; charset=utf-8",
      requestAttributes: { "CHIME.channel.arn": CHANNEL },
      sessionState: { dialogAction: { type: "Delegate" }, intent: { name: "Welcome" }, sessionAttributes: { a: "é" } },
    },
  ],
  ["DeleteSession", SESSION],
  [
    "ChannelFlowCallback",
    {
      CallbackId: "b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11",
      ChannelArn: CHANNEL,
      DeleteResource: true,
      ChannelMessage: {
        MessageId: "m1",
        Content: '{"Messages":[]}',
        ContentType: "application/amz-chime-lex-msgs",
        Metadata: "{}",
        SubChannelId: "s",
        MessageAttributes: { a: { StringValues: ["é"] } },
        PushNotification: { Title: "t", Body: "b", Type: "DEFAULT" },
      },
    },
  ],
  [
    "SendChannelMessage",
    {
      ChannelArn: CHANNEL,
      ChimeBearer: BEARER,
      Content: "Good day",
      Persistence: "PERSISTENT",
      Type: "STANDARD",
      ClientRequestToken: "t-1",
      Target: [{ MemberArn: BEARER }],
      SubChannelId: "s",
    },
  ],
  [
    "UpdateChannelMessage",
    {
      ChannelArn: CHANNEL,
      ChimeBearer: BEARER,
      MessageId: "m1",
      Content: '{"Messages":[]}',
      ContentType: "application/amz-chime-lex-msgs",
      Metadata: '{"a":"é"}',
      SubChannelId: "s",
    },
  ],
  ["GetChannelMessage", { ChannelArn: CHANNEL, ChimeBearer: BEARER, MessageId: "m1", SubChannelId: "s a/b" }],
  [
    "ListChannelMessages",
    {
      ChannelArn: CHANNEL,
      ChimeBearer: BEARER,
      MaxResults: 50,
      SortOrder: "DESCENDING",
      NotBefore: new Date("2026-11-28T10:00:00Z"),
      NextToken: "a+b/c=",
    },
  ],
  ["ListChannelMemberships", { ChannelArn: CHANNEL, ChimeBearer: BEARER, Type: "DEFAULT", MaxResults: 3 }],
  ["GetItem", { TableName: "t", Key: { id: { S: "a:b" } }, ConsistentRead: true }],
  [
    "UpdateItem",
    {
      TableName: "t",
      Key: { id: { S: "a:b" } },
      UpdateExpression: "SET #by = :by ADD #posters :posters",
      ExpressionAttributeNames: { "#by": "by", "#posters": "posters" },
      ExpressionAttributeValues: {
        ":by": { S: "x" },
        ":posters": { SS: ["x"] },
        ":n": { N: "1" },
        ":b": { BOOL: true },
      },
      ReturnValues: "ALL_NEW",
    },
  ],
];

describe("the lean wire", () => {
  it("has an example here of every operation of its table", () => {
    expect(INPUTS.map(([name]) => name).sort()).toEqual(Object.keys(LEAN_OPERATIONS).sort());
  });

  it.each(INPUTS)(
    "sends %s as the SDK's client does: method, path, query, bearer, target, body",
    async (name, input) => {
      await sdk()(name, input, target());
      await lean()(name, input, target());
      const [theirs, ours] = seen.map(({ headers, ...rest }) => ({
        ...rest,
        bearer: headers["x-amz-chime-bearer"],
        amz: headers["x-amz-target"],
        type: rest.body === undefined ? undefined : headers["content-type"],
      }));
      expect(ours).toEqual(theirs);
    },
  );

  it.each(INPUTS)("signs %s for the same service and region", async (name, input) => {
    await sdk()(name, input, target());
    await lean()(name, input, target());
    const scopes = seen.map(({ headers }) => /Credential=[^/]+\/\d+\/([^,]+)/.exec(headers.authorization ?? "")?.[1]);
    expect(scopes[1]).toBe(scopes[0]);
  });

  it("sends the session token, the trace of the invocation, and who is calling", async () => {
    const wire = lean({
      credentials: () => ({ ...CREDENTIALS, sessionToken: "token" }),
      traceId: () => "Root=1-2-3",
      userAgent: "chime-lex-bridge/1.2.3 lang/js",
    });
    await wire("GetSession", SESSION, target());
    expect(seen[0]?.headers).toMatchObject({
      "x-amz-security-token": "token",
      "x-amzn-trace-id": "Root=1-2-3",
      "user-agent": "chime-lex-bridge/1.2.3 lang/js",
    });
    expect(seen[0]?.headers.authorization).not.toMatch(/trace|user-agent/);
  });

  it("asks for the credentials anew with each call", async () => {
    let turn = 0;
    const wire = lean({ credentials: () => ({ accessKeyId: `KEY${++turn}`, secretAccessKey: "s" }) });
    await wire("GetSession", SESSION, target());
    await wire("GetSession", SESSION, target());
    expect(seen.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      "KEY1",
      "KEY2",
    ]);
  });

  it("signs with the secret of each call, also where nothing but the secret was renewed", async () => {
    // The first call takes the service's clock over, and the time stands still after it.
    const secrets = ["first", "first", "first", "second", "first"];
    const now = () => Date.parse("2026-11-28T10:00:00Z");
    const wire = lean({ credentials: () => ({ accessKeyId: "KEY", secretAccessKey: secrets.shift() ?? "" }), now });
    for (let call = 0; call < 5; call++) await wire("GetSession", SESSION, target());
    const [, , first, second, third] = seen.map(
      ({ headers }) => /Signature=(\w+)/.exec(headers.authorization ?? "")?.[1],
    );
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect([first === third, first === second]).toEqual([true, false]);
  });

  it("follows the service's clock once its own is four minutes off", async () => {
    const now = Date.parse("2026-11-28T10:00:00Z");
    const wire = lean({ now: () => now });
    answer.headers = { date: "Sat, 28 Nov 2026 10:10:00 GMT" };
    await wire("GetSession", SESSION, target());
    await wire("GetSession", SESSION, target());
    expect(seen.map(({ headers }) => headers["x-amz-date"])).toEqual(["20261128T100000Z", "20261128T101000Z"]);
  });

  it("opens one connection for a hundred calls", async () => {
    let opened = 0;
    server.on("connection", () => opened++);
    const wire = lean();
    for (let call = 0; call < 100; call++) await wire("GetSession", SESSION, target());
    expect(opened).toBe(1);
  });

  it("refuses to ask for something else where a member of the path is missing", async () => {
    await expect(lean()("GetChannelMessage", { ChannelArn: CHANNEL, ChimeBearer: BEARER }, target())).rejects.toThrow(
      /no MessageId/,
    );
    expect(seen).toEqual([]);
  });
});

describe("both wires", () => {
  it.each<[what: string, answer: Answer]>([
    [
      "a refusal named by its header",
      { status: 403, headers: { "x-amzn-errortype": "ForbiddenException:http://x/" }, body: '{"Message":"No."}' },
    ],
    ["a refusal named by its body", { status: 400, body: '{"Code":"BadRequest","Message":"No."}' }],
    [
      "a refusal with a namespace",
      { status: 400, body: '{"__type":"com.amazon#ValidationException","message":"No."}' },
    ],
    [
      "an expired token",
      { status: 403, headers: { "x-amzn-errortype": "ExpiredTokenException" }, body: '{"message":"No."}' },
    ],
    [
      "a throttle told as 400",
      { status: 400, headers: { "x-amzn-errortype": "ThrottlingException" }, body: '{"message":"No."}' },
    ],
  ])("tell %s alike", async (_what, given) => {
    answer = given;
    const told = await Promise.all(
      [sdk(), lean()].map((wire) =>
        wire("RecognizeText", { ...SESSION, text: "a" }, target()).then(
          () => "resolved",
          ({ name, message, $metadata }: { name: string; message: string; $metadata: { httpStatusCode: number } }) => ({
            name,
            message,
            status: $metadata.httpStatusCode,
          }),
        ),
      ),
    );
    expect(told[1]).toEqual(told[0]);
  });

  it.each<[what: string, body: string]>([
    ["HTML", "<html></html>"],
    ["half an object", '{"messages":'],
  ])("tell a 200 of %s as an answer that came and can't be read", async (_what, body) => {
    answer = { status: 200, body };
    for (const wire of [sdk(), lean()]) {
      await expect(wire("RecognizeText", { ...SESSION, text: "a" }, target())).rejects.toMatchObject({
        name: "SyntaxError",
        $metadata: { httpStatusCode: 200 },
      });
    }
  });

  it.each<[what: string, body: string]>([
    ["an empty list", "[]"],
    ["a text", '"ok"'],
  ])("take %s for an answer without members", async (_what, body) => {
    answer = { status: 200, body };
    for (const wire of [sdk(), lean()]) {
      const members = await wire("RecognizeText", { ...SESSION, text: "a" }, target());
      expect(Object.entries(members).filter(([, value]) => value !== undefined)).toEqual([]);
    }
  });
});
