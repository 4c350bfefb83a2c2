import { setTimeout } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { readReply } from "../../mappers/client/read-reply.ts";
import { metadataToAttributes } from "../../mappers/message/metadata.ts";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { readConfig } from "../../src/config/config.ts";
import { requireClaims } from "../../src/config/require-pauses.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { decisionToWords } from "../../tools/operate/decision-to-words.ts";
import { CASE_CONFIG } from "../../tools/testing/run-cases.ts";
import { sleep, useVirtualTime } from "../claims/virtual-time.ts";
import { APP, CHANNEL, type OfficeOptions, openOffice, userOf } from "../handoff/office.ts";
import { bridgeOnWire } from "../wire/bridge-on-wire.ts";

useVirtualTime();

const AFTER = 2_000;
const LONG = 5_000;

/** An office with a bot that thinks so long, in virtual time. */
function open(thinksMs: number, { config, before, ...options }: OfficeOptions = {}) {
  return openOffice({
    delivery: "reply",
    config: { placeholderAfterMs: AFTER, handoff: undefined, ...config },
    before: async (call) => {
      if (call === "lex") await sleep(thinksMs);
      await before?.(call);
    },
    ...options,
  });
}

async function inTime<Value>(running: Promise<Value>): Promise<Value> {
  running.catch(() => {});
  await vi.runAllTimersAsync();
  return running;
}

async function ask(thinksMs: number, options: OfficeOptions = {}, { text = "hello", more = {} } = {}) {
  const office = open(thinksMs, options);
  return { office, ...(await inTime(office.say("ana", text, more))) };
}

const FOR_EVER = 120_000;

const contents = ({ said }: ReturnType<typeof openOffice>) => said.map(({ Content }) => Content);
const HELLO = expect.stringContaining("You said hello.");
const MOMENT = expect.stringContaining("One moment please");
const NOTHING = '{"Messages":[]}';
const SESSION = "CHIME.LEX.sessionState.sessionAttributes.";
const EXPORTING = { exportSessionAttributes: ["*"] };
/** The calls of a placeholder that goes out and is replaced. */
const ALL_CALLS = ["claim", "callback", "lookup", "lex", "announce", "send", "remember", "update", "finish"];

