import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Claims } from "../../src/ports/claims.ts";
import { type OwnStand, standOwn } from "./own-stand.ts";

let stand: OwnStand;
beforeEach(async () => {
  stand = await standOwn();
});
afterEach(() => stand.emulator.close());

const LONG = "word ".repeat(700).trim();
const inChannel = () => ({ channelArn: stand.emulator.world.channelArn });
const order = () => ({ ...inChannel(), messages: ["Your order is on its way."], token: "order-7" });

describe("what the bot says of its own accord", () => {
  it("is in the channel in its name, once for its token, and another token is another time", async () => {
    const { bridge } = stand.process();
    expect((await bridge.say(order())).outcome).toBe("replied");
    expect((await bridge.say(order())).outcome).toBe("settled");
    expect((await stand.process().bridge.say(order())).outcome).toBe("settled");
    await bridge.say({ ...order(), token: "order-8" });
    expect(stand.said()).toEqual(["Your order is on its way.", "Your order is on its way."]);
  });

  it("is one thing in one channel and another in the next, with the same token", async () => {
    const { bridge } = stand.process();
    const channelArn = await stand.emulator.createChannel({ members: ["ana", "bot"] });
    await bridge.say(order());
    await bridge.say({ ...order(), channelArn });
    expect(stand.emulator.messages().map(({ ChannelArn }) => ChannelArn)).toEqual([inChannel().channelArn, channelArn]);
  });

  it("is seen by its target alone", async () => {
    const { ana } = stand.emulator.world.users;
    await stand.process().bridge.say({ ...order(), target: ana.arn });
    expect(stand.emulator.messages().map(({ Target }) => Target)).toEqual([[{ MemberArn: ana.arn }]]);
  });

  it("is split where it doesn't fit, in order, and cards keep their buttons", async () => {
    const card = { title: "What next?", buttons: [{ text: "Balance", value: "Balance" }] };
    const messages = [LONG, LONG, { contentType: "ImageResponseCard", imageResponseCard: card }];
    const { sent } = await stand.process().bridge.say({ ...inChannel(), messages, token: "long" });
    expect(sent).toEqual({ parts: 2, of: 2 });
    expect(stand.said()).toEqual([LONG, expect.stringContaining("Balance")]);
  });

  it("is said once by twenty callers at once, each of which is told so", async () => {
    const records = await Promise.all(Array.from({ length: 20 }, () => stand.process().bridge.say(order())));
    // Who finds it remembered and not yet recorded as sent helps, and counts as who said it.
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(["replied", "settled"]));
    expect(stand.said()).toHaveLength(1);
  });

  it("is said once, though it is asked for again after 72 hours, when Chime may have forgotten its tokens", async () => {
    await stand.process().bridge.say(order());
    stand.later(72 * 3_600_000);
    expect((await stand.process().bridge.say(order())).outcome).toBe("settled");
    stand.later(17 * 86_400_000);
    expect((await stand.process().bridge.say(order())).outcome).toBe("settled");
    expect(stand.said()).toHaveLength(1);
  });

  it("also in replace", async () => {
    await stand.process({ config: { delivery: "replace" } }).bridge.say(order());
    await stand.process({ config: { delivery: "reply" } }).bridge.say(order());
    expect(stand.said()).toHaveLength(1);
  });

  it("passes the flow that it goes through, and is no question to the bot", async () => {
    const { bridge } = stand.process();
    stand.emulator.setProcessor((event) => bridge.handle(event));
    await bridge.say(order());
    await stand.emulator.settled();
    expect(stand.emulator.messages().map(({ Status }) => Status.Value)).toEqual(["SENT"]);
    expect(stand.said()).toHaveLength(1);
  });

  it("is logged as what it is, and counts as no delivery", async () => {
    const lines: string[] = [];
    const { bridge } = stand.process({ ports: { log: (_level, message) => lines.push(message) } });
    await bridge.say(order());
    expect(lines).toEqual(["own"]);
  });
});

describe("whatever a process dies at", () => {
  const DEATHS = [0, 1, 2, 3, 4].flatMap((at) => [
    { at, when: "before" as const },
    { at, when: "after" as const },
  ]);

  it.each(DEATHS)(
    "dies $when call number $at: the next caller says what is left, each part once and in order",
    async (death) => {
      const words = { ...inChannel(), messages: [LONG, LONG], token: "long" };
      const dying = stand.process({ death });
      dying.bridge.say(words).catch(() => {});
      await dying.dead;
      // The dead one's time passes.
      stand.later(60_000);
      const record = await stand.process().bridge.say(words);
      expect(["replied", "settled"]).toContain(record.outcome);
      expect(stand.said()).toEqual([LONG, LONG]);
      stand.later(72 * 3_600_000);
      expect((await stand.process().bridge.say(words)).outcome).toBe("settled");
      expect(stand.said()).toEqual([LONG, LONG]);
    },
  );
});

describe("where it can't be said", () => {
  const dead: Claims = {
    isDurable: true,
    read: () => Promise.reject(new BridgeError("CLAIMS_REFUSED")),
    write: () => Promise.reject(new BridgeError("CLAIMS_REFUSED")),
  };

  it("nothing goes out without the store, and the same call says it once the store is back", async () => {
    await expect(stand.process({ ports: { claims: dead } }).bridge.say(order())).rejects.toMatchObject({
      code: "WORDS_UNREMEMBERED",
    });
    expect(stand.said()).toEqual([]);
    await stand.process().bridge.say(order());
    expect(stand.said()).toHaveLength(1);
  });

  it("who finds another at work until after its own time leaves it to the other, and says so", async () => {
    const dying = stand.process({ death: { at: 1, when: "before" } });
    dying.bridge.say(order(), { deadline: Date.now() + 60_000 }).catch(() => {});
    await dying.dead;
    const late = stand.process().bridge.say(order(), { deadline: Date.now() + 300 });
    await expect(late).rejects.toMatchObject({ code: "WORDS_HELD" });
    expect(stand.said()).toEqual([]);
  });

  it.each<[what: string, change: object, told: RegExp]>([
    ["no messages", { messages: [] }, /messages must be/],
    ["a message of no kind", { messages: [{ text: "Hello" }] }, /messages must be/],
    ["no token", { token: "" }, /token must be/],
    ["no channel", { channelArn: undefined }, /channelArn must be/],
    ["a bot that isn't there", { bot: 3 }, /no bots\[3\]/],
  ])("%s is the caller's error, and nothing is claimed", async (_what, change, told) => {
    const { bridge, calls } = stand.process();
    const refused = await bridge.say({ ...order(), ...change } as never).catch((caught: Error) => caught.message);
    expect(refused).toMatch(told);
    expect(refused).toMatch(/\. Correct what the message names/);
    expect(calls).toEqual([]);
  });

  it("a payload that fits nowhere is refused before anything is claimed", async () => {
    const messages = [{ contentType: "CustomPayload", content: JSON.stringify({ text: "x".repeat(5_000) }) }];
    const { bridge, calls } = stand.process();
    await expect(bridge.say({ ...order(), messages })).rejects.toMatchObject({ code: "REPLY_TOO_LARGE" });
    expect(calls).toEqual([]);
  });
});
