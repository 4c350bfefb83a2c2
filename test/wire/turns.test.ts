import { afterEach, describe, expect, it } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { bridgeOnWire, type OnWire } from "./bridge-on-wire.ts";

let wire: OnWire;
afterEach(() => wire.close());

async function say(content: string, more: object = {}) {
  const { MessageId } = await wire.emulator.send({ content, ...more });
  await wire.emulator.settled();
  return wire.decisionOf(MessageId) ?? expect.fail("There is no record.");
}
const lastTexts = () => {
  const read = readReply(wire.emulator.messages().at(-1) ?? {});
  return read.kind === "messages" ? read.messages.map(({ content }) => content) : [read.kind];
};
const portsCalled = () => wire.calls.map(({ port }) => port);
const sessionOf = async (sessionId = "") => {
  const [bot] = wire.emulator.world.lexBots;
  const key = { botId: bot?.botId ?? "", botAliasId: "TSTALIASID", localeId: "en_US", sessionId };
  return wire.emulator.ports.getSession(key, { signal: AbortSignal.timeout(2_000) });
};

describe("a conversation", () => {
  it("is ended by a reset phrase, which is no turn, and begins afresh", async () => {
    wire = await bridgeOnWire({ resetPhrases: ["start over"], resetText: "Gone and forgotten." });
    const { sessionId } = await say("What is my balance?");
    expect((await sessionOf(sessionId))?.intent?.name).toBe("CheckBalance");
    await say("Start  over!".replace("  ", " "));
    expect(lastTexts()).toEqual(["Gone and forgotten."]);
    expect(await sessionOf(sessionId)).toBeUndefined();
    expect(portsCalled().filter((port) => port === "recognizeText")).toHaveLength(1);
  });

  it("is ended by resetSession, which says nothing where there is none", async () => {
    wire = await bridgeOnWire();
    const { sessionId } = await say("What is my balance?");
    const { channelArn, users } = wire.emulator.world;
    await wire.bridge.resetSession({ channelArn, senderArn: users.ana.arn });
    expect(await sessionOf(sessionId)).toBeUndefined();
    await expect(wire.bridge.resetSession({ channelArn, senderArn: users.ana.arn })).resolves.toBeUndefined();
    await expect(wire.bridge.resetSession({ channelArn, senderArn: users.ana.arn, bot: 3 })).rejects.toMatchObject({
      code: "USAGE",
    });
  });

  it("is shared by whom the function session puts together", async () => {
    wire = await bridgeOnWire({}, { hooks: { session: ({ message }) => `family-of-${message.ChannelArn.at(-1)}` } });
    const ids = [(await say("Hello")).sessionId, (await say("Hello", { as: "ben" })).sessionId];
    expect(ids[0]).toMatch(/^family-of-.:[0-9a-f]{16}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  it.each([
    ["asker", ["CheckBalance", undefined], "release"],
    ["anyone", ["CheckBalance", "CheckBalance"], "turn"],
  ] as const)("that is shared takes an answer from others as sharedSlot %s says", async (sharedSlot, intents, kind) => {
    wire = await bridgeOnWire({ session: "channel", sharedSlot });
    const asked = await say("What is my balance?");
    const interjected = await say("savings", { as: "ben" });
    expect([asked.intent?.name, interjected.intent?.name]).toEqual(intents);
    expect(interjected.verdict?.kind).toBe(kind);
    expect((await say("savings")).intent?.name).toBe("CheckBalance");
  });

  it("is held in the language that the function locale names, and refuses what is none", async () => {
    const asked: string[] = [];
    wire = await bridgeOnWire(
      {},
      {
        hooks: {
          locale: ({ message }) => (message.Content === "Hello" ? "en_US" : "English"),
          beforeTurn: ({ localeId }) => void asked.push(localeId),
        },
      },
    );
    await say("Hello");
    expect(asked).toEqual(["en_US"]);
    expect(await say("Hi")).toMatchObject({ outcome: "errored", error: { code: "HOOK_FAILED" } });
  });
});

describe("attributes", () => {
  it("of the session are sent only as far as the list goes, and erase nothing that the session holds", async () => {
    wire = await bridgeOnWire(
      { sessionAttributes: { tier: "gold" }, sendSessionAttributes: ["tier", "mood"] },
      { hooks: { sessionAttributes: () => ({ mood: "fine", secret: "x" }) } },
    );
    const { sessionId, warnings } = await say("Hello");
    expect(warnings).toEqual(["session-attributes-not-sent: secret not in sendSessionAttributes"]);
    expect((await sessionOf(sessionId))?.sessionAttributes).toMatchObject({ tier: "gold", mood: "fine" });
    const [bot] = wire.emulator.world.lexBots;
    expect(bot?.botId).toBeDefined();
    await say("Hello");
    expect((await sessionOf(sessionId))?.sessionAttributes).toEqual({ tier: "gold", mood: "fine" });
  });

  it("of the session are not sent where what it holds can't be read", async () => {
    wire = await bridgeOnWire({ sessionAttributes: { tier: "gold" }, sendSessionAttributes: ["tier"] });
    wire.emulator.faults.getSession = { status: 403, name: "AccessDeniedException", message: "no" };
    const { sessionId, warnings, outcome } = await say("Hello");
    expect(outcome).toBe("replied");
    expect(warnings).toEqual([expect.stringMatching(/^session-unread: LEX_ACCESS_DENIED/)]);
    wire.emulator.faults.getSession = undefined;
    expect((await sessionOf(sessionId))?.sessionAttributes ?? {}).not.toHaveProperty("tier");
  });

  it("of the request come from the configuration and from the function, reserved names refused", async () => {
    const seen: Record<string, string>[] = [];
    let more: Record<string, string> = { shift: "night" };
    wire = await bridgeOnWire(
      { requestAttributes: { brand: "acme" } },
      {
        hooks: {
          requestAttributes: () => more,
          beforeTurn: ({ requestAttributes }) => void seen.push({ ...requestAttributes }),
        },
      },
    );
    await say("Hello");
    expect(seen[0]).toMatchObject({
      brand: "acme",
      shift: "night",
      "CHIME.sender.arn": wire.emulator.world.users.ana.arn,
    });
    more = { "CHIME.sender.arn": "somebody else" };
    expect(await say("Hello")).toMatchObject({ outcome: "errored", error: { code: "HOOK_FAILED" } });
  });

  it("of Lex's own that callers may set pass from option and function, and are obeyed", async () => {
    const seen: Record<string, string>[] = [];
    wire = await bridgeOnWire(
      { requestAttributes: { "x-amz-lex:time-zone": "Pacific/Auckland" } },
      {
        hooks: {
          requestAttributes: () => ({ "x-amz-lex:intent-switch": "DISABLE" }),
          beforeTurn: ({ requestAttributes }) => {
            seen.push({ ...requestAttributes });
            return { requestAttributes: { "x-amz-lex:accept-content-types": "PlainText" } };
          },
        },
      },
    );
    await say("What is my balance?");
    expect(seen[0]).toMatchObject({
      "x-amz-lex:time-zone": "Pacific/Auckland",
      "x-amz-lex:intent-switch": "DISABLE",
    });
    await say("transfer money");
    const [turn] = wire.emulator.deliveries().at(-1)?.turns ?? [];
    expect(turn?.request.requestAttributes["x-amz-lex:accept-content-types"]).toBe("PlainText");
    expect(turn?.result?.sessionState?.intent?.name).toBe("CheckBalance");
  });

  it("are exported by the allow-lists, less what is denied", async () => {
    wire = await bridgeOnWire({ exportSlots: ["*"], exportDeny: ["*Number*", "Last4*"] });
    await say("What is my balance?");
    await say("savings");
    const { MessageAttributes = {} } = wire.emulator.messages().at(-1) ?? {};
    expect(Object.keys(MessageAttributes).filter((name) => name.includes("slots"))).toEqual([
      "CHIME.LEX.sessionState.intent.slots.AccountType",
    ]);
  });
});

describe("the hooks of a turn", () => {
  it("change what is asked", async () => {
    wire = await bridgeOnWire({}, { hooks: { beforeTurn: () => ({ text: "What is my balance?" }) } });
    expect((await say("Kontostand, bitte")).intent?.name).toBe("CheckBalance");
  });

  it("answer without Lex", async () => {
    wire = await bridgeOnWire(
      {},
      { hooks: { beforeTurn: () => ({ messages: [{ contentType: "PlainText", content: "Closed today." }] }) } },
    );
    await say("Hello");
    expect(lastTexts()).toEqual(["Closed today."]);
    expect(portsCalled()).not.toContain("recognizeText");
  });

  it.each([
    ["release", "SENT"],
    ["deny", "DENIED"],
  ] as const)("can say %s before the turn and after it", async (ruling, status) => {
    wire = await bridgeOnWire({}, { hooks: { beforeTurn: () => ruling } });
    expect((await say("Hello")).verdict).toEqual({ kind: ruling, reason: "beforeTurn" });
    expect(wire.emulator.messages()).toMatchObject([{ Content: "Hello", Status: { Value: status } }]);
    await wire.close();
    wire = await bridgeOnWire({}, { hooks: { afterReply: () => ruling } });
    await say("Hello");
    expect(wire.emulator.messages()).toMatchObject([{ Content: "Hello", Status: { Value: status } }]);
  });

  it("enrich the reply before it is remembered, once a turn", async () => {
    let calls = 0;
    wire = await bridgeOnWire(
      { delivery: "reply" },
      {
        hooks: {
          afterReply: (reply) => {
            calls++;
            return reply.kind === "messages"
              ? { ...reply, messages: [...reply.messages, { contentType: "PlainText", content: "Anything else?" }] }
              : undefined;
          },
        },
      },
    );
    const { messageId } = await say("Hello");
    wire.emulator.redeliver(messageId);
    await wire.emulator.settled();
    expect(lastTexts().at(-1)).toBe("Anything else?");
    expect(calls).toBe(1);
  });

  it.each(["beforeTurn", "afterReply", "locale", "session", "requestAttributes", "sessionAttributes"] as const)(
    "%s that throws follows onFailure, and is named in the record without what it said",
    async (name) => {
      const hooks = {
        [name]: () => {
          throw new TypeError("the user's own words");
        },
      };
      wire = await bridgeOnWire({ onFailure: "message" }, { hooks });
      const decision = await say("Hello");
      expect(decision).toMatchObject({
        outcome: "errored",
        error: { code: "HOOK_FAILED", detail: `${name} threw TypeError.` },
      });
      expect(JSON.stringify(decision)).not.toContain("own words");
      expect(lastTexts()[0]).toMatch(/sorry/i);
    },
  );
});

describe("what people are told", () => {
  it.each([
    [{ "*": { default: "Oh no." } }, "Oh no."],
    [{ en: { "403": "Closed.", default: "Oh no." }, "*": { default: "x" } }, "Closed."],
    [{ en_US: { "429": "Busy." }, "*": { "403": "Shut." } }, "Shut."],
    [{}, "Sorry, I’m not available at the moment."],
  ])("of a failure is the nearest text that %j has", async (failureTexts, said) => {
    wire = await bridgeOnWire({ onFailure: "message", failureTexts });
    wire.emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "no" };
    await say("Hello");
    expect(lastTexts()).toEqual([said]);
  });

  it.each([
    ["off", undefined],
    ["preview", { Title: "BankBot", Type: "DEFAULT", Body: expect.stringMatching(/^\S.{0,149}$/) }],
    ["generic", { Title: "BankBot", Type: "DEFAULT", Body: "You have a new message." }],
  ] as const)("on a locked phone is what push %s says, in both deliveries", async (push, shown) => {
    for (const delivery of ["replace", "reply"] as const) {
      wire = await bridgeOnWire({ delivery, push, pushTitle: "BankBot" });
      await say("Hello");
      expect(wire.emulator.messages().at(-1)?.PushNotification).toEqual(shown);
      await wire.close();
    }
    wire = await bridgeOnWire();
  });
});

describe("another bot's raw reply on its way through", () => {
  const native = async (content: string) => {
    const decision = await say(content, { as: wire.emulator.world.bots[1].arn, channel });
    return { decision, message: wire.emulator.messages().at(-1) };
  };
  let channel = "";
  const open = async (config: Parameters<typeof bridgeOnWire>[0]) => {
    wire = await bridgeOnWire(config);
    channel = await wire.emulator.createChannel({ members: ["bot", wire.emulator.world.bots[1].arn] });
  };

  it("is let through as it came by default", async () => {
    await open({});
    expect((await native('{"Messages":[]}')).message).toMatchObject({
      Content: '{"Messages":[]}',
      Status: { Value: "SENT" },
    });
    expect((await native('{"Code":403}')).message).toMatchObject({
      Content: '{"Code":403}',
      Status: { Value: "SENT" },
    });
  });

  it("is dropped where it is empty, and told in words where it is a code, on request", async () => {
    await open({ nativeEmpty: "deny", nativeError: "message" });
    expect((await native('{"Messages":[]}')).message).toMatchObject({ Status: { Value: "DENIED" } });
    const { decision } = await native('{"Code":403}');
    expect(lastTexts()).toEqual(["Sorry, I’m not available at the moment."]);
    expect(decision.verdict).toEqual({ kind: "release", reason: "nativeReply" });
  });
});

describe("an edit", () => {
  it.each([
    ["ignore", 1],
    ["answer", 2],
  ] as const)("is a turn of its own only where edits is %s", async (edits, replies) => {
    wire = await bridgeOnWire({ delivery: "reply", edits });
    const { messageId } = await say("Hello");
    const { channelArn, users } = wire.emulator.world;
    await wire.edit(channelArn, messageId, users.ana.arn, "What is my balance?");
    await wire.emulator.settled();
    const spoken = wire.emulator.messages().filter(({ Sender }) => Sender.Arn === wire.emulator.world.bot.arn);
    expect(spoken).toHaveLength(replies);
  });
});
