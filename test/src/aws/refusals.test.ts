import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { ChannelFlowCallbackCommand, ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chimePorts } from "../../../src/aws/chime.ts";
import { createLeanWire } from "../../../src/aws/lean/wire.ts";
import { lexPorts } from "../../../src/aws/lex.ts";
import { awsPorts } from "../../../src/aws/ports.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { CREDENTIALS } from "../../wire/emulator.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A service that refuses everything in one way, with the header that names the error, or without it. */
async function refusing(status: number, name: string, body: object, hasHeader: boolean) {
  server = createServer((_request, response) => {
    const headers = { "content-type": "application/json", ...(hasHeader ? { "x-amzn-errortype": name } : {}) };
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return portsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

type PortsAt = (url: string) => ReturnType<typeof awsPorts>;
const sdkPortsAt: PortsAt = (url) =>
  awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: CREDENTIALS });
const leanPortsAt: PortsAt = (url) => {
  const wire = createLeanWire({
    credentials: () => CREDENTIALS,
    endpoints: { lex: url, chime: url },
    userAgent: "chime-lex-bridge/test",
  });
  return { ...lexPorts(wire, () => "us-east-1"), ...chimePorts(wire) };
};
let portsAt = sdkPortsAt;
const WIRES: [how: string, portsAt: PortsAt][] = [
  ["by the AWS SDK", sdkPortsAt],
  ["by the lean wire", leanPortsAt],
];
const options = () => ({ signal: AbortSignal.timeout(3_000) });
const callback = {
  CallbackId: "c".repeat(36),
  ChannelArn: "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/b",
  ChannelMessage: { MessageId: "m", Content: "secret words" },
};
const turn = {
  botId: "BANKBOT001",
  botAliasId: "TSTALIASID",
  localeId: "en_US",
  sessionId: "abc",
  text: "secret words",
  requestAttributes: {},
};
const view = { ChannelArn: callback.ChannelArn, ChimeBearer: `${callback.ChannelArn}/bot/x`, MessageId: "m" };
const callsByPort = (ports: ReturnType<typeof awsPorts>) => ({
  recognizeText: () => ports.recognizeText(turn, options()),
  channelFlowCallback: () => ports.channelFlowCallback(callback, options()),
  sendChannelMessage: () =>
    ports.sendChannelMessage(
      {
        ...view,
        Content: "secret words",
        ContentType: "x",
        Persistence: "PERSISTENT",
        ClientRequestToken: "t1",
      } as never,
      options(),
    ),
  getChannelMessage: () => ports.getChannelMessage(view, options()),
  countMembers: () => ports.countMembers({ ...view, atMost: 3 }, options()),
});
const callsOf = (ports: ReturnType<typeof awsPorts>) => Object.values(callsByPort(ports));
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("Nothing was thrown."),
    (caught: unknown) => caught as BridgeError,
  );

const DENIED = "User: arn:aws:sts::1:assumed-role/r is not authorized to perform: chime:ChannelFlowCallback on it";
const NON_PENDING = "Unable to complete processing of non-pending message for callback id x";

