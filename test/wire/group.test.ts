import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { bridgeOnWire, type OnWire } from "./bridge-on-wire.ts";
import { BANK_BOT, TRAVEL_BOT } from "./emulator.ts";

/** A group of three people and two bots, which speak when they are mentioned. */
let wire: OnWire;
let channel: string;
const MENTIONED = { invokedBy: { standardMessages: "MENTIONS" } } as const;

async function group(
  bots: Parameters<typeof bridgeOnWire>[0] = {},
  hooks: NonNullable<Parameters<typeof bridgeOnWire>[1]>["hooks"] = {},
): Promise<void> {
  wire = await bridgeOnWire(
    {
      delivery: "reply",
      bots: [
        { aliases: ["bank"], ...MENTIONED },
        { aliases: ["Travel Desk"], ...MENTIONED },
      ],
      ...bots,
    },
    { hooks, emulator: { bots: [BANK_BOT, TRAVEL_BOT] } },
  );
  channel = await wire.emulator.createChannel({ members: ["ben", "cleo", "bot", wire.emulator.world.bots[1].arn] });
}
afterEach(() => wire.close());

async function say(content: string, more: object = {}) {
  const { MessageId } = await wire.emulator.send({ content, channel, ...more });
  await wire.emulator.settled();
  return wire.decisionOf(MessageId) ?? expect.fail("There is no record.");
}
/** Who has answered this message. */
const speakers = () =>
  wire.emulator
    .messages()
    .filter(({ Sender }) => Sender.Arn.includes("/bot/"))
    .map(({ Sender }) => (Sender.Arn === wire.emulator.world.bot.arn ? "bank" : "travel"));
const invoked = (decision: { trace: readonly { step: string; because: string }[] }) =>
  decision.trace.find(({ step }) => step === "not-invoked")?.because ?? "";

describe("in a group of three people and two bots", () => {
  beforeEach(() => group());

  it("nobody answers whom nobody mentioned, and the trace says where it was looked", async () => {
    const decision = await say("Are you coming on Sunday?");
    expect(speakers()).toEqual([]);
    expect(decision.verdict).toEqual({ kind: "release", reason: "not-invoked" });
    expect(invoked(decision)).toMatch(/CHIME\.mentions.*Metadata.*text/);
  });

  it.each<[source: string, send: (arn: string) => object, because: RegExp]>([
    [
      "the attribute CHIME.mentions",
      (arn) => ({ attributes: { "CHIME.mentions": { StringValues: [arn] } } }),
      /CHIME\.mentions/,
    ],
    ["Metadata", (arn) => ({ metadata: JSON.stringify({ mentions: [arn] }) }), /Metadata/],
  ])("the bot answers that %s mentions", async (_source, send, because) => {
    const decision = await say("Hello", send(wire.emulator.world.bots[1].arn));
    expect(speakers()).toEqual(["travel"]);
    expect(decision.bot).toMatchObject({ index: 1, appInstanceBotArn: wire.emulator.world.bots[1].arn });
    expect(invoked(decision)).toMatch(because);
  });

  it("the bot answers that the text mentions, in any case, and Lex is asked without the mention", async () => {
    const decision = await say("Hello @travel desk!");
    expect(speakers()).toEqual(["travel"]);
    expect(invoked(decision)).toMatch(/text/);
    const own = wire.emulator.messages().find(({ MessageId }) => MessageId === decision.messageId);
    expect(own?.Content).toBe("Hello @travel desk!");
    expect(decision.intent?.name).not.toBe("FallbackIntent");
  });

  it("the bot answers that is targeted, and only the one who asked sees it", async () => {
    await say("Hello", { target: wire.emulator.world.bots[1].arn });
    expect(speakers()).toEqual(["travel"]);
    expect(wire.emulator.messages().at(-1)?.Target).toEqual([{ MemberArn: wire.emulator.world.users.ana.arn }]);
  });

  it("a bot's message that mentions another bot is let through, and no bot answers it", async () => {
    const { bot, bots } = wire.emulator.world;
    const decision = await say("Ask @travel desk", {
      as: bot.arn,
      attributes: { "CHIME.mentions": { StringValues: [bots[1].arn] } },
    });
    expect(decision.verdict).toEqual({ kind: "release", reason: "own-message" });
    expect(wire.emulator.messages()).toHaveLength(1);
  });

  it("each person and each bot has a conversation of their own", async () => {
    const ids = [];
    for (const as of ["ana", "ben"]) {
      ids.push((await say("@bank what is my balance?", { as })).sessionId);
      ids.push((await say("@travel desk hello", { as })).sessionId);
    }
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toBe(ids[1]);
    const answers = wire.emulator.messages().filter(({ Sender }) => Sender.Arn.includes("/bot/"));
    expect(answers.map((message) => readReply(message)).every(({ kind }) => kind === "messages")).toBe(true);
    // Each person's conversation with the bank goes on where they left it.
    expect((await say("@bank savings", { as: "ben" })).intent?.name).toBe("CheckBalance");
  });
});

