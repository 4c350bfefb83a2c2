import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeMemberships, membershipToken } from "../../src/lambda/make-memberships.ts";
import type { Log } from "../../src/ports/ports.ts";
import { type Mortal, type OwnStand, standOwn } from "./own-stand.ts";

let stand: OwnStand;
let logged: Record<string, unknown>[];
const log: Log = (_level, message, fields) => {
  if (message === "membership") logged.push(fields);
};
beforeEach(async () => {
  stand = await standOwn({ seed: 1 });
  logged = [];
});
afterEach(() => stand.emulator.close());

const WELCOME = { welcomeTexts: ["Hello."] };
const TIME = { getRemainingTimeInMillis: () => 60_000 };
const handlerOf = ({ bridge }: Mortal) => makeMemberships(bridge, { log, now: stand.now });
const run = (records: readonly object[], process = stand.process({ config: WELCOME })) =>
  handlerOf(process)({ Records: records as never }, TIME);

let number = 0;
const recordOf = (data: unknown) => ({
  eventID: `shard-1:${++number}`,
  kinesis: {
    data: Buffer.from(typeof data === "string" ? data : JSON.stringify(data)).toString("base64"),
    sequenceNumber: String(number),
  },
});
const joined = (who: "ana" | "ben" | "cleo" = "ana", more: object = {}) => ({
  ChannelArn: stand.emulator.world.channelArn,
  Member: { Arn: stand.emulator.world.users[who].arn, Name: who },
  Type: "DEFAULT",
  CreatedTimestamp: "2026-11-29T07:00:00.123Z",
  ...more,
});
const join = (who?: "ana" | "ben" | "cleo", more?: object) =>
  recordOf({ EventType: "CREATE_CHANNEL_MEMBERSHIP", Payload: joined(who, more) });
const NOTHING_LEFT = { batchItemFailures: [] };

describe("the stream of memberships", () => {
  it("welcomes each who joins, and none twice when it is replayed after 72 hours", async () => {
    const records = [join("ana"), join("ben"), join("cleo")];
    expect(await run(records)).toEqual(NOTHING_LEFT);
    expect(await run(records)).toEqual(NOTHING_LEFT);
    stand.later(72 * 3_600_000);
    expect(await run(records.toReversed())).toEqual(NOTHING_LEFT);
    expect(stand.said()).toEqual(["Hello.", "Hello.", "Hello."]);
  });

  it("welcomes who leaves and joins again a second time", async () => {
    await run([join("ana"), join("ana", { CreatedTimestamp: "2026-11-30T09:00:00Z" })]);
    expect(stand.said()).toHaveLength(2);
  });

  it("is read in either form of what isn't documented: the payload as an object or a text, and four forms of one time", async () => {
    const at = Date.parse("2026-11-29T07:00:00.123Z");
    await run([
      join("ana"),
      recordOf({ EventType: "CREATE_CHANNEL_MEMBERSHIP", Payload: JSON.stringify(joined("ana")) }),
      ...[at, at / 1_000, String(at)].map((CreatedTimestamp) => join("ana", { CreatedTimestamp })),
    ]);
    expect(stand.said()).toHaveLength(1);
  });

  it("without a time is known by the record, which a replay repeats", async () => {
    const record = join("ana", { CreatedTimestamp: undefined });
    await run([record]);
    await run([record]);
    expect(stand.said()).toHaveLength(1);
  });

  it("and code of one's own that greets are one welcome, by the token", async () => {
    const process = stand.process({ config: WELCOME });
    const { channelArn, users } = stand.emulator.world;
    const token = membershipToken(users.ana.arn, new Date("2026-11-29T07:00:00.123Z"));
    await process.bridge.greet({ channelArn, memberArn: users.ana.arn, token });
    await run([join("ana")], process);
    expect(stand.said()).toHaveLength(1);
  });

  it("welcomes no hidden member and no bot, and nothing happens at other events", async () => {
    const { bot } = stand.emulator.world;
    const process = stand.process({ config: WELCOME });
    const message = { EventType: "CREATE_CHANNEL_MESSAGE", Payload: { MessageId: "m" } };
    await run([join("ana", { Type: "HIDDEN" }), join("ana", { Member: { Arn: bot.arn } }), recordOf(message)], process);
    expect([process.calls, logged]).toEqual([[], []]);
  });

  it.each<[what: string, data: unknown]>([
    ["no JSON", "EventType"],
    ["a list", []],
    ["no EventType", { Payload: {} }],
    ["a payload of neither form", { EventType: "CREATE_CHANNEL_MEMBERSHIP", Payload: "Ana" }],
    ["a payload without a member", { EventType: "CREATE_CHANNEL_MEMBERSHIP", Payload: { ChannelArn: "arn:x" } }],
  ])("passes over a record with %s, says so once, and welcomes the next", async (_what, data) => {
    expect(await run([recordOf(data), join()])).toEqual(NOTHING_LEFT);
    expect(stand.said()).toHaveLength(1);
    expect(logged).toHaveLength(1);
  });

  it("passes over whom Chime doesn't let it welcome, so that they hold up nobody", async () => {
    const channelArn = await stand.emulator.createChannel({ members: ["ana"] });
    expect(await run([join("ana", { ChannelArn: channelArn }), join("ben")])).toEqual(NOTHING_LEFT);
    expect(logged).toMatchObject([{ code: "SEND_FORBIDDEN" }]);
    expect(stand.said()).toHaveLength(1);
  });

  it("stops at the first that can't be done now, and goes on from there when Lambda comes again", async () => {
    const records = [join("ana"), join("ben"), join("cleo")];
    const { users } = stand.emulator.world;
    let isOut = true;
    const process = stand.process({
      config: WELCOME,
      ports: {
        claims: {
          ...stand.claims,
          write: (id, write, options) => {
            if (isOut && stand.said().length > 0) return Promise.reject(new Error("out"));
            return stand.claims.write(id, write, options);
          },
        },
      },
    });
    const handle = handlerOf(process);
    const first = await handle({ Records: records as never }, { getRemainingTimeInMillis: () => 8_000 });
    expect(first.batchItemFailures).toEqual([{ itemIdentifier: records[1]?.kinesis.sequenceNumber }]);
    isOut = false;
    stand.later(60_000);
    expect(await handle({ Records: records.slice(1) as never }, TIME)).toEqual(NOTHING_LEFT);
    expect(stand.said()).toHaveLength(Object.keys(users).length);
  }, 40_000);

  it("begins none without the time for it", async () => {
    const record = join();
    const answer = await handlerOf(stand.process({ config: WELCOME }))(
      { Records: [record] as never },
      { getRemainingTimeInMillis: () => 3_000 },
    );
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: record.kinesis.sequenceNumber }]);
    expect(stand.said()).toEqual([]);
  });

  it("costs no call where no welcome is configured", async () => {
    const process = stand.process();
    expect(await run([join()], process)).toEqual(NOTHING_LEFT);
    expect(process.calls).toEqual([]);
  });
});
