import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeMemberships } from "../../src/lambda/make-memberships.ts";
import { type MembershipRecord, type MembershipStream, streamMemberships } from "../../tools/emulator/index.ts";
import { readConversation } from "../../tools/testing/conversation/script/read-script.ts";
import { type OwnStand, standOwn } from "./own-stand.ts";

let stand: OwnStand;
let stream: MembershipStream | undefined;
beforeEach(async () => {
  stand = await standOwn({ seed: 1 });
});
afterEach(() => {
  stream?.close();
  return stand.emulator.close();
});

const TEXTS = ["Hello, I am the bank's bot."];
const NOTHING_LEFT = { batchItemFailures: [] };
const bridgeOn = () => {
  const { bridge } = stand.process({ config: { welcomeTexts: TEXTS } });
  return makeMemberships(bridge, { log: () => {}, now: stand.now });
};
const typeOf = ({ kinesis }: MembershipRecord) =>
  JSON.parse(Buffer.from(kinesis.data, "base64").toString("utf8")).EventType;

describe("the emulator's stream of memberships", () => {
  it("welcomes each who joins, once though it is replayed after 72 hours, and again who comes back", async () => {
    const { emulator } = stand;
    stream = streamMemberships(emulator, bridgeOn());
    await emulator.join({ member: "cleo" });
    await stream.settled();
    stand.later(72 * 3_600_000);
    await stream.replay();
    await stream.replay();
    expect(stand.said()).toEqual(TEXTS);
    await emulator.leave({ member: "cleo" });
    emulator.clock.advance(60_000);
    await emulator.join({ member: "cleo" });
    await stream.settled();
    expect(stand.said()).toEqual([...TEXTS, ...TEXTS]);
    expect(stream.records().map(typeOf)).toEqual([
      "CREATE_CHANNEL_MEMBERSHIP",
      "DELETE_CHANNEL_MEMBERSHIP",
      "CREATE_CHANNEL_MEMBERSHIP",
    ]);
  });

  it("comes again from the first number that failed, and gives up a record alone that fails each time", async () => {
    const batches: string[][] = [];
    stream = streamMemberships(
      stand.emulator,
      async ({ Records }) => {
        const numbers = Records.map(({ kinesis }) => kinesis.sequenceNumber.replace(/^0+/, ""));
        batches.push(numbers);
        const bad = Records.find(({ kinesis }) => kinesis.sequenceNumber.endsWith("2"));
        return bad ? { batchItemFailures: [{ itemIdentifier: bad.kinesis.sequenceNumber }] } : NOTHING_LEFT;
      },
      { tries: 3 },
    );
    // A channel of three brings three records.
    await stand.emulator.createChannel({ members: ["ben", "cleo"] });
    await stream.settled();
    expect(batches).toEqual([["1", "2", "3"], ["2", "3"], ["2", "3"], ["3"]]);
    expect(stream.failed().map(({ eventID }) => eventID.at(-1))).toEqual(["2"]);
  });

  it("takes a handler that throws for one whose whole batch failed", async () => {
    let calls = 0;
    stream = streamMemberships(stand.emulator, async () => {
      if (++calls === 1) throw new Error("It died.");
      return NOTHING_LEFT;
    });
    await stand.emulator.join({ member: "cleo" });
    await stream.settled();
    expect([calls, stream.failed()]).toEqual([2, []]);
  });

  it("counts the tries of a record anew once those before it are done, and takes a number that isn't the batch's for all of it", async () => {
    // The places at which each invocation fails: 1 is the first record that waits then.
    const failures = [1, 1, 2, 1, 0, 9];
    const batches: number[][] = [];
    stream = streamMemberships(
      stand.emulator,
      async ({ Records }) => {
        batches.push(Records.map(({ kinesis }) => Number(kinesis.sequenceNumber)));
        const at = failures[batches.length - 1] ?? 0;
        const itemIdentifier = Records[at - 1]?.kinesis.sequenceNumber ?? "another";
        return at === 0 ? NOTHING_LEFT : { batchItemFailures: [{ itemIdentifier }] };
      },
      { batchSize: 2, tries: 3 },
    );
    await stand.emulator.createChannel({ members: ["ben", "cleo"] });
    await stream.settled();
    expect(batches).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
      [2, 3],
      [2, 3],
    ]);
    await stand.emulator.createChannel({ members: ["ben"] });
    await stream.settled();
    expect(batches.slice(5)).toEqual([
      [4, 5],
      [4, 5],
    ]);
    expect(stream.failed()).toEqual([]);
  });

  it("knows who came back from who stayed, also where both happened at once", async () => {
    const { emulator } = stand;
    let tell: Parameters<typeof emulator.on>[0] = () => {};
    const on = (listener: typeof tell) => {
      tell = listener;
      return () => {};
    };
    stream = streamMemberships({ on }, async () => NOTHING_LEFT);
    let was: Parameters<typeof tell>[0] | undefined;
    const off = emulator.on((change) => {
      was = change.kind === "channel" ? change : was;
    });
    await emulator.join({ member: "cleo" });
    off();
    if (was?.kind !== "channel" || !was.is) expect.fail("No channel changed.");
    const { is } = was;
    const later = new Map([...is.members].map(([arn, one]) => [arn, { ...one, createdAt: one.createdAt + 1 }]));
    const { cleo } = emulator.world.users;
    const members = new Map(is.members).set(cleo.arn, later.get(cleo.arn) as never);
    tell({ kind: "channel", was: is, is: { ...is, members } });
    await stream.settled();
    expect(stream.records().map(typeOf)).toEqual(["DELETE_CHANNEL_MEMBERSHIP", "CREATE_CHANNEL_MEMBERSHIP"]);
  });
});

describe("who joins or leaves the emulator by hand", () => {
  it("is refused who is there already, and who isn't there", async () => {
    await expect(stand.emulator.join({ member: "ana" })).rejects.toMatchObject({ code: "SEND_REFUSED" });
    await expect(stand.emulator.leave({ member: "cleo" })).rejects.toMatchObject({ code: "SEND_REFUSED" });
  });
});

describe("a script with people", () => {
  it.each([
    ["bot: Hello", /a bot only answers: it can't follow pause/],
    ["pause: 3", /must be true, or an object of of and for/],
  ])("is refused with its line where it says %s behind a pause", async (step, told) => {
    const folder = mkdtempSync(join(tmpdir(), "script-"));
    try {
      const file = join(folder, "people.yaml");
      writeFileSync(file, `title: People\nturns:\n  - user: Hello\n  - pause: true\n  - ${step}\n`);
      await expect(readConversation(file)).rejects.toThrow(told);
      await expect(readConversation(file)).rejects.toThrow(/people\.yaml:5/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
