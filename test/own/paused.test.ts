import { describe, expect, it, vi } from "vitest";
import { makeMemberships } from "../../src/lambda/make-memberships.ts";
import { useVirtualTime } from "../claims/virtual-time.ts";
import { CHANNEL, HANDOFF, type OfficeOptions, openOffice, userOf } from "../handoff/office.ts";

useVirtualTime();

const WELCOME = { welcomeTexts: ["Hello, I am the bank's bot."] };
const here = { channelArn: CHANNEL };
const order = { ...here, messages: ["Your order is on its way."], token: "order-7" };
const open = (options: OfficeOptions = {}) => openOffice({ ...options, config: { ...WELCOME, ...options.config } });
const STORY = Array.from({ length: 3 }, (_, at) => `${at} ${"word ".repeat(700)}`.trim());
/** Time passes only so that what comes later has a later time. */
const later = () => vi.advanceTimersByTimeAsync(10);

describe("while a person has taken over", () => {
  it("the bot says nothing of its own accord, and says it once by the same token when the bots are back", async () => {
    const { bridge, texts } = open();
    await bridge.pause(here);
    await expect(bridge.say(order)).rejects.toMatchObject({ code: "WORDS_PAUSED", fault: "caller" });
    await expect(bridge.say(order)).rejects.toMatchObject({ code: "WORDS_PAUSED" });
    expect(texts()).toEqual([]);
    await later();
    await bridge.resume(here);
    expect((await bridge.say(order)).outcome).toBe("replied");
    expect((await bridge.say(order)).outcome).toBe("settled");
    expect(texts()).toEqual(order.messages);
  });

  it("it says what its caller wants said all the same", async () => {
    const { bridge, texts } = open();
    await bridge.pause(here);
    await bridge.say({ ...order, duringPause: true });
    await bridge.greet({ ...here, token: "joined 1", duringPause: true });
    expect(texts()).toEqual([...order.messages, ...WELCOME.welcomeTexts]);
  });

  it("it welcomes nobody", async () => {
    const { bridge, texts } = open();
    await bridge.pause(here);
    const greeting = { ...here, memberArn: userOf("ana"), token: "joined 1" };
    await expect(bridge.greet(greeting)).rejects.toMatchObject({ code: "WORDS_PAUSED" });
    expect(texts()).toEqual([]);
  });

  it("what it was saying ends after one message at most, and is never gone on with", async () => {
    let isSending = false;
    const office = open({
      before: async (call) => {
        if (call !== "send" || isSending) return;
        isSending = true;
        await office.bridge.pause(here);
      },
    });
    const record = await office.bridge.say({ ...order, messages: STORY });
    expect(record).toMatchObject({ outcome: "replied", sent: { parts: 1, of: 3 }, pause: { behind: 1 } });
    await later();
    await office.bridge.resume(here);
    expect((await office.bridge.say({ ...order, messages: STORY })).outcome).toBe("settled");
    expect(office.texts()).toHaveLength(1);
  });

  it("in one conversation, the others are still spoken to, and so are all", async () => {
    const { bridge, texts } = open({ config: { handoff: { ...HANDOFF, agents: [], scope: "session" } } });
    await bridge.pause({ ...here, senderArn: userOf("ana") });
    const toAna = bridge.say({ ...order, target: userOf("ana") });
    await expect(toAna).rejects.toMatchObject({ code: "WORDS_PAUSED" });
    await bridge.say({ ...order, target: userOf("ben"), token: "order-8" });
    await bridge.say({ ...order, token: "order-9" });
    expect(texts()).toHaveLength(2);
  });

  it("is no failure: the record is of words that were released, and says since when", async () => {
    const entries: [string, string, Record<string, unknown>][] = [];
    const { newBridge } = open();
    const bridge = newBridge({ log: (level, message, fields) => entries.push([level, message, fields]) });
    await bridge.pause(here);
    await bridge.say(order).catch(() => {});
    const [level, message, record] = entries.at(-1) ?? [];
    expect([level, message, record?.["outcome"], record?.["error"]]).toEqual(["info", "own", "released", undefined]);
    expect(record?.["trace"]).toMatchObject([
      { step: "paused", pass: false, because: expect.stringMatching(/^since 20/) },
    ]);
  });

  it("who joins is passed over in the stream, and those behind it aren't held up", async () => {
    const { bridge, texts, ports } = open();
    const levels: string[] = [];
    const handler = makeMemberships(bridge, { now: ports.now, log: (level) => levels.push(level) });
    const recordOf = (channelArn: string, sequenceNumber: string) => ({
      kinesis: {
        sequenceNumber,
        data: Buffer.from(
          JSON.stringify({
            EventType: "CREATE_CHANNEL_MEMBERSHIP",
            Payload: { ChannelArn: channelArn, Member: { Arn: userOf("ana") }, CreatedTimestamp: 1_795_000_000 },
          }),
        ).toString("base64"),
      },
    });
    await bridge.pause(here);
    const records = [recordOf(CHANNEL, "1"), recordOf(`${CHANNEL}2`, "2")];
    const answer = await handler({ Records: records }, { getRemainingTimeInMillis: () => 60_000 });
    expect(answer).toEqual({ batchItemFailures: [] });
    expect([texts(), levels]).toEqual([WELCOME.welcomeTexts, ["info"]]);
  });

  it("and nobody can tell whether one has, nothing is said, and the same call says it once the store is back", async () => {
    let isOut = true;
    const { bridge, texts } = open({
      before: (call) => {
        if (isOut && call === "read pause") throw new Error("The table is out.");
      },
    });
    await expect(bridge.say(order)).rejects.toMatchObject({ code: "WORDS_UNREMEMBERED" });
    isOut = false;
    await bridge.say(order);
    expect(texts()).toEqual(order.messages);
  });
});

it("without handoff, no pause is read for what the bot says of its own accord", async () => {
  const { bridge, calls } = open({ config: { handoff: undefined } });
  await bridge.say(order);
  expect(calls).toEqual(["claim", "remember", "send", "finish"]);
});

it("with handoff, it costs three reads of the pause, and in a pause it is refused after one", async () => {
  const { bridge, calls } = open();
  await bridge.say(order);
  expect(calls).toEqual(["claim", "read pause", "remember", "read pause", "send", "finish", "read pause"]);
  await bridge.pause(here);
  const before = calls.length;
  await bridge.say({ ...order, token: "order-8" }).catch(() => {});
  expect(calls.slice(before)).toEqual(["claim", "read pause", "reclaim"]);
});