describe("a placeholder", () => {
  it("is sent while the bot thinks, and edited into the answer, of which it keeps the place", async () => {
    const office = open(LONG);
    const saying = office.say("ana", "hello");
    await vi.advanceTimersByTimeAsync(AFTER + 100);
    expect(office.said).toMatchObject([
      {
        Content: MOMENT,
        ContentType: "application/amz-chime-lex-msgs",
        Persistence: "PERSISTENT",
        MessageAttributes: { "CHIME.LEX.sessionState.originatingRequestId": { StringValues: ["m1"] } },
      },
    ]);
    expect(office.said[0]?.PushNotification).toBeUndefined();
    expect(readReply(office.said[0])).toMatchObject({ kind: "messages", placeholder: "standing" });
    const { record } = await inTime(saying);
    expect(contents(office)).toEqual([HELLO]);
    expect(readReply(office.said[0])).toMatchObject({ kind: "messages", placeholder: "replaced" });
    expect(record).toMatchObject({
      outcome: "replied",
      signs: ["placeholder"],
      sent: { parts: 1, of: 1 },
      warnings: [],
    });
    expect(office.calls).toEqual(ALL_CALLS);
  });

  it("isn't sent where the answer is there before its time, and that costs nothing", async () => {
    const { office: quick } = await ask(AFTER - 1);
    const { office: without } = await ask(LONG, { config: { placeholderAfterMs: undefined } });
    const usual = ["claim", "callback", "lookup", "lex", "remember", "send", "finish"];
    for (const { said } of [quick, without]) expect(readReply(said[0])).not.toHaveProperty("placeholder");
    expect([quick.calls, without.calls]).toEqual([usual, usual]);
  });

  it("isn't sent for a message that the channel doesn't keep, and is the asker's alone where the answer is", async () => {
    const { office: fleeting } = await ask(LONG, {}, { more: { Persistence: "NON_PERSISTENT" } });
    expect(contents(fleeting)).toEqual([HELLO]);
    expect(fleeting.calls).not.toContain("update");
    const { office: confidential } = await ask(LONG, { config: { private: true } });
    expect(confidential.said).toMatchObject([{ Content: HELLO, Target: [{ MemberArn: userOf("ana") }] }]);
  });

  it("stands in the sub-channel of the question", async () => {
    const office = open(LONG);
    const saying = office.say("ana", "hello", { SubChannelId: "sub" });
    await vi.advanceTimersByTimeAsync(AFTER + 100);
    expect(office.said).toMatchObject([{ Content: MOMENT, SubChannelId: "sub" }]);
    await inTime(saying);
    expect(office.said).toMatchObject([{ Content: HELLO, SubChannelId: "sub" }]);
  });

  it("isn't sent in the last three seconds of a turn, because its answer could wait for it in vain", async () => {
    const { record } = await ask(FOR_EVER, { config: { placeholderAfterMs: undefined } });
    const ends = record.timings.turn ?? 0;
    const at = (placeholderAfterMs: number) => ask(FOR_EVER, { config: { placeholderAfterMs } });
    const [late, timely] = [await at(ends - 2_000), await at(ends - 4_000)];
    expect([late.record.signs, timely.record.signs]).toEqual([undefined, ["placeholder"]]);
    expect([contents(late.office), contents(timely.office)]).toEqual([['{"Code":504}'], ['{"Code":504}']]);
  });

  it("that Chime surely didn't take is forgotten, and the answer comes as it would without one", async () => {
    let sends = 0;
    const { office, record } = await ask(LONG, {
      before: (call) => {
        if (call === "send" && ++sends === 1) throw new BridgeError("SEND_THROTTLED");
      },
    });
    expect(contents(office)).toEqual([HELLO]);
    expect(office.calls.slice(-4)).toEqual(["send", "remember", "send", "finish"]);
    expect(record).toMatchObject({ outcome: "replied", warnings: [expect.stringMatching(/^placeholder-failed: /)] });
  });

  it("of which nobody knows whether Chime took it is looked for, and edited", async () => {
    const office = open(LONG);
    let sends = 0;
    const { sendChannelMessage } = office.ports;
    const bridge = office.newBridge({
      sendChannelMessage: async (message, options) => {
        const sent = await sendChannelMessage(message, options);
        if (++sends === 1) throw new BridgeError("SEND_CONNECTION_LOST");
        return sent;
      },
    });
    const record = await inTime(bridge.handle(office.eventOf("ana", "hello")));
    expect(contents(office)).toEqual([HELLO]);
    expect(office.calls.slice(-4)).toEqual(["remember", "list", "update", "finish"]);
    expect(record.warnings).toEqual([expect.stringMatching(/^placeholder-failed: /)]);
  });

  it("says what is configured for the language, as the function tells it", async () => {
    const config = { placeholderTexts: { de: "Ich sehe nach.", "*": "Let me see." } };
    const textIn = async (localeId: string) => {
      const office = open(LONG, { config, locale: () => localeId });
      const saying = office.say("ana", "hello");
      await vi.advanceTimersByTimeAsync(AFTER + 100);
      const [text] = office.texts();
      await inTime(saying);
      return text;
    };
    expect([await textIn("de_DE"), await textIn("fr_FR")]).toEqual(["Ich sehe nach.", "Let me see."]);
  });

  it("is followed by the rest of a long answer", async () => {
    const { office, record } = await ask(LONG, {}, { text: "a story" });
    expect(office.said.length).toBeGreaterThan(1);
    const placeholders = office.said.map((message) => readReply(message)).map((reply) => "placeholder" in reply);
    expect(placeholders).toEqual(office.said.map((_, at) => at === 0));
    expect(office.texts().map((text) => text[0])).toEqual(["0", "1", "2", "3", "4"]);
    expect(office.calls.filter((call) => call === "update")).toHaveLength(1);
    expect(record.sent?.parts).toBe(record.sent?.of);
  });

  it("whose edit has no room for an attribute of the answer has that as a loss in the record, by name and size", async () => {
    const lost = { kind: "attribute", name: `${SESSION}third`, before: 5, after: 0 };
    const { office, record } = await ask(LONG, { config: EXPORTING }, { text: "with attributes" });
    const carried = metadataToAttributes(office.said[0]?.Metadata)?.attributes ?? {};
    expect(Object.keys(carried)).toEqual([
      expect.stringContaining("originatingRequestId"),
      expect.stringContaining("sessionId"),
      `${SESSION}first`,
      `${SESSION}second`,
    ]);
    expect(record.losses).toEqual([lost]);
    expect(decisionToWords(record)).toContain(`To fit, it lost attribute of ${SESSION}third, 5 bytes → 0 bytes.`);

    const config = { ...EXPORTING, placeholderAttributes: false };
    const { record: without } = await ask(LONG, { config }, { text: "with attributes" });
    const { record: quick } = await ask(AFTER - 1, { config: EXPORTING }, { text: "with attributes" });
    expect([...without.losses, ...quick.losses]).toEqual([]);
  });

  it("is replaced by a failure too", async () => {
    const { office } = await ask(LONG, {
      before: (call) => {
        if (call === "lex") throw new BridgeError("LEX_DEPENDENCY_FAILED");
      },
    });
    expect(contents(office)).toEqual(['{"Code":424}']);
  });

  it("is emptied where the bot says nothing", async () => {
    const { office, record } = await ask(LONG, { afterReply: () => "release" } as OfficeOptions);
    expect(contents(office)).toEqual([NOTHING]);
    expect(readReply(office.said[0])).toMatchObject({ messages: [], placeholder: "emptied" });
    expect(record.outcome).toBe("released");
    await inTime(office.bridge.handle(office.eventOf("ana", "again")));
    expect(office.calls.filter((call) => call === "finish")).toHaveLength(2);
  });

  it("is left out where the answers need the bot's rate, or the table can't remember it", async () => {
    const busy = open(LONG, { config: { requestsPerSecond: 10 } });
    const all = Array.from({ length: 30 }, async (_, nth) => {
      await sleep(nth * 200);
      return busy.say(`user${nth}`, "hello");
    });
    await vi.runAllTimersAsync();
    const records = (await Promise.all(all)).map(({ record }) => record);
    expect(contents(busy)).toEqual(all.map(() => HELLO));
    expect(records.slice(25).filter(({ signs }) => signs)).toEqual([]);

    const { office, record } = await ask(LONG, {
      before: (call) => {
        if (call === "announce") throw new BridgeError("CLAIMS_UNAVAILABLE");
      },
    });
    expect(contents(office)).toEqual([HELLO]);
    expect(record).toMatchObject({ outcome: "replied", warnings: [expect.stringContaining("claims-unavailable")] });
    expect(record.signs ?? record.error).toBeUndefined();
  });
});

