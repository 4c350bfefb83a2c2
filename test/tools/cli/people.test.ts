import { afterEach, describe, expect, it } from "vitest";
import { useBridge } from "../../../tools/cli/bridge-processor.ts";
import { coloursOf, deliveryToLine, deliveryToText } from "../../../tools/cli/print.ts";
import { run } from "../../../tools/cli/run.ts";
import type { EmulatedDelivery } from "../../../tools/emulator/delivery.ts";
import type { Info } from "../../../tools/emulator/http/info.ts";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";
import { silentBecause, walkDelivery } from "../../../tools/emulator/page/reading/walk-delivery.ts";
import { decisionToWords } from "../../../tools/operate/decision-to-words.ts";
import { capturedIo } from "../../captured-io.ts";

let emulator: Emulator;
let url: string;
let stop: () => void;
const logged: string[] = [];

/** What `dev` runs: the emulator on a port, and the bridge that meets it over the wire. */
async function open(config: Readonly<Record<string, unknown>>): Promise<void> {
  emulator = await createEmulator({ bots: ["fixtures/bots/bank-bot"], seed: 1 });
  ({ url } = await emulator.listen());
  ({ stop } = useBridge(emulator, url, { config, log: (line) => logged.push(line) }));
}

afterEach(async () => {
  stop();
  await emulator.close();
  logged.splice(0);
});

const info = async () => (await (await fetch(`${url}/_emulator/info`)).json()) as Info;
const post = (path: string, body: unknown) =>
  fetch(`${url}/_emulator/${path}`, { method: "POST", body: JSON.stringify(body) });
/** What the bot said in its own name, in the order of the channel. */
const botSays = () =>
  emulator
    .messages()
    .filter(({ Sender }) => Sender.Arn === emulator.world.bot.arn)
    .map(({ Content }) => JSON.parse(Content).Messages[0]?.Content);
const say = async (content: string, as = "ana") => {
  const { MessageId } = await emulator.send({ content, as });
  await emulator.settled();
  const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
  const decision = delivery?.invocations.at(-1)?.result as { verdict?: { reason?: string } } | undefined;
  return decision?.verdict?.reason;
};

describe("send --url", () => {
  const send = async (...more: string[]) => {
    const told = { out: "", err: "" };
    await run(["send", "--url", url, "--timeout", "1000", "hello", ...more], capturedIo(told));
    return told.out;
  };

  it("says that the bot is paused, since when and by what, to whom it is", async () => {
    await open({ delivery: "reply", handoff: { scope: "session" } });
    await post("pause", { channelArn: emulator.world.channelArn, senderArn: emulator.world.users.ana.arn });
    const paused =
      /silence +the bot is paused since 20.*Z, by hand, as by bridge\.pause; it ends by itself at 20.*Z\n$/;
    expect(await send()).toMatch(paused);
    expect(JSON.parse(await send("--json"))).toMatchObject({ answers: [], pause: { reason: "call" } });
    const toBen = await send("--as", "ben");
    expect(toBen).not.toContain("paused");
    expect(toBen).toContain("BankBot");
  });

  it("says so where a colleague has spoken", async () => {
    await open({ delivery: "reply", handoff: {} });
    await say("I'll help you, Ana.", "ben");
    expect(await send()).toMatch(/silence .*, by a message of an agent; /);
  });
});

describe("whoever joins in dev", () => {
  const greeting = { delivery: "reply", welcomeTexts: ["Hello, I am the bank's bot."] };

  it("is welcomed where the configuration has a greeting, and again after leaving", async () => {
    await open(greeting);
    await emulator.join({ member: "cleo" });
    await expect.poll(botSays).toEqual(greeting.welcomeTexts);
    await emulator.leave({ member: "cleo" });
    await emulator.join({ member: "cleo" });
    await expect.poll(botSays).toEqual([...greeting.welcomeTexts, ...greeting.welcomeTexts]);
    expect(logged).toEqual([]);
  });

  it("is welcomed by the first message alone where the configuration says so", async () => {
    await open({ ...greeting, welcomeAtFirstMessage: true });
    await emulator.join({ member: "cleo" });
    await say("hello", "cleo");
    expect(botSays().filter((text) => text === greeting.welcomeTexts[0])).toHaveLength(1);
  });

  it("isn't welcomed while a person has taken over, and the terminal says why", async () => {
    await open({ ...greeting, handoff: {} });
    expect((await post("pause", { channelArn: emulator.world.channelArn })).status).toBe(204);
    await emulator.join({ member: "cleo" });
    await expect.poll(() => logged.join()).toContain("WORDS_PAUSED");
    expect(botSays()).toEqual([]);
  });
});

