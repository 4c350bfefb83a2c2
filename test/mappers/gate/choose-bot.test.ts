import { describe, expect, it } from "vitest";
import { type GateBot, type GateRules, gate } from "../../../mappers/gate/gate.ts";
import { UNREADABLE } from "../../../mappers/message/read-message.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { APP_ARN, sampleMessage } from "../sample-message.ts";

type Words = GateBot["standardMessages"];
const arn = (name: string) => `${APP_ARN}/bot/${name}`;
const bot = (name: string, standardMessages: Words, about: Partial<GateBot> = {}): GateBot => ({
  arn: arn(name),
  aliases: [name],
  standardMessages,
  targetedMessages: "ALL",
  longText: "error",
  ...about,
});
const ruled = (bots: GateBot[], about: Partial<GateRules> = {}): GateRules => ({
  bots,
  mentionsPath: "mentions",
  edits: "ignore",
  keepInput: false,
  isText: true,
  ...about,
});
const three = (...words: [Words, Words, Words]) =>
  ["bank", "shop", "help"].map((name, at) => bot(name, words[at] ?? "ALL"));
const targeting = (...names: string[]) => ({ Target: names.map((name) => ({ MemberArn: arn(name) })) });
const seenAt = (about: Partial<ChannelMessage>, rules: GateRules, step = "not-invoked") =>
  gate(sampleMessage(about), rules).trace.find((one) => one.step === step)?.because;

const SILENT = "attribute CHIME.mentions absent, Metadata mentions absent, no alias in the text";
const said = (Content: string) => ({ Content });