describe("a placeholder that can't be edited", () => {
  it.each([
    ["without the permission", "UPDATE_FORBIDDEN", 1],
    ["however often it is tried", "UPDATE_REFUSED", 8],
  ] as const)("gives its answer up to nothing: it goes out as a message of its own, %s", async (_what, code, tries) => {
    const { office, record } = await ask(LONG, {
      before: (call) => {
        if (call === "update") throw new BridgeError(code);
      },
    });
    expect(contents(office)).toEqual([MOMENT, HELLO]);
    expect(office.calls.filter((call) => call === "update")).toHaveLength(tries);
    expect(record).toMatchObject({
      outcome: "replied",
      warnings: [expect.stringContaining("placeholder-not-replaced")],
    });
  });

  it("because somebody deleted it, is followed by the answer", async () => {
    const office = open(LONG, {
      before: (call) => {
        if (call === "remember") office.said.splice(0);
      },
    });
    const { record } = await inTime(office.say("ana", "hello"));
    expect(contents(office)).toEqual([HELLO]);
    expect(record.warnings).toEqual([expect.stringContaining("placeholder-not-replaced")]);
  });

  it("at first, because it is still in the flow, is edited a moment later", async () => {
    let edits = 0;
    const { office, record } = await ask(LONG, {
      before: (call) => {
        if (call === "update" && ++edits === 1) throw new BridgeError("UPDATE_REFUSED");
      },
    });
    expect(contents(office)).toEqual([HELLO]);
    expect(record).toMatchObject({ warnings: [], retries: { send: 1 } });
  });

  it("as long as it is in the flow of a cold container, is edited once it is through", async () => {
    const begun = Date.now();
    const { office, record } = await ask(LONG, {
      before: (call) => {
        if (call === "update" && Date.now() < begun + 7_000) throw new BridgeError("UPDATE_REFUSED");
      },
    });
    expect(contents(office)).toEqual([HELLO]);
    expect(record.warnings).toEqual([]);
  });

  it("for it was edited already is looked for before the answer is sent beside it", async () => {
    let edits = 0;
    const office = open(LONG);
    const { updateChannelMessage } = office.ports;
    const bridge = office.newBridge({
      updateChannelMessage: async (edit, options) => {
        if (++edits > 1) throw new BridgeError("UPDATE_FORBIDDEN");
        await updateChannelMessage(edit, options);
        throw new BridgeError("SEND_CONNECTION_LOST");
      },
    });
    await inTime(bridge.handle(office.eventOf("ana", "hello")));
    expect(edits).toBe(2);
    expect(contents(office)).toEqual([HELLO]);
  });
});