it("each bot answers by its own policies", async () => {
  await group({
    bots: [
      { aliases: ["bank"], ...MENTIONED, onFailure: "message", failureText: "The bank is closed.", private: true },
      { aliases: ["desk"], ...MENTIONED, onFailure: "error" },
    ],
  });
  wire.emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "no" };
  await say("@bank hello");
  await say("@desk hello");
  const said = wire.emulator.messages().filter(({ Sender }) => Sender.Arn.includes("/bot/"));
  expect(said.map(({ Content }) => Content)).toEqual([
    '{"Messages":[{"Content":"The bank is closed.","ContentType":"PlainText"}]}',
    '{"Code":403}',
  ]);
  expect(said.map(({ Target }) => Target?.length ?? 0)).toEqual([1, 0]);
});

describe("whom nobody mentions", () => {
  it("route sends to a bot by its place, its ARN, nobody, or the first that is invoked", async () => {
    let answer: number | string | null | undefined = 1;
    await group({ bots: [{}, {}] }, { route: () => answer });
    await say("Hello");
    answer = wire.emulator.world.bots[0].arn;
    await say("Hello");
    answer = null;
    await say("Hello");
    answer = undefined;
    await say("Hello");
    expect(speakers()).toEqual(["travel", "bank", "bank"]);
  });

  it("is released where route names a bot that isn't there, and the record says why", async () => {
    await group({ bots: [{}, {}] }, { route: () => 7 });
    expect(await say("Hello")).toMatchObject({ outcome: "failed", error: { code: "HOOK_FAILED" } });
    expect(speakers()).toEqual([]);
  });

  it("is answered under AUTO where there is one other member, and not in a group; members are counted once a minute", async () => {
    await group({ bots: [{ invokedBy: { standardMessages: "AUTO" } }] });
    expect(invoked(await say("Hello"))).toMatch(/member/);
    await say("Hello again");
    expect(speakers()).toEqual([]);
    expect(wire.calls.filter(({ port }) => port === "countMembers")).toHaveLength(1);
    channel = await wire.emulator.createChannel({ members: ["bot"] });
    await say("Hello");
    expect(speakers()).toEqual(["bank"]);
  });

  it("is not answered under AUTO where members can't be counted, and the record says so", async () => {
    await group({ bots: [{ invokedBy: { standardMessages: "AUTO" } }] });
    wire.emulator.faults.memberships = { status: 403, name: "ForbiddenException", message: "no" };
    channel = await wire.emulator.createChannel({ members: ["bot"] });
    expect((await say("Hello")).warnings).toEqual([expect.stringMatching(/^members-unknown: LOOKUP_REFUSED/)]);
    expect(speakers()).toEqual([]);
  });
});

describe("in replace, in the same group", () => {
  it("the mentioned bot's reply stands in the message's place, and ten long messages fit with their losses listed", async () => {
    const messages = Array.from({ length: 10 }, (_, at) => ({
      contentType: "PlainText",
      content: `${at} `.repeat(500),
    }));
    await group(
      { delivery: "replace", bots: [{ aliases: ["bank"], ...MENTIONED }] },
      { beforeTurn: () => ({ messages }) },
    );
    const decision = await say("@bank tell me everything");
    expect(decision.outcome).toBe("replied");
    expect(decision.losses.length).toBeGreaterThan(0);
    expect(decision.sizes.content).toBeLessThanOrEqual(4096);
    expect(wire.emulator.messages()).toHaveLength(1);
  });
});
