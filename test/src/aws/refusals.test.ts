import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ChannelFlowCallbackCommand, ChimeSDKMessagingClient } from "@aws-sdk/client-chime-sdk-messaging";
import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
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

const portsAt = (url: string) =>
  awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: CREDENTIALS });
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
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("Nothing was thrown."),
    (caught: unknown) => caught as BridgeError,
  );

const NON_PENDING = "Unable to complete processing of non-pending message for callback id x";

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
    [418, "Teapot", "no", "CALLBACK_REJECTED"],
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
    [403, "MissingAuthenticationTokenException", "LEX_ACCESS_DENIED"],
  ])("%i %s", async (status, name, told) => {
    const { recognizeText } = await refusing(status, name, { message: "no" }, hasHeader);
    const error = await failureOf(recognizeText(turn, options()));
    expect(error.code).toBe(told);
    expect(error.message).not.toContain("secret words");
  });
});

describe("what the wire can't reach", () => {
  it.each<[what: string, thrown: object, lex: string, chime: string]>([
    ["absent credentials", { name: "CredentialsProviderError" }, "LEX_ACCESS_DENIED", "CALLBACK_UNAUTHORIZED"],
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