type Row = [policy: string, about: Partial<ChannelMessage>, rules: GateRules, bot: number, because: string];
const SPEAKERS: Row[] = [
  [
    "the one it is targeted at, before one that is mentioned",
    { ...targeting("shop"), ...said("@bank hi") },
    ruled(three("ALL", "NONE", "ALL")),
    1,
    "targeted at bots[1]; targetedMessages is ALL",
  ],
  [
    "the first that it is targeted at",
    targeting("ben", "help", "bank"),
    ruled(three("ALL", "ALL", "NONE")),
    2,
    "targeted at bots[2]; targetedMessages is ALL",
  ],
  [
    "the one that is mentioned, before what route would say",
    said("@help hi"),
    ruled(three("ALL", "ALL", "MENTIONS"), { canRoute: true, routed: 0 }),
    2,
    "attribute CHIME.mentions absent, Metadata mentions absent, @help in the text; bots[2]; standardMessages is MENTIONS",
  ],
  [
    "the first that is mentioned",
    said("@shop and @bank"),
    ruled(three("AUTO", "AUTO", "ALL")),
    1,
    "attribute CHIME.mentions absent, Metadata mentions absent, @shop and @bank in the text; bots[1], the first of 2 mentioned; standardMessages is AUTO",
  ],
  [
    "the first that is mentioned and may speak",
    said("@shop and @bank"),
    ruled(three("MENTIONS", "NONE", "ALL")),
    0,
    "attribute CHIME.mentions absent, Metadata mentions absent, @shop and @bank in the text; bots[0], the first of 2 mentioned; standardMessages is MENTIONS",
  ],
  [
    "the second that is mentioned, where the first may not speak",
    said("@bank and @shop"),
    ruled(three("NONE", "MENTIONS", "ALL")),
    1,
    "attribute CHIME.mentions absent, Metadata mentions absent, @bank and @shop in the text; bots[1], the first of 2 mentioned; standardMessages is MENTIONS",
  ],
  [
    "the one that Metadata mentions, though another has no ARN",
    { Metadata: JSON.stringify({ mentions: [arn("shop")] }) },
    ruled([bot("bank", "MENTIONS", { arn: undefined }), bot("shop", "MENTIONS")]),
    1,
    "attribute CHIME.mentions absent, Metadata mentions names bots[1]; bots[1]; standardMessages is MENTIONS",
  ],
  [
    "the one that route chose, though another would come first",
    {},
    ruled(three("ALL", "ALL", "ALL"), { canRoute: true, routed: 1 }),
    1,
    `${SILENT}; route chose bots[1]; bots[1].standardMessages is ALL`,
  ],
  [
    "the first in the configuration's order that may speak",
    {},
    ruled(three("NONE", "MENTIONS", "ALL")),
    2,
    `${SILENT}; bots[0].standardMessages is NONE; bots[1].standardMessages is MENTIONS; bots[2].standardMessages is ALL`,
  ],
  [
    "an AUTO bot that is alone with the user, before an ALL bot behind it",
    {},
    ruled(three("AUTO", "ALL", "ALL"), { canCount: true, members: 2 }),
    0,
    `${SILENT}; bots[0].standardMessages is AUTO, the channel has no more than 2 members: as ALL`,
  ],
  [
    "an ALL bot behind an AUTO bot that isn't alone",
    {},
    ruled(three("AUTO", "ALL", "ALL"), { canCount: true, members: 3 }),
    1,
    `${SILENT}; bots[0].standardMessages is AUTO, the channel has more than 2 members: as MENTIONS; bots[1].standardMessages is ALL`,
  ],
  [
    "an AUTO bot that route chose and that is alone",
    {},
    ruled(three("ALL", "AUTO", "ALL"), { routed: 1, members: 1 }),
    1,
    `${SILENT}; route chose bots[1]; bots[1].standardMessages is AUTO, the channel has no more than 2 members: as ALL`,
  ],
  [
    "a mentioned AUTO bot, without counting",
    said("@bank"),
    ruled(three("AUTO", "ALL", "ALL"), { canCount: true }),
    0,
    "attribute CHIME.mentions absent, Metadata mentions absent, @bank in the text; bots[0]; standardMessages is AUTO",
  ],
  [
    "a bot that answers targets, where whom a message is targeted at can't be read",
    { Target: [{ MemberArn: UNREADABLE }] },
    ruled([bot("bank", "ALL", { targetedMessages: "ALL" })]),
    0,
    `${SILENT}; standardMessages is ALL; Target can't be read; targetedMessages is ALL`,
  ],
  [
    "the only bot, without a number",
    {},
    ruled([bot("bank", "AUTO")], { members: 2 }),
    0,
    `${SILENT}; standardMessages is AUTO, the channel has no more than 2 members: as ALL`,
  ],
];

const SILENCES: [...Row][] = [
  [
    "a targeted bot that doesn't answer targets, whoever is mentioned",
    { ...targeting("shop"), ...said("@bank") },
    ruled([bot("bank", "ALL"), bot("shop", "ALL", { targetedMessages: "NONE" })]),
    1,
    "targeted at bots[1]; targetedMessages is NONE",
  ],
  [
    "a mentioned bot that is to be silent, though another would speak",
    said("@bank"),
    ruled(three("NONE", "ALL", "ALL")),
    0,
    "attribute CHIME.mentions absent, Metadata mentions absent, @bank in the text; bots[0]; standardMessages is NONE",
  ],
  [
    "a mentioned bot that is to be silent and isn't the first",
    said("@shop"),
    ruled(three("ALL", "NONE", "ALL")),
    1,
    "attribute CHIME.mentions absent, Metadata mentions absent, @shop in the text; bots[1]; standardMessages is NONE",
  ],
  [
    "a bot under MENTIONS that is alone with the user",
    {},
    ruled([bot("bank", "MENTIONS")], { members: 2 }),
    0,
    `${SILENT}; standardMessages is MENTIONS`,
  ],
  [
    "a bot that doesn't answer targets, where whom a message is targeted at can't be read",
    { Target: [{ MemberArn: UNREADABLE }] },
    ruled([bot("bank", "ALL", { targetedMessages: "NONE" })]),
    0,
    `${SILENT}; standardMessages is ALL; Target can't be read; targetedMessages is NONE`,
  ],
  [
    "the bot that route chose, unmentioned under MENTIONS, though another would speak",
    {},
    ruled(three("ALL", "MENTIONS", "ALL"), { canRoute: true, routed: 1 }),
    1,
    `${SILENT}; route chose bots[1]; bots[1].standardMessages is MENTIONS`,
  ],
  [
    "an AUTO bot in a group",
    {},
    ruled([bot("bank", "AUTO")], { members: 3 }),
    0,
    `${SILENT}; standardMessages is AUTO, the channel has more than 2 members: as MENTIONS`,
  ],
  [
    "an AUTO bot where the members can't be counted",
    {},
    ruled([bot("bank", "AUTO")], { canCount: true, members: "unknown" }),
    0,
    `${SILENT}; standardMessages is AUTO, how many members there are is unknown: as MENTIONS`,
  ],
  [
    "an AUTO bot where nobody counts",
    {},
    ruled([bot("bank", "AUTO")]),
    0,
    `${SILENT}; standardMessages is AUTO, how many members there are is unknown: as MENTIONS`,
  ],
];

