import { afterEach, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { metadataToMark } from "../../mappers/message/metadata.ts";
import { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "../../mappers/shapes/content-types.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { bridgeOnWire, type OnWire } from "./bridge-on-wire.ts";

let wire: OnWire;
afterEach(() => wire.close());

const PAGE = "All work and no play makes a long reply. ".repeat(24).trim();
const tenPages = Array.from({ length: 10 }, (_, at) => ({ contentType: "PlainText", content: `${at}: ${PAGE}` }));
const textsOf = (messages: readonly { Content?: string; ContentType?: string }[]) =>
  messages.flatMap((message) => {
    const read = readReply(message);
    return read.kind === "messages" ? read.messages.map(({ content }) => content ?? "") : [];
  });
/** What the bot itself has said in the channel. */
const spoken = () => wire.emulator.messages().filter(({ Sender }) => Sender.Arn === wire.emulator.world.bot.arn);
const durable = () => ({ ...createMemoryClaims(Date.now), isDurable: true });

describe("a message in reply", () => {
  it("stays as its sender wrote it, and the bot answers for itself, under its own name", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const sent = await wire.emulator.send({
      content: "What is my balance?",
      attributes: { mood: { StringValues: ["curious"] } },
    });
    await wire.emulator.settled();
    const [own, reply, ...more] = wire.emulator.messages();
    expect(more).toEqual([]);
    expect(own).toMatchObject({ MessageId: sent.MessageId, Content: "What is my balance?", Status: { Value: "SENT" } });
    expect(own?.Metadata).toBeUndefined();
    expect(reply).toMatchObject({
      Sender: { Arn: wire.emulator.world.bot.arn },
      ContentType: LEX_MESSAGES_TYPE,
      Persistence: "PERSISTENT",
      Status: { Value: "SENT" },
      MessageAttributes: {
        "CHIME.LEX.sessionState.intent.name": { StringValues: ["CheckBalance"] },
        "CHIME.LEX.sessionState.intent.state": { StringValues: ["InProgress"] },
        "CHIME.LEX.sessionState.originatingRequestId": { StringValues: [sent.MessageId] },
      },
    });
    expect(Object.keys(reply?.MessageAttributes ?? {})).toHaveLength(4);
    expect(metadataToMark(reply?.Metadata)).toMatchObject({ part: 1, parts: 1 });
    expect(reply?.Target).toBeUndefined();
    expect(wire.decisionOf(sent.MessageId)).toMatchObject({ outcome: "replied", sent: { parts: 1, of: 1 } });
  });

  it("is let through before Lex is asked", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    wire.emulator.faults.lex = { delayMs: 400 };
    const { MessageId } = await wire.emulator.send({ content: "Hello" });
    await expect.poll(() => wire.calls.map(({ port }) => port)).toContain("recognizeText");
    expect(wire.emulator.messages()).toMatchObject([{ MessageId, Status: { Value: "SENT" } }]);
    await wire.emulator.settled();
    expect(wire.calls.map(({ port }) => port)).toEqual([
      "channelFlowCallback",
      "getChannelMessage",
      "recognizeText",
      "sendChannelMessage",
      // The bot's own message, on its way through the flow.
      "channelFlowCallback",
    ]);
    const { timings } = wire.decisionOf(MessageId) ?? expect.fail("There is no record.");
    expect(timings.released).toBeLessThan(timings.turn ?? 0);
  });

  it("is answered once however often it is delivered", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const { MessageId } = await wire.emulator.send({ content: "Hello" });
    wire.emulator.redeliver(MessageId);
    await wire.emulator.settled();
    wire.emulator.redeliver(MessageId);
    await wire.emulator.settled();
    expect(spoken()).toHaveLength(1);
    expect(
      wire.emulator.deliveries().flatMap(({ invocations }) => invocations.filter((one) => "error" in one)),
    ).toEqual([]);
    expect(wire.calls.filter(({ port }) => port === "recognizeText")).toHaveLength(1);
  });

  it("lets the bot's own message through untouched, without a turn or a claim", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    const [reply] = spoken();
    expect(wire.decisionOf(reply?.MessageId ?? "")).toMatchObject({
      outcome: "released",
      verdict: { kind: "release", reason: "own-message" },
    });
    expect(reply?.Status.Value).toBe("SENT");
  });

  it("brings all of ten long messages, in their order, each within 4 KB", async () => {
    wire = await bridgeOnWire({ delivery: "reply" }, { hooks: { beforeTurn: () => ({ messages: tenPages }) } });
    const { MessageId } = await wire.emulator.send({ content: "Tell me everything" });
    await wire.emulator.settled();
    const parts = spoken();
    expect(parts.length).toBeGreaterThan(1);
    expect(textsOf(parts)).toEqual(tenPages.map(({ content }) => content));
    expect(parts.map(({ Metadata }) => metadataToMark(Metadata)?.part)).toEqual(parts.map((_, at) => at + 1));
    expect(Math.max(...parts.map(({ Content }) => Buffer.byteLength(Content)))).toBeLessThanOrEqual(4096);
    expect(wire.decisionOf(MessageId)).toMatchObject({ losses: [], sent: { parts: parts.length, of: parts.length } });
  });

  it("carries the persistence of the message", async () => {
    wire = await bridgeOnWire({ delivery: "reply", lookup: false });
    await wire.emulator.send({ content: "Hello", persistence: "NON_PERSISTENT" });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([{ Persistence: "NON_PERSISTENT" }]);
  });

  it("carries the sub-channel where the event tells it, to the lookup, the session and the answer", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const { bridge, emulator } = wire;
    emulator.setProcessor((event) =>
      bridge.handle({ ...event, ChannelMessage: { ...event.ChannelMessage, SubChannelId: "room-1" } }),
    );
    await emulator.send({ content: "Hello", subChannelId: "room-1" });
    await emulator.settled();
    expect(spoken()).toMatchObject([{ SubChannelId: "room-1" }]);
    expect(spoken()[0]?.MessageAttributes?.["CHIME.LEX.sessionState.sessionId"]?.StringValues).toEqual([
      expect.stringMatching(/:room-1:/),
    ]);
  });

  it("of a sub-channel that the event doesn't tell can't be looked up, so it gets no answer and the record says why", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const { MessageId } = await wire.emulator.send({ content: "Hello", subChannelId: "room-1" });
    await wire.emulator.settled();
    expect(spoken()).toEqual([]);
    expect(wire.decisionOf(MessageId)?.warnings).toEqual([expect.stringMatching(/^lookup-refused: /)]);
  });

  it("makes nothing of a silent bot, and says a failed turn in the bot's name", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    wire.emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "no" };
    await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([{ ContentType: LEX_ERROR_TYPE, Content: '{"Code":403}' }]);
    expect(wire.decisions[0]).toMatchObject({ outcome: "errored", error: { code: "LEX_ACCESS_DENIED" } });
  });

  it("is let through and no more where onFailure is release", async () => {
    wire = await bridgeOnWire({ delivery: "reply", onFailure: "release" });
    wire.emulator.faults.lex = { status: 500, name: "InternalServerException", message: "no" };
    await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    expect(wire.emulator.messages()).toMatchObject([{ Content: "Hello", Status: { Value: "SENT" } }]);
  });
});

