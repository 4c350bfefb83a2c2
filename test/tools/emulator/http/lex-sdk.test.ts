import { gunzipSync } from "node:zlib";
import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  PutSessionCommand,
  RecognizeTextCommand,
  RecognizeUtteranceCommand,
  StartConversationCommand,
} from "@aws-sdk/client-lex-runtime-v2";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../../../../tools/emulator/index.ts";

const credentials = { accessKeyId: "none", secretAccessKey: "none" };
const session = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "3f5a:ana:0.1" };

let emulator: Emulator;
let server: Awaited<ReturnType<Emulator["listen"]>>;
let lex: LexRuntimeV2Client;
beforeEach(async () => {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], processor: () => undefined });
  server = await emulator.listen();
});
afterEach(async () => {
  lex.destroy();
  await emulator.close();
});

const PROTOCOLS = [
  ["h2c, the SDK's default", "http2", () => ({})],
  ["HTTP/1.1", "http1", () => ({ requestHandler: new NodeHttpHandler() })],
] as const;

describe.each(PROTOCOLS)("over %s", (_, protocol, handler) => {
  beforeEach(() => {
    lex = new LexRuntimeV2Client({
      region: "us-east-1",
      endpoint: server.url,
      credentials,
      maxAttempts: 1,
      ...handler(),
    });
  });

  test("RecognizeText answers and is recorded with its delivery", async () => {
    const { MessageId } = await emulator.send({ content: "hello" });
    const requestAttributes = { "CHIME.message.id": MessageId };
    const answer = await lex.send(new RecognizeTextCommand({ ...session, text: "hello", requestAttributes }));
    expect(answer.messages?.map(({ contentType }) => contentType)).toEqual(["PlainText", "ImageResponseCard"]);
    expect(answer.sessionId).toBe(session.sessionId);
    expect(emulator.deliveries()[0]?.turns[0]).toMatchObject({
      request: { ...session, text: "hello", requestAttributes },
      result: { sessionState: { intent: { name: "Welcome" } } },
    });
    expect(server.connections()[protocol]).toBe(1);
  });

  test("a session is put, read and deleted, its id percent-encoded in the path", async () => {
    const sessionState = { sessionAttributes: { plan: "gold" }, dialogAction: { type: "ElicitIntent" } } as const;
    const put = await lex.send(new PutSessionCommand({ ...session, sessionState }));
    const packed = Buffer.from(put.sessionState ?? "", "base64");
    expect(JSON.parse(gunzipSync(packed).toString())).toMatchObject({ sessionAttributes: { plan: "gold" } });
    expect(put.sessionId).toBe(session.sessionId);
    const got = await lex.send(new GetSessionCommand(session));
    expect(got.sessionState?.sessionAttributes).toEqual({ plan: "gold" });
    expect(await lex.send(new DeleteSessionCommand(session))).toMatchObject(session);
    await expect(lex.send(new GetSessionCommand(session))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test.each<[string, object, string, number]>([
    ["text over 1024", { text: "x".repeat(1025) }, "ValidationException", 400],
    ["an unknown bot", { botId: "UNKNOWNBOT" }, "ResourceNotFoundException", 404],
    ["an illegal session id", { sessionId: "a/b" }, "ValidationException", 400],
  ])("%s is refused with the name the SDK knows", async (_, change, name, httpStatusCode) => {
    const command = new RecognizeTextCommand({ ...session, text: "hello", ...change });
    await expect(lex.send(command)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test("RecognizeUtterance is refused and says what to use", async () => {
    const command = new RecognizeUtteranceCommand({
      ...session,
      requestContentType: "text/plain",
      inputStream: Buffer.from("hi"),
    });
    await expect(lex.send(command)).rejects.toMatchObject({
      name: "ValidationException",
      message: /Use RecognizeText/,
    });
  });

  test("StartConversation is refused and says what to use", async () => {
    async function* requestEventStream() {
      yield { ConfigurationEvent: { responseContentType: "text/plain; charset=utf-8" } };
    }
    const command = new StartConversationCommand({ ...session, requestEventStream: requestEventStream() });
    await expect(lex.send(command)).rejects.toMatchObject({
      name: "ValidationException",
      message: /StartConversation is not emulated. Use RecognizeText/,
    });
  });

  test("a code hook that fails is a DependencyFailedException with its reason", async () => {
    const codeHooks = {
      BankBot: () => {
        throw new Error("no connection to the bank");
      },
    };
    const hooked = await createEmulator({ bots: ["fixtures/bots/bank-bot"], codeHooks });
    try {
      const { url } = await hooked.listen();
      const client = new LexRuntimeV2Client({ region: "us-east-1", endpoint: url, credentials, maxAttempts: 1 });
      const command = new RecognizeTextCommand({ ...session, text: "transfer money" });
      await expect(client.send(command)).rejects.toMatchObject({
        name: "DependencyFailedException",
        message: expect.stringContaining("no connection to the bank"),
        $metadata: { httpStatusCode: 424 },
      });
      client.destroy();
    } finally {
      await hooked.close();
    }
  });

  test("a fault is refused as it was set", async () => {
    emulator.faults.lex = { status: 424, name: "DependencyFailedException", message: "no" };
    const command = new RecognizeTextCommand({ ...session, text: "hello" });
    await expect(lex.send(command)).rejects.toMatchObject({ name: "DependencyFailedException", message: "no" });
  });

  test("a cut breaks the connection after the turn was taken", async () => {
    const { MessageId } = await emulator.send({ content: "hello" });
    emulator.faults.lex = { cut: true, times: 1 };
    const command = new RecognizeTextCommand({
      ...session,
      text: "hello",
      requestAttributes: { "CHIME.message.id": MessageId },
    });
    const broken = await lex.send(command).catch((thrown: Error) => thrown);
    expect(broken).toBeInstanceOf(Error);
    expect(broken).not.toMatchObject({ $metadata: { httpStatusCode: expect.any(Number) } });
    expect(emulator.deliveries()[0]?.turns).toHaveLength(1);
    await lex.send(command);
  });

  test("a hang lasts until the client gives up", async () => {
    emulator.faults.lex = { hang: true };
    const command = new RecognizeTextCommand({ ...session, text: "hello" });
    await expect(lex.send(command, { abortSignal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: "AbortError",
    });
    emulator.faults.lex = undefined;
    await lex.send(command);
  });
});

test("a shared keep-alive handler makes one connection in 100 turns", async () => {
  const requestHandler = new NodeHttpHandler({ httpAgent: { keepAlive: true, maxSockets: 1 } });
  lex = new LexRuntimeV2Client({ region: "us-east-1", endpoint: server.url, credentials, requestHandler });
  for (let i = 0; i < 100; i++) await lex.send(new RecognizeTextCommand({ ...session, text: "hello" }));
  expect(server.connections()).toEqual({ http1: 1, http2: 0 });
});