describe("of several bots, a message is for", () => {
  it.each(SPEAKERS)("%s", (_policy, about, rules, speaker, because) => {
    expect(gate(sampleMessage(about), rules)).toMatchObject({ kind: "turn", bot: speaker });
    expect(seenAt(about, rules)).toBe(because);
  });
});

describe("a message is released, and the trace names", () => {
  it.each(SILENCES)("%s", (_policy, about, rules, silent, because) => {
    expect(gate(sampleMessage(about), rules)).toMatchObject({ kind: "release", reason: "not-invoked", bot: silent });
    expect(seenAt(about, rules)).toBe(because);
  });

  it.each<[policy: string, rules: GateRules, because: string]>([
    ["that route chose nobody", ruled(three("ALL", "ALL", "ALL"), { routed: null }), `${SILENT}; route chose nobody`],
    [
      "that route chose no bot of the configuration",
      ruled(three("ALL", "ALL", "ALL"), { routed: 3 }),
      `${SILENT}; route chose no bot that is configured`,
    ],
    [
      "every bot that stays silent",
      ruled(three("NONE", "MENTIONS", "AUTO"), { members: 9 }),
      `${SILENT}; bots[0].standardMessages is NONE; bots[1].standardMessages is MENTIONS; bots[2].standardMessages is AUTO, the channel has more than 2 members: as MENTIONS`,
    ],
  ])("%s", (_policy, rules, because) => {
    const verdict = gate(sampleMessage(), rules);
    expect(verdict).toMatchObject({ kind: "release", reason: "not-invoked" });
    expect(verdict).not.toHaveProperty("bot");
    expect(seenAt({}, rules)).toBe(because);
  });

  it("no bot's message as one for another, and each bot's as our own", () => {
    const rules = ruled(three("ALL", "ALL", "ALL"));
    const reasonOf = (name: string) =>
      gate(sampleMessage({ Sender: { Arn: arn(name) }, Content: "@bank hi", ...targeting("bank") }), rules);
    expect(reasonOf("shop")).toMatchObject({ kind: "release", reason: "own-message" });
    expect(reasonOf("help")).toMatchObject({ kind: "release", reason: "own-message" });
    expect(reasonOf("stranger")).toMatchObject({ kind: "release", reason: "bot-message" });
  });
});