describe("a reset channel is as a fresh one in dev", () => {
  const config = {
    delivery: "reply",
    claims: { table: "chime-lex-claims" },
    welcomeTexts: ["Hello, I am the bank's bot."],
    welcomeAtFirstMessage: true,
    handoff: { phrases: ["human please"], text: "I'm getting a colleague." },
  };

  it("nothing is paused any more, and whoever writes first is welcomed again", async () => {
    await open(config);
    for (let times = 0; times < 2; times++) {
      expect(await say("hello")).toBeUndefined();
      expect(botSays()[0]).toBe(config.welcomeTexts[0]);
      await say("human please");
      expect((await info()).handoff?.pauses).toMatchObject([{ reason: "phrase" }]);
      await post("reset", {});
      expect((await info()).handoff?.pauses).toEqual([]);
    }
  });
});

describe("people who take over in dev", () => {
  const handoff = { resumePhrases: ["back to the bot"], phrases: ["human please"] };

  it("pause the bot by hand: it keeps quiet until it is called back, and the info says since when and by what", async () => {
    await open({ handoff });
    const { channelArn } = emulator.world;
    const before = Date.now();
    await post("pause", { channelArn });
    expect((await info()).handoff?.pauses).toMatchObject([{ channelArn, reason: "call" }]);
    expect((await info()).handoff?.pauses[0]?.since).toBeGreaterThanOrEqual(before);
    expect(await say("hello")).toBe("paused");
    await post("resume", { channelArn });
    expect((await info()).handoff?.pauses).toEqual([]);
    expect(await say("hello")).toBeUndefined();
  });

  it("have Ben for an agent, as in a script: his message pauses, and his phrase resumes", async () => {
    await open({ handoff });
    expect((await info()).handoff?.agents).toEqual([emulator.world.users.ben.arn]);
    await say("Hello Ana, I'm Ben.", "ben");
    expect((await info()).handoff?.pauses).toMatchObject([{ reason: "agent" }]);
    expect(await say("hello")).toBe("paused");
    await say("back to the bot", "ben");
    expect(await say("hello")).toBeUndefined();
  });

  it("have the agents of the configuration who are users here", async () => {
    const cleo = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/user/cleo";
    await open({ handoff: { ...handoff, agents: [cleo] } });
    expect(emulator.world.users.cleo.arn).toBe(cleo);
    expect((await info()).handoff?.agents).toEqual([cleo]);
    await say("I can't log in.", "ben");
    expect((await info()).handoff?.pauses).toEqual([]);
  });

  it("pause one conversation where the configuration says so, and nobody else's", async () => {
    await open({ handoff: { ...handoff, scope: "session" } });
    const { channelArn, users } = emulator.world;
    await say("human please");
    const pause = { channelArn, senderArn: users.ana.arn, reason: "phrase", asker: users.ana.arn };
    expect(await info()).toMatchObject({ handoff: { scope: "session", agents: [], pauses: [pause] } });
    expect([await say("hello"), await say("hello", "ben")]).toEqual(["paused", undefined]);
  });

  it("watch the info: a pause is news for the page, and so is its end", async () => {
    await open({ handoff });
    const kinds: string[] = [];
    const unwatch = emulator.on(({ kind }) => kinds.push(kind));
    await post("pause", { channelArn: emulator.world.channelArn });
    await post("resume", { channelArn: emulator.world.channelArn });
    unwatch();
    expect(kinds).toEqual(["info", "info"]);
  });

  it("pause nothing that isn't there: it is refused, with where to look", async () => {
    await open({ handoff: { ...handoff, scope: "session" } });
    const { channelArn, users } = emulator.world;
    const ana = users.ana.arn;
    const wrong = [
      { channelArn: "room", senderArn: ana },
      { channelArn: `${channelArn}x`, senderArn: ana },
      { channelArn, senderArn: "ana" },
      { channelArn, senderArn: `${ana}x` },
    ];
    for (const place of wrong)
      for (const path of ["pause", "resume"]) {
        const refused = await post(path, place);
        expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining("GET /_emulator/info")]);
      }
    expect((await post("pause", { channelArn })).status).toBe(400);
    expect((await info()).handoff?.pauses).toEqual([]);
    expect((await post("pause", { channelArn, senderArn: ana })).status).toBe(204);
  });

  it("aren't there without handoff: a pause is refused, with what to do", async () => {
    await open({});
    const refused = await post("pause", { channelArn: emulator.world.channelArn });
    expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining("handoff")]);
    expect((await post("resume", {})).status).toBe(400);
    expect((await info()).handoff).toBeUndefined();
  });
});

