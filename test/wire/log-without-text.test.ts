import { describe, expect, it } from "vitest";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { type BridgeConfig, createBridge, type Decision } from "../../src/index.ts";
import { NO_PORTS } from "../../tools/testing/no-ports.ts";
import { bridgeOnWire } from "./bridge-on-wire.ts";

const WORD = "heliotrope";
const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/a";
const BOT = { lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID" };
const MESSAGE = {
  MessageId: "m1",
  ChannelArn: `${INSTANCE}/channel/c1`,
  Content: "Hello",
  Sender: { Arn: `${INSTANCE}/user/ana`, Name: "Ana" },
  Type: "STANDARD",
  CreatedTimestamp: "2026-01-01T00:00:00.000Z",
};

/** Every line that a delivery writes, and the turn's session. */
async function deliver(members: object, config: Partial<BridgeConfig> = {}) {
  const lines: string[] = [];
  let session = "";
  const bridge = createBridge(
    { bots: [BOT], ...config },
    {
      ...NO_PORTS,
      recognizeText: async ({ sessionId }) => {
        session = sessionId;
        return { messages: [{ contentType: "PlainText", content: "Hi" }], sessionState: {} };
      },
      channelFlowCallback: async () => {},
      claims: createMemoryClaims(Date.now),
      log: (...entry) => void lines.push(JSON.stringify(entry)),
      now: Date.now,
    },
  );
  const event = { CallbackId: "c".repeat(36), ChannelMessage: { ...MESSAGE, ...members } };
  const decision = await bridge.handle(event);
  return { decision, log: lines.join("\n"), session };
}

const LONG = { StringValues: ["x".repeat(600)] };

describe("the log holds no text that a sender wrote", () => {
  it.each<[what: string, members: object, told: (decision: Decision) => unknown, as: unknown]>([
    ["a ContentType", { ContentType: `image/${WORD}` }, ({ trace }) => trace.at(-1)?.because, "ContentType is image/…"],
    [
      "no ContentType at all",
      { ContentType: WORD },
      ({ trace }) => trace.at(-1)?.because,
      "ContentType is of another form",
    ],
    [
      "parameters of one",
      { ContentType: `image/png; x=${WORD}` },
      ({ trace }) => trace.at(-1)?.because,
      "ContentType is image/png",
    ],
    [
      "a ContentType of another type",
      { ContentType: { x: WORD } },
      ({ trace }) => trace.at(-1)?.because,
      "ContentType is of another form",
    ],
    ["a Type", { Type: WORD }, ({ trace }) => trace.at(-1)?.because, "Type is of another form"],
    [
      "a SubChannelId",
      { SubChannelId: WORD },
      ({ sessionId }) => sessionId,
      expect.stringMatching(/^c1:\*:ana:[0-9a-f]{16}$/),
    ],
    [
      "an attribute's name",
      { MessageAttributes: { [WORD]: LONG } },
      ({ losses }) => losses,
      [{ kind: "attribute", before: 604, after: 0 }],
    ],
    [
      "its value",
      { MessageAttributes: { "CHIME.mentions": { StringValues: [`${WORD}${"x".repeat(600)}`] } } },
      ({ losses }) => losses[0]?.name,
      "CHIME.mentions",
    ],
    [
      "an odd attribute's",
      { MessageAttributes: { [WORD]: 1 } },
      ({ warnings }) => warnings,
      [expect.stringMatching(/^odd-members/)],
    ],
    ["a sender's name", { Sender: { ...MESSAGE.Sender, Name: WORD } }, ({ outcome }) => outcome, "replied"],
    ["Metadata", { Metadata: JSON.stringify({ mentions: [WORD], [WORD]: true }) }, ({ outcome }) => outcome, "replied"],
    ["a push notification", { PushNotification: { Title: WORD, Body: WORD } }, ({ outcome }) => outcome, "replied"],
    [
      "a target that is no ARN",
      { Target: [{ MemberArn: WORD }] },
      ({ verdict }) => verdict,
      { kind: "release", reason: "targeted-elsewhere" },
    ],
  ])("%s", async (_what, members, told, as) => {
    const { decision, log } = await deliver(members);
    expect(told(decision)).toEqual(as);
    expect(log).toContain('"delivery"');
    expect(log.toLowerCase()).not.toContain(WORD);
  });

  it("but what logContent shows: the session with its sub-channel, and the attribute's name", async () => {
    const members = { SubChannelId: WORD, MessageAttributes: { [WORD]: LONG } };
    const { decision, session } = await deliver(members, { logContent: true });
    expect(decision.sessionId).toBe(session);
    expect(session).toContain(`:${WORD}:`);
    expect(decision.losses).toEqual([{ kind: "attribute", name: WORD, before: 604, after: 0 }]);
  });
});

const ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";
const SENTENCES = {
  lex: `1 validation error detected: Value '${WORD}' at 'text' failed to satisfy constraint`,
  denied: `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: lex:RecognizeText on resource: ${ALIAS}, said to '${WORD}'`,
};

describe("a service's own sentence", () => {
  it.each([
    ["a validation", 400, "ValidationException", SENTENCES.lex, { member: "text" }],
    ["a denial", 403, "AccessDeniedException", SENTENCES.denied, { actions: ["lex:RecognizeText"] }],
  ])(
    "%s is in the record by its known parts, and whole under logContent",
    async (_what, status, name, message, named) => {
      for (const logContent of [false, true]) {
        const wired = await bridgeOnWire({ logContent });
        try {
          wired.emulator.faults.lex = { status, name, message };
          await wired.emulator.send({ content: "Hello" });
          await wired.emulator.settled();
          const [record] = wired.records;
          expect(record).toMatchObject({ outcome: "errored", error: { named } });
          expect(record?.content?.sentences).toEqual(logContent ? [message] : undefined);
          if (!logContent) expect(JSON.stringify(record)).not.toContain(WORD);
        } finally {
          await wired.close();
        }
      }
    },
  );

  it.each(["callback", "send", "getMessage"] as const)("of a refused %s is nowhere in the log", async (operation) => {
    const wired = await bridgeOnWire(
      { delivery: operation === "callback" ? "replace" : "reply" },
      { emulator: { retryDelaysMs: [] } },
    );
    wired.emulator.faults[operation] = {
      status: 403,
      name: "ForbiddenException",
      message: `You may not say '${WORD}'.`,
    };
    try {
      await wired.emulator.send({ content: "Hello" });
      await expect.poll(() => wired.records.length).toBeGreaterThan(0);
      expect(JSON.stringify(wired.records)).not.toContain(WORD);
    } finally {
      await wired.close();
    }
  });
});