describe("the gate asks", () => {
  const all = three("ALL", "ALL", "ALL");
  it.each<[policy: string, about: Partial<ChannelMessage>, rules: GateRules, asked: object]>([
    ["route, where nobody is targeted or mentioned", {}, ruled(all, { canRoute: true }), { what: "route" }],
    [
      "how many members there are, where an AUTO bot comes first",
      {},
      ruled(three("MENTIONS", "AUTO", "ALL"), { canCount: true }),
      { what: "members", bot: 1 },
    ],
    [
      "that for the bot which route chose",
      {},
      ruled(three("ALL", "ALL", "AUTO"), { canRoute: true, routed: 2, canCount: true }),
      { what: "members", bot: 2 },
    ],
  ])("%s", (_policy, about, rules, asked) => {
    const verdict = gate(sampleMessage(about), rules);
    expect(verdict).toEqual({ kind: "ask", ...asked, trace: verdict.trace });
    expect(verdict.trace.at(-1)).toMatchObject({ step: "targeted-elsewhere", pass: true });
  });

  it.each<[policy: string, about: Partial<ChannelMessage>, rules: GateRules]>([
    ["route of a targeted message", targeting("bank"), ruled(all, { canRoute: true })],
    ["route of a message with a mention", said("@bank"), ruled(all, { canRoute: true })],
    ["route, where there is none", {}, ruled(all)],
    ["for members, where an ALL bot comes first", {}, ruled(three("ALL", "AUTO", "AUTO"), { canCount: true })],
    ["for members, where they can't be counted", {}, ruled(three("AUTO", "ALL", "ALL"))],
    [
      "of a message that isn't for a bot at all",
      { Type: "CONTROL" },
      ruled(three("AUTO", "ALL", "ALL"), { canCount: true, canRoute: true }),
    ],
  ])("nobody %s", (_policy, about, rules) => {
    expect(gate(sampleMessage(about), rules).kind).not.toBe("ask");
  });
});

describe("what Lex is asked", () => {
  const two = ruled([bot("bank", "ALL", { aliases: ["Bank", "Bank Bot"] }), bot("shop", "ALL")]);

  it.each<[policy: string, about: Partial<ChannelMessage>, text: string]>([
    ["loses the mention of the bot that speaks", said("@bank bot, my balance?"), "my balance?"],
    ["loses it where another source named the bot", { ...targeting("bank"), ...said("Hi @bank !") }, "Hi !"],
    ["keeps the mention of another", said("@bank ask @shop"), "ask @shop"],
    ["keeps it where another comes first", { ...targeting("bank"), ...said("@shop or @bank?") }, "@shop or?"],
    ["is the mention, where there is nothing else", said(" @bank "), "@bank"],
    ["is decoded first", said("%40bank%2C%20hi"), "hi"],
  ])("%s", (_policy, about, text) => {
    expect(gate(sampleMessage(about), two)).toMatchObject({ kind: "turn", bot: 0, text, input: expect.anything() });
  });

  it("is what the user wrote, in what is kept of it", () => {
    const verdict = gate(sampleMessage(said("  @bank, hi ")), two);
    expect(verdict).toMatchObject({ kind: "turn", text: "hi", input: "  @bank, hi " });
  });

  it("is measured without the mention, by the rule of the bot that speaks", () => {
    const bots = [bot("bank", "MENTIONS", { longText: "release" }), bot("shop", "MENTIONS")];
    const long = (name: string, length: number) =>
      gate(sampleMessage(said(`@${name} ${"a".repeat(length)}`)), ruled(bots));
    expect(long("bank", 1024).kind).toBe("turn");
    expect(long("bank", 1025)).toMatchObject({ kind: "release", reason: "text-too-long", bot: 0 });
    expect(long("shop", 1025)).toMatchObject({ kind: "turn", bot: 1 });
  });

  it("says in the trace what was looked up, and which bot a target names", () => {
    const lookedUp = { ...two, isLookedUp: true };
    expect(seenAt({}, two, "targeted-elsewhere")).toBe("Target is absent (not looked up)");
    expect(seenAt({}, lookedUp, "targeted-elsewhere")).toBe("Target is absent (looked up)");
    expect(seenAt(targeting("shop"), two, "targeted-elsewhere")).toBe("targeted at bots[1]");
    expect(seenAt({ ContentType: "text/plain" }, lookedUp, "not-text")).toBe("ContentType is text/plain (looked up)");
    expect(seenAt({}, lookedUp, "not-text")).toBe("ContentType is absent (looked up)");
  });
});