describe.each(WIRES)("%s:", (_by, chosen) => {
  beforeEach(() => {
    portsAt = chosen;
  });

  describe.each([
    ["with its error header", true],
    ["without its error header", false],
  ])("a refused callback %s is told by the same code", (_how, hasHeader) => {
    it.each<[status: number, code: string, message: string, told: string]>([
      [400, "BadRequest", "Content is too long", "CALLBACK_REJECTED"],
      [400, "BadRequest", NON_PENDING, "CALLBACK_NOT_PENDING"],
      [401, "UnauthorizedClient", "no", "CALLBACK_UNAUTHORIZED"],
      [403, "Forbidden", "no", "CALLBACK_FORBIDDEN"],
      [409, "Conflict", "no", "CALLBACK_CONFLICT"],
      [429, "ThrottledClient", "no", "CALLBACK_THROTTLED"],
      [500, "ServiceFailure", "no", "CALLBACK_FAILED"],
      [503, "ServiceUnavailable", "no", "CALLBACK_FAILED"],
      [400, "Validation", "no", "CALLBACK_REJECTED"],
      [413, "RequestEntityTooLarge", "no", "CALLBACK_REJECTED"],
      [404, "NotFound", "no", "CALLBACK_NOT_FOUND"],
      [400, "Throttling", "no", "CALLBACK_THROTTLED"],
      [408, "RequestTimeout", "no", "CALLBACK_TIMEOUT"],
      [400, "OptInRequired", "no", "CALLBACK_REFUSED"],
      [418, "Teapot", "no", "CALLBACK_REFUSED"],
      [403, "Forbidden", "You are not authorized to perform this operation.", "CALLBACK_FORBIDDEN"],
      [403, "AccessDenied", DENIED, "CALLBACK_NOT_GRANTED"],
    ])("%i %s (%s)", async (status, Code, Message, told) => {
      const { channelFlowCallback } = await refusing(status, `${Code}Exception`, { Code, Message }, hasHeader);
      const error = await failureOf(channelFlowCallback(callback, options()));
      expect(error).toBeInstanceOf(BridgeError);
      expect(error.code).toBe(told);
      expect(error.message).not.toContain("secret words");
    });

    it("an answer that is no JSON is a failure of the service", async () => {
      const { channelFlowCallback } = await refusing(502, "x", {}, hasHeader);
      expect((await failureOf(channelFlowCallback(callback, options()))).code).toBe("CALLBACK_FAILED");
    });
  });

  describe.each([
    ["with its error header", true],
    ["without its error header", false],
  ])("a refused turn %s is told by the same code", (_how, hasHeader) => {
    it.each<[status: number, name: string, told: string]>([
      [400, "ValidationException", "LEX_VALIDATION"],
      [403, "AccessDeniedException", "LEX_ACCESS_DENIED"],
      [404, "ResourceNotFoundException", "LEX_NOT_FOUND"],
      [409, "ConflictException", "LEX_CONFLICT"],
      [424, "DependencyFailedException", "LEX_DEPENDENCY_FAILED"],
      [429, "ThrottlingException", "LEX_THROTTLED"],
      [500, "InternalServerException", "LEX_INTERNAL"],
      [502, "BadGatewayException", "LEX_BAD_GATEWAY"],
      [400, "ThrottlingException", "LEX_THROTTLED"],
      [408, "RequestTimeoutException", "LEX_TIMEOUT"],
    ])("%i %s", async (status, name, told) => {
      // Lex names its errors in the header alone; what needs the name is told in the body's Code where there is none.
      const isByName = told === "LEX_THROTTLED" && status === 400;
      const body = { message: "no", ...(isByName ? { Code: name } : {}) };
      const { recognizeText } = await refusing(status, name, body, hasHeader);
      const error = await failureOf(recognizeText(turn, options()));
      expect(error.code).toBe(told);
      expect(error.message).not.toContain("secret words");
    });
  });

  describe("credentials, signature or clock", () => {
    it.each<[status: number, name: string]>([
      [403, "ExpiredTokenException"],
      [400, "ExpiredToken"],
      [403, "InvalidSignatureException"],
      [403, "SignatureDoesNotMatch"],
      [400, "RequestExpired"],
      [403, "UnrecognizedClientException"],
      [403, "InvalidClientTokenId"],
      [403, "MissingAuthenticationTokenException"],
      [401, "MissingAuthenticationToken"],
      [400, "IncompleteSignatureException"],
    ])("refused with %i %s, nothing was looked at, whatever was asked", async (status, name) => {
      const ports = await refusing(status, name, { Code: name, Message: "no" }, true);
      for (const call of callsOf(ports)) expect((await failureOf(call())).code).toBe("CREDENTIALS_REFUSED");
    });

    it.each([
      "recognizeText",
      "channelFlowCallback",
      "sendChannelMessage",
      "getChannelMessage",
      "countMembers",
    ] as const)(
      "%s is signed with credentials read anew after they were refused, though they have no expiry",
      async (port) => {
        const keys: string[] = [];
        server = createServer((request, response) => {
          keys.push(/Credential=(\w+)/.exec(request.headers.authorization ?? "")?.[1] ?? "");
          const headers = { "content-type": "application/json", "x-amzn-errortype": "ExpiredTokenException" };
          response.writeHead(403, headers).end("{}");
        });
        await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const ports = awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url });
        vi.stubEnv("AWS_ACCESS_KEY_ID", "OLD");
        vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
        const call = callsByPort(ports)[port];
        await failureOf(call());
        vi.stubEnv("AWS_ACCESS_KEY_ID", "NEW");
        await failureOf(call());
        await failureOf(call());
        vi.unstubAllEnvs();
        expect(keys).toEqual(["OLD", "OLD", "NEW"]);
      },
    );
  });

  it.each([
    ["retry-after", "3", 3_000],
    ["x-amz-retry-after", "1500", 1_500],
  ])("the wait that a throttle asks for by %s comes with its error", async (header, value, ms) => {
    server = createServer((_request, response) => {
      const headers = { "content-type": "application/json", "x-amzn-errortype": "ThrottlingException" };
      response.writeHead(429, { ...headers, [header]: value }).end("{}");
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const ports = portsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (const call of callsOf(ports)) expect((await failureOf(call())).retryAfterMs).toBe(ms);
  });

  describe("an answer that the service can't have written", () => {
    const PAGE = "<html>Access denied by the proxy</html>";
    it.each<[what: string, status: number, headers: Record<string, string>, body: string | Buffer]>([
      ["a proxy's page", 403, { "content-type": "text/html" }, PAGE],
      ["a proxy that asks for a login", 407, { "content-type": "text/html" }, PAGE],
      ["a page with 200", 200, { "content-type": "text/html" }, PAGE],
      ["half a body", 200, { "content-type": "application/json" }, '{"CallbackId": "c'],
      [
        "a body shorter than told",
        200,
        { "content-type": "application/json", "content-length": "90" },
        '{"CallbackId": "c',
      ],
      ["a body that is packed", 200, { "content-encoding": "gzip" }, gzipSync('{"CallbackId": "c"}')],
    ])("%s: whether it was done is unknown", async (_what, status, headers, body) => {
      server = createServer((_request, response) => {
        response.writeHead(status, headers).write(body);
        setImmediate(() => (headers["content-length"] ? response.destroy() : response.end()));
      });
      await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
      const ports = portsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const codes = await Promise.all(callsOf(ports).map(async (call) => (await failureOf(call())).code));
      expect(codes).toEqual([
        "LEX_ANSWER_UNREADABLE",
        "CALLBACK_UNREADABLE",
        "SEND_UNREADABLE",
        "LOOKUP_UNANSWERED",
        "LOOKUP_UNANSWERED",
      ]);
    });

    it("JSON that names no error is a proxy's too, where Chime would name one", async () => {
      const { channelFlowCallback } = await refusing(403, "x", { message: "Forbidden" }, false);
      expect((await failureOf(channelFlowCallback(callback, options()))).code).toBe("CALLBACK_UNREADABLE");
    });
  });
});

