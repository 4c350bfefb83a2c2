import { NodeHttp2Handler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { TurnRequest } from "../../mappers/shapes/turn.ts";
import { chimePorts } from "../../src/aws/chime.ts";
import { createLeanWire } from "../../src/aws/lean/wire.ts";
import { lexPorts } from "../../src/aws/lex.ts";
import { awsPorts } from "../../src/aws/ports.ts";
import { createSdkWire } from "../../src/aws/sdk/wire.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { createEmulator, type Emulator, type EmulatorPorts } from "../../tools/emulator/index.ts";
import { BANK_BOT, CREDENTIALS } from "../wire/emulator.ts";

const NO_FAULTS = Object.fromEntries(
  [
    "lex",
    "callback",
    "send",
    "update",
    "getMessage",
    "listMessages",
    "memberships",
    "getSession",
    "putSession",
    "deleteSession",
  ].map((name) => [name, undefined]),
);
const options = () => ({ signal: AbortSignal.timeout(5_000) });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "resolved",
    (caught: unknown) => (caught instanceof BridgeError ? caught.code : `not a BridgeError: ${caught}`),
  );

describe.each<[how: string, make: (emulator: Emulator, url: string) => EmulatorPorts]>([
  ["in process", (emulator) => emulator.ports],
  [
    "over HTTP/1.1, by the AWS SDK and the shared handler",
    (_emulator, url) =>
      awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: CREDENTIALS }),
  ],
  [
    "over HTTP/1.1, by the lean wire",
    (_emulator, url) => {
      const wire = createLeanWire({
        credentials: () => CREDENTIALS,
        endpoints: { lex: url, chime: url },
        userAgent: "chime-lex-bridge/test",
      });
      return { ...lexPorts(wire, () => "us-east-1"), ...chimePorts(wire) };
    },
  ],
  [
    "over h2c, as the Lex client speaks by default",
    (_emulator, url) => ({
      ...awsPorts({ lexRegion: "us-east-1", lexEndpoint: url, chimeEndpoint: url, credentials: CREDENTIALS }),
      ...lexPorts(
        // The client's own default handler, which is of another class.
        createSdkWire({
          endpoints: { lex: url },
          credentials: CREDENTIALS,
          requestHandler: new NodeHttp2Handler() as never,
        }),
        () => "us-east-1",
      ),
    }),
  ],
])("the ports %s", (_how, make) => {
  let emulator: Emulator;
  let ports: EmulatorPorts;
  let pending: { readonly callbackId: string; readonly messageId: string };

  beforeAll(async () => {
    emulator = await createEmulator({ bots: [BANK_BOT] });
    emulator.setProcessor(() => new Promise(() => {}));
    const { url } = await emulator.listen();
    ports = make(emulator, url);
  });
  afterAll(() => emulator.close());
  beforeEach(async () => {
    Object.assign(emulator.faults, NO_FAULTS);
    await emulator.send({ content: "Hello" });
    await expect.poll(() => emulator.deliveries().at(-1)?.messageId).toBe(emulator.messages().at(-1)?.MessageId);
    pending = emulator.deliveries().at(-1) as typeof pending;
  });

  const turn = (change: Partial<TurnRequest> = {}): TurnRequest => ({
    botId: "BANKBOT001",
    botAliasId: "TSTALIASID",
    localeId: "en_US",
    sessionId: `c:${pending.messageId}`,
    text: "Hello",
    requestAttributes: { "CHIME.message.id": pending.messageId },
    ...change,
  });
  const callback = (change: Partial<Callback["ChannelMessage"]> = {}): Callback => ({
    CallbackId: pending.callbackId,
    ChannelArn: emulator.world.channelArn,
    ChannelMessage: { MessageId: pending.messageId, ...change },
  });
  const stored = () => emulator.messages().find(({ MessageId }) => MessageId === pending.messageId);

  it("take a turn and give its result", async () => {
    const result = await ports.recognizeText(turn(), options());
    expect(result.messages?.map(({ contentType }) => contentType)).toEqual(["PlainText", "ImageResponseCard"]);
    expect(result.sessionState?.intent).toMatchObject({ name: "Welcome" });
    expect(Object.keys(result)).not.toContain("$metadata");
  });

  it.each<[what: string, change: Partial<TurnRequest>, code: string]>([
    ["a text over 1024 characters", { text: "a".repeat(1025) }, "LEX_VALIDATION"],
    ["a session id with a slash", { sessionId: "a/b" }, "LEX_VALIDATION"],
    ["an unknown bot", { botId: "NOSUCHBOT1" }, "LEX_NOT_FOUND"],
    ["an unknown locale", { localeId: "de_DE" }, "LEX_NOT_FOUND"],
  ])("refuse %s", async (_what, change, code) => {
    expect(await codeOf(ports.recognizeText(turn(change), options()))).toBe(code);
  });

  it.each<[status: number, name: string, code: string]>([
    [403, "AccessDeniedException", "LEX_ACCESS_DENIED"],
    [409, "ConflictException", "LEX_CONFLICT"],
    [424, "DependencyFailedException", "LEX_DEPENDENCY_FAILED"],
    [429, "ThrottlingException", "LEX_THROTTLED"],
    [500, "InternalServerException", "LEX_INTERNAL"],
    [502, "BadGatewayException", "LEX_BAD_GATEWAY"],
  ])("tell a Lex %i %s by its code, after one attempt", async (status, name, code) => {
    emulator.faults.lex = { status, name, message: "No." };
    const before = emulator.deliveries().at(-1)?.turns.length ?? 0;
    expect(await codeOf(ports.recognizeText(turn(), options()))).toBe(code);
    expect(emulator.deliveries().at(-1)?.turns).toHaveLength(before + 1);
  });

  it("end with their signal when nothing answers", async () => {
    emulator.faults.lex = { hang: true };
    expect(await codeOf(ports.recognizeText(turn(), { signal: AbortSignal.timeout(50) }))).toBe("LEX_TIMEOUT");
    emulator.faults.callback = { hang: true };
    expect(await codeOf(ports.channelFlowCallback(callback(), { signal: AbortSignal.timeout(50) }))).toBe(
      "CALLBACK_TIMEOUT",
    );
  });

  it("put a callback's content in place of the message", async () => {
    const ContentType = "application/amz-chime-lex-msgs";
    await ports.channelFlowCallback(callback({ Content: '{"Messages":[]}', ContentType, Metadata: "{}" }), options());
    expect(stored()).toMatchObject({
      Content: '{"Messages":[]}',
      ContentType,
      Metadata: "{}",
      Status: { Value: "SENT" },
    });
  });

  it("let a message through that the callback only names", async () => {
    await ports.channelFlowCallback(callback(), options());
    expect(stored()).toMatchObject({ Content: "Hello", Status: { Value: "SENT" } });
  });

  it("drop a message that the callback deletes", async () => {
    await ports.channelFlowCallback({ ...callback(), DeleteResource: true }, options());
    expect(stored()?.Status.Value).toBe("DENIED");
  });

  it("accept one callback, and refuse the second", async () => {
    await ports.channelFlowCallback(callback({ Content: "first" }), options());
    expect(await codeOf(ports.channelFlowCallback(callback({ Content: "second" }), options()))).toBe(
      "CALLBACK_FORBIDDEN",
    );
    expect(stored()?.Content).toBe("first");
  });

  it.each<[status: number, name: string, message: string, code: string]>([
    [
      400,
      "BadRequestException",
      "Unable to complete processing of non-pending message for callback id x",
      "CALLBACK_NOT_PENDING",
    ],
    [400, "BadRequestException", "Content is too long", "CALLBACK_REJECTED"],
    [401, "UnauthorizedClientException", "No.", "CALLBACK_UNAUTHORIZED"],
    [403, "ForbiddenException", "No.", "CALLBACK_FORBIDDEN"],
    [409, "ConflictException", "No.", "CALLBACK_CONFLICT"],
    [429, "ThrottledClientException", "No.", "CALLBACK_THROTTLED"],
    [500, "ServiceFailureException", "No.", "CALLBACK_FAILED"],
    [503, "ServiceUnavailableException", "No.", "CALLBACK_FAILED"],
  ])("tell a Chime %i %s (%s) by its code", async (status, name, message, code) => {
    emulator.faults.callback = { status, name, message };
    expect(await codeOf(ports.channelFlowCallback(callback(), options()))).toBe(code);
  });

  it("refuse a callback whose content is over 4096 bytes", async () => {
    expect(await codeOf(ports.channelFlowCallback(callback({ Content: "é".repeat(2_049) }), options()))).toBe(
      "CALLBACK_REJECTED",
    );
    expect(stored()?.Status.Value).toBe("PENDING");
  });

  it("edit a message of one's own once it is through, and nobody else's", async () => {
    const { channelArn, users } = emulator.world;
    await ports.channelFlowCallback(callback(), options());
    const edit = { ChannelArn: channelArn, MessageId: pending.messageId, Content: "Edited", Metadata: '{"a":1}' };
    const editBy = (ChimeBearer: string) => ports.updateChannelMessage({ ...edit, ChimeBearer }, options());
    expect(await codeOf(editBy(users.ben.arn))).toBe("UPDATE_FORBIDDEN");
    expect(stored()?.Content).toBe("Hello");
    await editBy(users.ana.arn);
    expect(stored()).toMatchObject({ Content: "Edited", Metadata: '{"a":1}', Status: { Value: "PENDING" } });
    // It is in the flow, as an edit.
    expect(await codeOf(editBy(users.ana.arn))).toBe("UPDATE_REFUSED");
  });

  it("send a message, once for each token, and list it for those who may see it", async () => {
    const { channelArn, users } = emulator.world;
    const message = {
      ChannelArn: channelArn,
      ChimeBearer: users.ben.arn,
      Content: "Good day",
      Persistence: "PERSISTENT",
      ClientRequestToken: `t-${pending.messageId}`,
    } as const;
    const first = await ports.sendChannelMessage(message, options());
    const again = await ports.sendChannelMessage(message, options());
    expect(again.MessageId).toBe(first.MessageId);
    const seen = async (ChimeBearer: string) =>
      (await ports.listChannelMessages({ ChannelArn: channelArn, ChimeBearer }, options())).messages.filter(
        ({ MessageId }) => MessageId === first.MessageId,
      );
    expect(await seen(users.ben.arn)).toMatchObject([{ Content: "Good day", Status: { Value: "PENDING" } }]);
    expect(await seen(users.ana.arn)).toEqual([]);
  });

  const view = (as: string) => ({ ChannelArn: emulator.world.channelArn, ChimeBearer: as });
  const spoken = (change: object = {}) => ({
    ...view(emulator.world.bot.arn),
    Content: "I am a bot",
    Persistence: "PERSISTENT" as const,
    ClientRequestToken: `bot-${pending.messageId}`,
    ...change,
  });
  const release = async (messageId: string) => {
    const callbackId = emulator.deliveries().findLast((one) => one.messageId === messageId)?.callbackId ?? "";
    const ChannelArn = emulator.world.channelArn;
    await ports.channelFlowCallback(
      { CallbackId: callbackId, ChannelArn, ChannelMessage: { MessageId: messageId } },
      options(),
    );
  };

  it("send as a bot, with every member of a message, which re-enters the flow like any other", async () => {
    const { ana, ben } = emulator.world.users;
    const given = {
      ContentType: "application/amz-chime-lex-msgs",
      Metadata: '{"a":1}',
      MessageAttributes: { a: { StringValues: ["1"] } },
      Target: [{ MemberArn: ana.arn }],
      PushNotification: { Title: "Bot", Body: "Hello", Type: "DEFAULT" },
    };
    const { MessageId } = await ports.sendChannelMessage(spoken(given), options());
    expect(emulator.messages().at(-1)).toMatchObject({ MessageId, ...given, Status: { Value: "PENDING" } });
    expect(emulator.deliveries().at(-1)?.event.ChannelMessage.Sender.Arn).toBe(emulator.world.bot.arn);

    const { PushNotification: _, ...readable } = given;
    const read = (as: string) => ports.getChannelMessage({ ...view(as), MessageId }, options());
    expect(await read(emulator.world.bot.arn)).toMatchObject({ MessageId, ...readable, Persistence: "PERSISTENT" });
    expect(await codeOf(read(ana.arn))).toBe("LOOKUP_REFUSED");
    await release(MessageId);
    expect(await read(ana.arn)).toMatchObject({ MessageId, ...readable, Status: { Value: "SENT" } });
    expect(await codeOf(read(ben.arn))).toBe("LOOKUP_REFUSED");
  });

  it.each<[what: string, change: object, code: string]>([
    ["two targets", { Target: [{ MemberArn: "arn:aws:chime:a" }, { MemberArn: "arn:aws:chime:b" }] }, "SEND_REFUSED"],
    ["no content", { Content: "" }, "SEND_REFUSED"],
    ["a token of one character", { ClientRequestToken: "t" }, "SEND_REFUSED"],
    ["metadata over 1024 bytes", { Metadata: "x".repeat(1025) }, "SEND_REFUSED"],
    ["another channel", { ChannelArn: "arn:aws:chime:us-east-1:1:app-instance/a/channel/b" }, "SEND_FORBIDDEN"],
  ])("refuse to send %s, and store nothing", async (_what, change, code) => {
    const before = emulator.messages().length;
    expect(await codeOf(ports.sendChannelMessage(spoken(change), options()))).toBe(code);
    expect(emulator.messages()).toHaveLength(before);
  });

  it("take a message whose answer gets lost, so that its token makes the resend safe", async () => {
    emulator.faults.send = { cut: true, times: 1 };
    expect(await codeOf(ports.sendChannelMessage(spoken(), options()))).toBe("SEND_CONNECTION_LOST");
    const { MessageId } = await ports.sendChannelMessage(spoken(), options());
    const token = emulator.messages().filter(({ Content }) => Content === "I am a bot");
    expect(token.filter((one) => one.MessageId === MessageId)).toHaveLength(1);
    expect(emulator.messages().at(-1)?.MessageId).toBe(MessageId);
  });

  it("tell a pending message's fields to its sender alone, with its time in epoch milliseconds", async () => {
    const { ana, ben } = emulator.world.users;
    const read = (as: string) => ports.getChannelMessage({ ...view(as), MessageId: pending.messageId }, options());
    expect(await read(ana.arn)).toMatchObject({
      Content: "Hello",
      Sender: { Arn: ana.arn, Name: "Ana" },
      Status: { Value: "PENDING" },
      CreatedTimestamp: Date.parse(stored()?.CreatedTimestamp ?? ""),
    });
    expect(await codeOf(read(ben.arn))).toBe("LOOKUP_REFUSED");
  });

  it("tell a denied message to nobody", async () => {
    await ports.channelFlowCallback({ ...callback(), DeleteResource: true }, options());
    const as = view(emulator.world.users.ana.arn);
    expect(await codeOf(ports.getChannelMessage({ ...as, MessageId: pending.messageId }, options()))).toBe(
      "LOOKUP_REFUSED",
    );
  });

  it("list from a time on, and a sub-channel's messages apart", async () => {
    const { bot } = emulator.world;
    const SubChannelId = `sub-${pending.messageId}`;
    const { MessageId } = await ports.sendChannelMessage(spoken({ SubChannelId }), options());
    const CreatedTimestamp = Date.parse(emulator.messages().at(-1)?.CreatedTimestamp ?? "");
    const list = async (change: object) =>
      (await ports.listChannelMessages({ ...view(bot.arn), ...change }, options())).messages.map(
        (one) => one.MessageId,
      );
    expect(await list({ SubChannelId, NotBefore: CreatedTimestamp })).toEqual([MessageId]);
    expect(await list({ SubChannelId, NotBefore: CreatedTimestamp + 60_000 })).toEqual([]);
    expect(await list({})).not.toContain(MessageId);
    expect(await ports.getChannelMessage({ ...view(bot.arn), MessageId, SubChannelId }, options())).toMatchObject({
      MessageId,
      SubChannelId,
    });
  });

  it("count the members that are not hidden, at most as many as asked for", async () => {
    const { bot, bots, users } = emulator.world;
    const members = [users.ben.arn, users.cleo.arn, ...bots.map(({ arn }) => arn)];
    const ChannelArn = await emulator.createChannel({ members });
    const count = (atMost: number, ChimeBearer = bot.arn) =>
      ports.countMembers({ ChannelArn, ChimeBearer, atMost }, options());
    expect(await count(50)).toBe(5);
    expect(await count(3)).toBe(3);
    expect(await codeOf(count(3, `${users.ana.arn}-nobody`))).toBe("LOOKUP_REFUSED");
  });

  it("read a session as its last turn left it, end it, and find none then", async () => {
    const key = {
      botId: "BANKBOT001",
      botAliasId: "TSTALIASID",
      localeId: "en_US",
      sessionId: `c:${pending.messageId}`,
    };
    expect(await ports.getSession(key, options())).toBeUndefined();
    await ports.deleteSession(key, options());
    const { sessionState } = await ports.recognizeText(turn(), options());
    expect((await ports.getSession(key, options()))?.intent).toEqual(sessionState?.intent);
    await ports.deleteSession(key, options());
    expect(await ports.getSession(key, options())).toBeUndefined();
  });

  it("begin a session with an intent, and say what the bot says at once", async () => {
    const sessionId = `c:${pending.messageId}:begun`;
    const key = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId };
    const attributes = { requestAttributes: { a: "ä" }, sessionAttributes: { tier: "gold" } };
    const { messages, sessionState } = await ports.putSession({ ...key, intent: "Welcome", ...attributes }, options());
    expect(messages?.length).toBeGreaterThan(0);
    expect(sessionState?.intent?.name).toBe("Welcome");
    expect((await ports.getSession(key, options()))?.sessionAttributes).toEqual({ tier: "gold" });
  });

  const asBot = () => view(emulator.world.bot.arn);
  const key = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "c:nobody" };
  const calls: [fault: keyof Emulator["faults"], call: () => Promise<unknown>, refused: string, lost: string][] = [
    ["send", () => ports.sendChannelMessage(spoken(), options()), "SEND_THROTTLED", "SEND_CONNECTION_LOST"],
    [
      "getMessage",
      () => ports.getChannelMessage({ ...asBot(), MessageId: pending.messageId }, options()),
      "LOOKUP_THROTTLED",
      "LOOKUP_UNANSWERED",
    ],
    ["listMessages", () => ports.listChannelMessages(asBot(), options()), "LOOKUP_THROTTLED", "LOOKUP_UNANSWERED"],
    [
      "memberships",
      () => ports.countMembers({ ...asBot(), atMost: 3 }, options()),
      "LOOKUP_THROTTLED",
      "LOOKUP_UNANSWERED",
    ],
    ["getSession", () => ports.getSession(key, options()), "LEX_THROTTLED", "LEX_CONNECTION_LOST"],
    [
      "putSession",
      () => ports.putSession({ ...key, intent: "Welcome", requestAttributes: {}, sessionAttributes: {} }, options()),
      "LEX_THROTTLED",
      "LEX_CONNECTION_LOST",
    ],
    ["deleteSession", () => ports.deleteSession(key, options()), "LEX_THROTTLED", "LEX_CONNECTION_LOST"],
  ];
  it.each(calls)("under a fault of %s are refused, or lose the answer", async (fault, call, refused, lost) => {
    emulator.faults[fault] = { status: 429, name: "ThrottledClientException", message: "No." };
    expect(await codeOf(call())).toBe(refused);
    emulator.faults[fault] = { cut: true };
    expect(await codeOf(call())).toBe(lost);
  });

  it("refuse a sender who is no member", async () => {
    const { channelArn, users } = emulator.world;
    const ChimeBearer = `${users.ana.arn}-nobody`;
    const message = {
      ChannelArn: channelArn,
      ChimeBearer,
      Content: "x",
      Persistence: "PERSISTENT",
      ClientRequestToken: "tt",
    } as const;
    expect(await codeOf(ports.sendChannelMessage(message, options()))).toBe("SEND_FORBIDDEN");
  });
});

describe("the AWS ports without a server", () => {
  it("say that a refused connection sent nothing", async () => {
    const ports = awsPorts({
      lexRegion: "us-east-1",
      lexEndpoint: "http://127.0.0.1:9",
      chimeEndpoint: "http://127.0.0.1:9",
      credentials: CREDENTIALS,
    });
    const request = {
      botId: "BANKBOT001",
      botAliasId: "TSTALIASID",
      localeId: "en_US",
      sessionId: "abc",
      text: "Hi",
      requestAttributes: {},
    };
    expect(await codeOf(ports.recognizeText(request, options()))).toBe("LEX_UNREACHABLE");
    const ChannelArn = "arn:aws:chime:us-east-1:111122223333:app-instance/a/channel/b";
    const callback = { CallbackId: "c".repeat(36), ChannelArn, ChannelMessage: { MessageId: "m" } };
    expect(await codeOf(ports.channelFlowCallback(callback, options()))).toBe("CALLBACK_UNREACHABLE");
  });
});