describe("a placeholder whose container died", () => {
  /** The first attempt dies at its nth call of this name: nothing of it comes through any more. */
  async function dieAt(call: string, when: "before" | "after" = "before", { text = "hello", config = {} } = {}) {
    let isDead = false;
    const office = open(LONG, {
      config,
      before: (name) => {
        if (isDead && !isSecond) return new Promise<never>(() => {});
        if (name === call && !isSecond) {
          isDead = true;
          if (when === "before") return new Promise<never>(() => {});
        }
        return undefined;
      },
    });
    let isSecond = false;
    const event = office.eventOf("ana", text);
    void office.bridge.handle(event).catch(() => {});
    await vi.advanceTimersByTimeAsync(60_000);
    isSecond = true;
    const from = office.calls.length;
    const record = await inTime(office.newBridge().handle(event));
    // What the dead attempt called beside this never came through.
    return { office, record, calls: office.calls.slice(from) };
  }

  it.each([
    ["before it was sent", "send", "before"],
    ["after it was sent", "send", "after"],
    ["before the answer was remembered", "remember", "before"],
  ] as const)("%s is replaced by what is known then, and there is never a second", async (_what, call, when) => {
    const { office, record, calls } = await dieAt(call, when);
    expect(contents(office)).toEqual(['{"Code":500}']);
    expect(record).toMatchObject({ outcome: "errored", error: { code: "TURN_UNKNOWN" } });
    // What stands is found, and isn't sent again: how long Chime remembers its token is unverified.
    const isMissing = call === "send" && when === "before";
    expect(calls.filter((name) => name === "send")).toHaveLength(isMissing ? 1 : 0);
  });

  it.each([
    ["before the edit", "update", "before"],
    ["before the record said so", "finish", "before"],
  ] as const)("%s is replaced by its answer, once", async (_what, call, when) => {
    const { office, record } = await dieAt(call, when);
    expect(contents(office)).toEqual([HELLO]);
    expect(record.outcome).toMatch(/replied|settled/);
    expect(office.calls.filter((name) => name === "lex")).toHaveLength(1);
  });

  it("stays the only one where the bot is asked again", async () => {
    const config = { onUnknownTurn: "again" } as const;
    const { office, record, calls } = await dieAt("remember", "before", { config });
    expect(contents(office)).toEqual([HELLO]);
    expect([record.outcome, record.signs]).toEqual(["replied", undefined]);
    const count = (name: string) => calls.filter((one) => one === name).length;
    expect([count("lex"), count("announce"), count("send"), count("update")]).toEqual([1, 0, 0, 1]);
  });

  it("is replaced by an answer of which the record tells what the second attempt could not bring along", async () => {
    const { record } = await dieAt("update", "before", { text: "with attributes", config: EXPORTING });
    expect(record).toMatchObject({ outcome: "replied", losses: [{ kind: "attribute", name: `${SESSION}third` }] });
  });
});

describe("a placeholder where a person takes over", () => {
  const handoff = { agents: [userOf("gil")] };

  it("isn't sent any more", async () => {
    const pauses = createMemoryPauses(Date.now);
    const { office } = await ask(LONG, {
      config: { handoff },
      pauses,
      before: async (call) => {
        if (call === "lookup") await pauseIn(pauses);
      },
    });
    expect(office.said).toEqual([]);
  });

  it("while it stands is emptied, and the answer is given up", async () => {
    const pauses = createMemoryPauses(Date.now);
    const { office, record } = await ask(LONG, {
      config: { handoff },
      pauses,
      before: async (call) => {
        if (call === "remember") await pauseIn(pauses);
      },
    });
    expect(contents(office)).toEqual([NOTHING]);
    expect(record).toMatchObject({ outcome: "released", pause: { reason: "call" } });
    expect(office.calls).not.toContain("list");
  });

  const pauseIn = (pauses: ReturnType<typeof createMemoryPauses>) =>
    openOffice({ delivery: "reply", pauses }).bridge.pause({ channelArn: CHANNEL });
});

