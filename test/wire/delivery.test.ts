import { ListChannelMessagesCommand, SendChannelMessageCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { type Standing, standUp } from "./emulator.ts";

let standing: Standing;
beforeAll(async () => {
  standing = await standUp();
});
afterAll(() => standing.close());

async function list(bearer: string) {
  const { channelArn } = standing.emulator.world;
  const { ChannelMessages = [] } = await standing.chime.send(
    new ListChannelMessagesCommand({ ChannelArn: channelArn, ChimeBearer: bearer, MaxResults: 50 }),
  );
  return ChannelMessages;
}

async function say(Content: string, token: string) {
  const { channelArn, users } = standing.emulator.world;
  const { MessageId, Status } = await standing.chime.send(
    new SendChannelMessageCommand({
      ChannelArn: channelArn,
      ChimeBearer: users.ana.arn,
      Content,
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      ClientRequestToken: token,
    }),
  );
  return { MessageId, Status };
}

describe("a message over the wire, with the built file as the processor", () => {
  it("is pending and unseen by others, then stands in the channel as the bot's reply", async () => {
    const { ana, ben } = standing.emulator.world.users;
    const { MessageId, Status } = await say("What is my balance?", "token-1");
    expect(Status?.Value).toBe("PENDING");
    await standing.emulator.settled();

    const seenByBen = (await list(ben.arn)).find((message) => message.MessageId === MessageId);
    expect(seenByBen?.Status?.Value).toBe("SENT");
    expect(seenByBen?.Sender?.Arn).toBe(ana.arn);
    expect(seenByBen?.ContentType).toBe("application/amz-chime-lex-msgs");
    expect(readReply(seenByBen ?? {})).toMatchObject({
      kind: "messages",
      input: "What is my balance?",
      intentName: "CheckBalance",
      intentState: "InProgress",
      originatingRequestId: MessageId,
    });
  });

  it("is answered in the conversation that it belongs to, to its end", async () => {
    for (const [at, words] of ["savings", "1234", "yes"].entries()) {
      await say(words, `token-2-${at}`);
      await standing.emulator.settled();
    }
    const newest = (await list(standing.emulator.world.users.ana.arn))[0];
    expect(readReply(newest ?? {})).toMatchObject({
      kind: "messages",
      intentState: "ReadyForFulfillment",
      messages: [{ contentType: "PlainText", content: "Your savings account ending in 1234 holds $1,234.56." }],
    });
  });

  it("does no harm when it is delivered again", async () => {
    const { MessageId = "" } = await say("Hello", "token-3");
    await standing.emulator.settled();
    const before = standing.emulator.messages().find((message) => message.MessageId === MessageId);
    standing.emulator.redeliver(MessageId);
    await standing.emulator.settled();
    const delivery = standing.emulator.deliveries().find(({ messageId }) => messageId === MessageId);
    expect(
      delivery?.invocations.map(({ result, error }) => (result as { outcome?: string })?.outcome ?? error),
    ).toEqual(["replied", "settled"]);
    expect(standing.emulator.messages().find((message) => message.MessageId === MessageId)).toEqual(before);
  });

  it("leaves one structured line and one of metrics, which hold none of its words", async () => {
    const lines = standing.output.length;
    await say("My secret word is heliotrope, and my balance?", "token-4");
    await standing.emulator.settled();
    await expect.poll(() => standing.output.length).toBe(lines + 2);
    const [line, metrics] = standing.output.slice(lines).map((text) => JSON.parse(text));
    expect(metrics).toMatchObject({ Deliveries: 1, Replied: 1, LexLatency: expect.any(Number) });
    expect(line).toMatchObject({ level: "INFO", message: "delivery", delivery: { outcome: "replied", warnings: [] } });
    expect(standing.output.join("\n")).not.toMatch(/heliotrope/i);
  });

  it("takes one connection to Lex in 1,000 turns", async () => {
    const fresh = await standUp();
    try {
      for (let turn = 0; turn < 1_000; turn++) {
        await fresh.emulator.send({ content: "Hello" });
        await fresh.emulator.settled();
      }
      const outcomes = fresh.emulator.messages().map(({ ContentType }) => ContentType);
      expect(outcomes.filter((type) => type === "application/amz-chime-lex-msgs")).toHaveLength(1_000);
      // The same keep-alive handler serves both hosts, which here are one: Lex and Chime share the connection.
      expect(fresh.connections()).toEqual({ http1: 1, http2: 0 });
    } finally {
      await fresh.close();
    }
  }, 60_000);
});

describe("two messages of one session at once", () => {
  it("both get the answer to their own words", async () => {
    const fresh = await standUp();
    try {
      fresh.emulator.faults.lex = { delayMs: 600, times: 1 };
      const [balance, hours] = await Promise.all([
        fresh.emulator.send({ content: "Hello" }),
        fresh.emulator.send({ content: "Are you open on Sundays?" }),
      ]);
      await fresh.emulator.settled();
      const answers = [balance, hours].map(({ MessageId }) =>
        readReply(fresh.emulator.messages().find((message) => message.MessageId === MessageId) ?? {}),
      );
      expect(answers).toMatchObject([
        { kind: "messages", input: "Hello", intentName: "Welcome" },
        { kind: "messages", input: "Are you open on Sundays?" },
      ]);
    } finally {
      await fresh.close();
    }
  });

  it("the one that finds its session in use asks again until that turn is over", async () => {
    const fresh = await standUp();
    try {
      fresh.emulator.faults.lex = { status: 409, name: "ConflictException", message: "In use.", times: 2 };
      const { MessageId } = await fresh.emulator.send({ content: "Hello" });
      await fresh.emulator.settled();
      const message = fresh.emulator.messages().find((one) => one.MessageId === MessageId);
      expect(readReply(message ?? {})).toMatchObject({ kind: "messages", intentName: "Welcome" });
      expect(fresh.emulator.deliveries()[0]?.turns).toHaveLength(3);
    } finally {
      await fresh.close();
    }
  });
});