describe("what the wire can't reach", () => {
  beforeEach(() => {
    portsAt = sdkPortsAt;
  });

  it.each<[what: string, thrown: object, lex: string, chime: string]>([
    ["absent credentials", { name: "CredentialsProviderError" }, "CREDENTIALS_REFUSED", "CREDENTIALS_REFUSED"],
    [
      "a name that can't be resolved",
      { name: "Error", code: "ENOTFOUND", syscall: "getaddrinfo" },
      "LEX_UNREACHABLE",
      "CALLBACK_UNREACHABLE",
    ],
    [
      "a connection that can't be opened in time",
      {
        name: "TimeoutError",
        message:
          "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 2000 ms.",
      },
      "LEX_UNREACHABLE",
      "CALLBACK_UNREACHABLE",
    ],
    [
      "an HTTP/2 connection that broke under the request",
      { name: "TimeoutError", message: "Unexpected error: http2 request did not get a response" },
      "LEX_CONNECTION_LOST",
      "CALLBACK_CONNECTION_LOST",
    ],
    [
      "a connection on which nothing came for too long",
      {
        name: "TimeoutError",
        message:
          "@smithy/node-http-handler - the request socket timed out after 300000 ms of inactivity (service default socket timeout).",
      },
      "LEX_CONNECTION_LOST",
      "CALLBACK_CONNECTION_LOST",
    ],
    [
      "a reset, which the SDK calls a time-out too",
      { name: "TimeoutError", code: "ECONNRESET" },
      "LEX_CONNECTION_LOST",
      "CALLBACK_CONNECTION_LOST",
    ],
    ["a broken pipe", { name: "TimeoutError", code: "EPIPE" }, "LEX_CONNECTION_LOST", "CALLBACK_CONNECTION_LOST"],
    [
      "a time-out of the network below",
      { name: "Error", code: "ETIMEDOUT", syscall: "read" },
      "LEX_CONNECTION_LOST",
      "CALLBACK_CONNECTION_LOST",
    ],
    [
      "a time-out while connecting",
      { name: "Error", code: "ETIMEDOUT", syscall: "connect" },
      "LEX_UNREACHABLE",
      "CALLBACK_UNREACHABLE",
    ],
  ])("%s", async (_what, thrown, lex, chime) => {
    const error = Object.assign(new Error("no"), thrown);
    const [lexMock, chimeMock] = [mockClient(LexRuntimeV2Client), mockClient(ChimeSDKMessagingClient)];
    lexMock.on(RecognizeTextCommand).rejects(error);
    chimeMock.on(ChannelFlowCallbackCommand).rejects(error);
    const ports = portsAt("http://127.0.0.1:9");
    expect((await failureOf(ports.recognizeText(turn, options()))).code).toBe(lex);
    expect((await failureOf(ports.channelFlowCallback(callback, options()))).code).toBe(chime);
    lexMock.restore();
    chimeMock.restore();
  });

  it("a callback without CallbackId never reaches the SDK, which would put a random one in its place", async () => {
    const error = await failureOf(
      portsAt("http://127.0.0.1:9").channelFlowCallback({ ...callback, CallbackId: "" }, options()),
    );
    expect(error).toMatchObject({ code: "INTERNAL", detail: "A callback without CallbackId." });
  });
});