describe("privacy in reply", () => {
  it("gives a question that was targeted at the bot a targeted answer, which the third user never sees", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const { users, bot, bots } = wire.emulator.world;
    const channel = await wire.emulator.createChannel({ members: ["ben", "cleo", "bot", bots[1].arn] });
    await wire.emulator.send({ content: "What is my balance?", target: "bot", channel });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([{ Target: [{ MemberArn: users.ana.arn }] }]);
    const seenBy = async (ChimeBearer: string) =>
      (
        await wire.emulator.ports.listChannelMessages(
          { ChannelArn: channel, ChimeBearer },
          { signal: AbortSignal.timeout(2_000) },
        )
      ).messages.length;
    expect(await Promise.all([users.ana.arn, bot.arn, users.ben.arn, users.cleo.arn].map(seenBy))).toEqual([
      2, 2, 0, 0,
    ]);
  });

  it("gives a question that was targeted at somebody else no answer", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    const { MessageId } = await wire.emulator.send({ content: "Just between us", target: "ben" });
    await wire.emulator.settled();
    expect(spoken()).toEqual([]);
    expect(wire.calls.map(({ port }) => port)).not.toContain("recognizeText");
    expect(wire.decisionOf(MessageId)).toMatchObject({
      outcome: "released",
      verdict: { kind: "release", reason: "lookup" },
    });
  });

  it("answers the sender alone where Chime can't be asked", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    wire.emulator.faults.getMessage = { cut: true };
    const { MessageId } = await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([{ Target: [{ MemberArn: wire.emulator.world.users.ana.arn }] }]);
    expect(wire.decisionOf(MessageId)?.warnings).toEqual([expect.stringMatching(/^lookup-failed: /)]);
  });

  it("answers the sender alone where private is on, and everyone where lookup is off", async () => {
    wire = await bridgeOnWire({ delivery: "reply", private: true });
    await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([{ Target: [{ MemberArn: wire.emulator.world.users.ana.arn }] }]);
    await wire.close();
    wire = await bridgeOnWire({ delivery: "reply", lookup: false });
    await wire.emulator.send({ content: "Hello", target: "bot" });
    await wire.emulator.settled();
    expect(spoken().map(({ Target }) => Target)).toEqual([undefined]);
    expect(wire.calls.map(({ port }) => port)).not.toContain("getChannelMessage");
  });

  it("answers the sender alone what isn't kept and so can't be looked up", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    await wire.emulator.send({ content: "Hello", persistence: "NON_PERSISTENT" });
    await wire.emulator.settled();
    expect(spoken()).toMatchObject([
      { Target: [{ MemberArn: wire.emulator.world.users.ana.arn }], Persistence: "NON_PERSISTENT" },
    ]);
  });
});