describe("a delivery that people decided is told as that, on the page, in dev's log, by send and by explain", () => {
  const handoff = { phrases: ["human please"], resumePhrases: ["back to the bot"], text: "I'm getting a colleague." };
  const plain = coloursOf(false);
  const marked = { ...plain, yellow: (text: unknown) => `<yellow>${text}` } as typeof plain;
  /** All that is told of the delivery of these words. */
  const toldOf = (content: string) => {
    const delivery = emulator.deliveries().find(({ event }) => event.ChannelMessage.Content === content);
    if (delivery === undefined) throw new Error(`Nobody said ${content}.`);
    return {
      line: deliveryToLine(delivery, marked).replace(/^ *\d\d:\d\d:\d\d /, ""),
      send: deliveryToText(delivery, plain),
      explain: decisionToWords(delivery.invocations.at(-1)?.result as object).join("\n"),
      verdict: walkDelivery(delivery, []).find(({ id }) => id === "verdict")?.summary,
      page: silentBecause(delivery),
    };
  };

  it("a phrase asked for a person, without the bot, and a pause was written", async () => {
    await open({ delivery: "reply", handoff });
    await say("human please");
    const paused = "a phrase that asks for a person paused the bots";
    const { line, send, explain, verdict } = toldOf("human please");
    expect(line).toMatch(new RegExp(`^Ana: replied, ${paused}, \\d+ ms\n$`));
    expect(send).toContain(`paused    ${paused}\n`);
    expect(explain).toMatch(new RegExp(`^The bot answered.*\nHere ${paused}, at \\d{4}-`));
    expect(verdict).toBe(`turn: ${paused}`);
  });

  it("a phrase ends a pause, and isn't stopped by it", async () => {
    await open({ delivery: "reply", handoff });
    await say("Hello Ana, I'm Ben.", "ben");
    await say("back to the bot", "ben");
    const ends = "an agent's phrase resumes the bots";
    const { line, send, explain, verdict, page } = toldOf("back to the bot");
    expect(line).toMatch(new RegExp(`^Ben: released, \\d+ ms: <yellow>The bot wasn't asked: ${ends}\\.\n$`));
    expect(send).toContain(`verdict   release: ${ends}\n`);
    expect(explain).toContain(`went through unchanged, because ${ends}.`);
    expect([verdict, page]).toEqual([`release: ${ends}`, `let through: ${ends}`]);
  });

  it("an answer that a pause cut off gives the pause as its reason, and the bot's own words passing give none", async () => {
    await open({ delivery: "reply", handoff });
    emulator.namedFaults.add({ name: "slow", operation: "lex", delayMs: 1_000, times: 1 });
    await emulator.send({ content: "Check balance" });
    await expect.poll(() => emulator.deliveries()[0]?.callbacks.length).toBe(1);
    await say("Hello Ana, I'm Ben.", "ben");
    const cut = /The answer wasn't said, or not all of it: paused \(since \S+, by a message of an agent\)\./;
    expect(toldOf("Check balance").line).toMatch(cut);
    expect(toldOf("Check balance").page).toMatch(cut);
    await say("back to the bot", "ben");
    await say("hi");
    const own = emulator.deliveries().find(({ event }) => event.ChannelMessage.Sender.Arn.includes("/bot/"));
    expect(toldOf(own?.event.ChannelMessage.Content ?? "").line).toMatch(/^BankBot: released, \d+ ms\n$/);
    expect(toldOf("hi").line).toMatch(/^Ana: replied, Welcome ReadyForFulfillment, \d messages?, \d+ ms\n$/);
  });
});

it("an answer without an intent stands in dev's log without a hole", () => {
  const delivery = {
    ...{
      at: 0,
      callbackId: "c",
      messageId: "m",
      callbacks: [],
      invocations: [{ at: 0, ms: 1, result: { outcome: "replied" } }],
    },
    event: { ChannelMessage: { Sender: { Arn: "arn", Name: "Ana" } } },
    turns: [{ at: 0, ms: 1, request: {}, result: { messages: [{ contentType: "PlainText", content: "Hi" }] } }],
  } as unknown as EmulatedDelivery;
  expect(deliveryToLine(delivery, coloursOf(false))).toContain("Ana: replied, no intent, 1 message, 1 ms");
});

it("a deployment's table of claims is in memory in dev, and its placeholders are edited into their answers", async () => {
  await open({
    delivery: "reply",
    claims: { table: "chime-lex-claims" },
    placeholderAfterMs: 100,
    placeholderTexts: { "*": "Let me see …" },
  });
  emulator.namedFaults.add({ name: "slow", operation: "lex", delayMs: 1_500, times: 1 });
  const seen = new Set<string>();
  const unwatch = emulator.on((change) => {
    if (change.kind === "message" && change.message.Sender.Arn === emulator.world.bot.arn)
      seen.add(change.message.Content.includes("Let me see") ? "placeholder" : "answer");
  });
  await say("check balance");
  unwatch();
  expect([...seen]).toEqual(["placeholder", "answer"]);
  const [first] = emulator.messages().filter(({ LastEditedTimestamp }) => LastEditedTimestamp !== undefined);
  expect(first?.Content).toContain("For which account?");
});