describe("the attributes that an edit brings along", () => {
  const Metadata = '{"CHIME.LEX.part":{"reply":"r","part":1,"parts":1},"CHIME.LEX.attributes":{"a":["b"]}}';

  it.each([
    ["are set for a bot of ours", CASE_CONFIG.bots[0]?.appInstanceBotArn ?? "", { a: { StringValues: ["b"] } }],
    ["are left alone for anybody else's bot", `${APP}/bot/another`, undefined],
  ])("%s", async (_whose, Arn, MessageAttributes) => {
    const office = open(LONG);
    const event = office.eventOf("ana", '{"Messages":[]}', { Sender: { Arn, Name: "Bot" }, Metadata });
    await inTime(office.bridge.handle(event));
    const { ChannelMessage } = office.settled.get(event.CallbackId) ?? {};
    expect(ChannelMessage?.MessageAttributes).toEqual(MessageAttributes);
    expect(ChannelMessage?.Metadata).toBe(
      MessageAttributes ? Metadata.replace(/,"CHIME.LEX.attributes".*/, "}") : Metadata,
    );
  });
});

describe("the options of a placeholder", () => {
  const read = (more: object) => readConfig({ bots: CASE_CONFIG.bots, ...more } as never);

  it("need delivery reply, and a table, which a store that is passed stands for", () => {
    expect(() => read({ placeholderAfterMs: 500 })).toThrow(/placeholderAfterMs.*needs delivery reply/);
    const settings = read({ delivery: "reply", placeholderAfterMs: 500 });
    expect(() => requireClaims(settings, false)).toThrow(/placeholderAfterMs.*needs claims\.table/);
    expect(requireClaims(settings, true)).toBe(settings);
    expect(() => read({ placeholderTexts: { german: "x" } })).toThrow(/placeholderTexts/);
  });
});

describe("a placeholder over the wire", () => {
  it.each([
    ["brings the answer's attributes along, which the callback of the edit sets", true, "CheckBalance"],
    ["leaves the answer's attributes out on request", false, undefined],
  ] as const)("%s", async (_what, placeholderAttributes, intent) => {
    vi.useRealTimers();
    const wire = await bridgeOnWire({ delivery: "reply", placeholderAfterMs: 20, placeholderAttributes });
    try {
      wire.emulator.faults.lex = { delayMs: 600 };
      const { MessageId } = await wire.emulator.send({ content: "What is my balance?" });
      const { bot } = wire.emulator.world;
      const spoken = () => wire.emulator.messages().filter(({ Sender }) => Sender.Arn === bot.arn);
      await expect.poll(spoken).toMatchObject([{ Content: MOMENT, Status: { Value: "SENT" } }]);
      await wire.emulator.settled();
      const [answer, ...more] = spoken();
      expect(more).toEqual([]);
      expect(answer).toMatchObject({ Content: expect.stringContaining("which account"), Status: { Value: "SENT" } });
      const read = { kind: "messages", originatingRequestId: MessageId, placeholder: "replaced" };
      expect(readReply(answer)).toMatchObject(read);
      expect(answer?.MessageAttributes?.["CHIME.LEX.sessionState.intent.name"]?.StringValues?.[0]).toBe(intent);
      expect(JSON.parse(answer?.Metadata ?? "")).toEqual({
        "CHIME.LEX.part": { reply: expect.any(String), part: 1, parts: 1, replaced: true },
      });
      expect(wire.decisions.map(({ outcome, error }) => [outcome, error])).toEqual([
        ["released", undefined],
        ["replied", undefined],
        ["released", undefined],
      ]);
    } finally {
      await wire.close();
    }
  });

  it("that is answered while it is still in the flow is edited as soon as it is through", async () => {
    vi.useRealTimers();
    const wire = await bridgeOnWire({ delivery: "reply", placeholderAfterMs: 20 });
    try {
      const { emulator, bridge } = wire;
      const { bot } = emulator.world;
      wire.emulator.faults.lex = { delayMs: 60 };
      emulator.setProcessor(async (event) => {
        const isEdit = event.ChannelMessage.LastEditedTimestamp !== undefined;
        if (event.ChannelMessage.Sender.Arn === bot.arn && !isEdit) await setTimeout(300);
        return bridge.handle(event);
      });
      await emulator.send({ content: "What is my balance?" });
      await emulator.settled();
      const spoken = emulator.messages().filter(({ Sender }) => Sender.Arn === bot.arn);
      expect(spoken).toMatchObject([{ Content: expect.stringContaining("which account") }]);
    } finally {
      await wire.close();
    }
  });
});