describe("sending that fails", () => {
  it.each([
    ["an answer that gets lost", { cut: true, times: 1 }],
    ["a throttled bot", { status: 429, name: "ThrottledClientException", message: "slow down", times: 2 }],
    ["a failing service", { status: 503, name: "ServiceUnavailableException", message: "no", times: 2 }],
  ] as const)("brings every part once, in order, in spite of %s", async (_what, fault) => {
    wire = await bridgeOnWire({ delivery: "reply" }, { hooks: { beforeTurn: () => ({ messages: tenPages }) } });
    wire.emulator.faults.send = fault;
    await wire.emulator.send({ content: "Tell me everything" });
    await wire.emulator.settled();
    expect(textsOf(spoken())).toEqual(tenPages.map(({ content }) => content));
    expect(wire.decisions.find(({ outcome }) => outcome === "replied")?.retries.send).toBeGreaterThan(0);
  });

  it("is thrown with its code and its fix where the bot may not speak, and the message is let through all the same", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    wire.emulator.faults.send = { status: 403, name: "ForbiddenException", message: "no" };
    const { MessageId } = await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled();
    expect(wire.emulator.messages()).toMatchObject([{ MessageId, Status: { Value: "SENT" } }]);
    const [delivery] = wire.emulator.deliveries();
    expect(delivery?.invocations.map((one) => ("error" in one ? one.error : "ended"))).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/SEND_FORBIDDEN: .*Make the AppInstanceBot a member/)),
    );
    expect(wire.calls.filter(({ port }) => port === "recognizeText")).toHaveLength(1);
    // Whoever looks for messages that hang must not find one that everybody sees.
    const failed = wire.records.filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ pending, unsent }) => ({ pending, unsent }))).toEqual(
      Array.from({ length: 3 }, () => ({ pending: undefined, unsent: true })),
    );
  });

  it("is recorded as pending where not even the release went through", async () => {
    wire = await bridgeOnWire({ delivery: "reply" });
    wire.emulator.faults.callback = { status: 422, name: "StrangeException", message: "no" };
    await wire.emulator.send({ content: "Hello" });
    await wire.emulator.settled().catch(() => {});
    expect(wire.emulator.messages()).toMatchObject([{ Status: { Value: "PENDING" } }]);
    expect(wire.records.map(({ pending, unsent }) => ({ pending, unsent }))).toEqual(
      Array.from({ length: 3 }, () => ({ pending: true, unsent: undefined })),
    );
  });

  it("goes on where an earlier attempt stopped, after a look at what the channel holds", async () => {
    wire = await bridgeOnWire(
      { delivery: "reply" },
      { hooks: { beforeTurn: () => ({ messages: tenPages }) }, claims: durable() },
    );
    let sends = 0;
    const { faults } = wire.emulator;
    // The first attempt brings one part, and is then told for good that it may not speak.
    wire.emulator.on(() => {
      if (spoken().length === 1 && sends++ === 0) {
        faults.send = { status: 400, name: "BadRequestException", message: "no", times: 1 };
      }
    });
    await wire.emulator.send({ content: "Tell me everything" });
    await wire.emulator.settled();
    expect(textsOf(spoken())).toEqual(tenPages.map(({ content }) => content));
    expect(wire.calls.filter(({ port }) => port === "listChannelMessages")).toHaveLength(1);
    expect(wire.calls.filter(({ port }) => port === "recognizeText")).toHaveLength(0);
  });
});
