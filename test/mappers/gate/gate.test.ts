import { describe, expect, it } from "vitest";
import { GATE_STEPS, type GateBot, type GateRules, type GateStep, gate } from "../../../mappers/gate/gate.ts";
import { INPUT_KEY } from "../../../mappers/message/metadata.ts";
import { UNREADABLE } from "../../../mappers/message/read-message.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import { APP_ARN, BOT_ARN, sampleMessage } from "../sample-message.ts";

const bot: GateBot = {
  arn: BOT_ARN,
  aliases: [],
  standardMessages: "ALL",
  targetedMessages: "ALL",
  longText: "error",
};
/** The rules of a single bot that differs like this. */
const only = (about: Partial<GateBot>) => ({ bots: [{ ...bot, ...about }] });
const rules: GateRules = {
  bots: [bot],
  mentionsPath: "mentions",
  edits: "ignore",
  keepInput: true,
  isText: true,
};
const created = "2026-11-24T09:30:00.000Z";
const edited = "2026-11-24T10:00:00.000Z";
const mention = { Metadata: JSON.stringify({ mentions: [BOT_ARN] }) };
const toBot = { Target: [{ MemberArn: BOT_ARN }] };
const toBen = { Target: [{ MemberArn: `${APP_ARN}/user/ben` }] };

const FILES = { attachmentsPath: "attachments" };
const twoFiles = { Metadata: JSON.stringify({ attachments: [{ name: "statement.pdf" }, { name: "photo.jpg" }] }) };
const OWN = { applicationPaths: ["isMeetingInfo", "app.kind"] };

type Row = [policy: string, about: Partial<ChannelMessage>, ruled?: Partial<GateRules>];

const TURNS: Row[] = [
  ["a STANDARD message", {}],
  ["a message without a Type", { Type: undefined }],
  ["a message whose Type is null", { Type: null }],
  ["a user while no bot ARN is configured", {}, only({ arn: undefined })],
  ["a user whose id is called bot", { Sender: { Arn: `${APP_ARN}/user/bot` } }],
  ["a user whose id ends in a bot's path but is none", { Sender: { Arn: `${APP_ARN}/user/x/bot/y` } }],
  ["a sender whose ARN goes on after a bot's", { Sender: { Arn: `${APP_ARN}/bot/x/y` } }],
  ["a message with equal timestamps", { LastEditedTimestamp: created }],
  ["a message with the same instant in another spelling", { LastEditedTimestamp: "2026-11-24T09:30:00Z" }],
  ["a message with the same instant as numbers", { CreatedTimestamp: 1_795, LastEditedTimestamp: 1_795 }],
  [
    "a message with the same instant as a number and as a text",
    { CreatedTimestamp: Date.parse(created), LastEditedTimestamp: created },
  ],
  ["a message with equal timestamps that nobody can read", { CreatedTimestamp: "now", LastEditedTimestamp: "now" }],
  [
    "a message with equal timestamps that are no text and no number",
    { CreatedTimestamp: { toString: 0 }, LastEditedTimestamp: { toString: 0 } },
  ],
  ["a message with an empty timestamp of edit", { LastEditedTimestamp: "" }],
  ["a message whose timestamp of edit is null", { LastEditedTimestamp: null }],
  ["an edit, where edits are answered", { LastEditedTimestamp: edited }, { edits: "answer" }],
  ["files without words, where Metadata lists them", { Content: " ", ...twoFiles }, FILES],
  ["an application's own JSON, where nothing marks it", { Content: '{"poll":7}' }, OWN],
  ["words that only begin like JSON", { Content: '{"isMeetingInfo":true} or so' }, OWN],
  ["a mark that says no", { Metadata: '{"isMeetingInfo":false,"app":{"kind":null}}' }, OWN],
  ["a message whose list of targets is empty", { Target: [] }],
  ["a message whose list of targets is null", { Target: null }],
  ["a message targeted at the bot", toBot],
  ["a message targeted at the bot among others", { Target: [...toBen.Target, ...toBot.Target] }],
  ["a targeted message, whatever standardMessages says", toBot, only({ standardMessages: "NONE" })],
  ["a mention under MENTIONS", mention, only({ standardMessages: "MENTIONS" })],
  [
    "a mention at the configured path",
    { Metadata: JSON.stringify({ to: [BOT_ARN] }) },
    { ...only({ standardMessages: "MENTIONS" }), mentionsPath: "to" },
  ],
  ["a message without a mention under ALL", {}, only({ standardMessages: "ALL" })],
  [
    "exactly 1024 units where longer ones are released",
    { Content: "a".repeat(1024) },
    { ...only({ longText: "release" }), keepInput: false },
  ],
  [
    "1024 units within white space",
    { Content: ` ${"a".repeat(1024)}\n` },
    { ...only({ longText: "release" }), keepInput: false },
  ],
  [
    "a long text where it becomes an error",
    { Content: "a".repeat(1025) },
    { ...only({ longText: "error" }), keepInput: false },
  ],
  [
    "a long text where it is cut",
    { Content: "a".repeat(1025) },
    { ...only({ longText: "truncate" }), keepInput: false },
  ],
  ["Metadata that is no JSON, where words need not be kept", { Metadata: "x" }, { keepInput: false }],
];

const RELEASES: [reason: GateStep, ...Row][] = [
  ["not-standard", "a CONTROL message", { Type: "CONTROL" }],
  ["own-message", "the bot's own message", { Sender: { Arn: BOT_ARN } }],
  ["bot-message", "another bot's message", { Sender: { Arn: `${APP_ARN}/bot/other` } }],
  ["bot-message", "a bot while no bot ARN is configured", { Sender: { Arn: BOT_ARN } }, only({ arn: undefined })],
  ["envelope", "a bot's messages by their shape", { Content: '{"Messages":[]}' }],
  ["envelope", "a bot's error by its shape", { Content: '{"Code":403}' }],
  ["envelope", "a percent-encoded envelope", { Content: "%7B%22Code%22%3A403%7D" }],
  ["envelope", "a broken envelope by its type", { Content: "{", ContentType: "application/amz-chime-lex-msgs" }],
  ["application-message", "what Metadata marks as the application's own", { Metadata: '{"isMeetingInfo":true}' }, OWN],
  ["application-message", "what its Content marks so", { Content: '{"app":{"kind":"poll"}}' }, OWN],
  ["application-message", "the same percent-encoded", { Content: "%7B%22isMeetingInfo%22%3A1%7D" }, OWN],
  ["no-text", "files that have no name", { Content: " ", Metadata: '{"attachments":[{"name":" "}]}' }, FILES],
  ["not-text", "what is no text", { ContentType: "image/png" }, { isText: false }],
  ["edit", "an edit", { LastEditedTimestamp: edited }],
  ["edit", "an edit without a timestamp of creation", { CreatedTimestamp: undefined, LastEditedTimestamp: edited }],
  ["edit", "an edit whose timestamp of creation is null", { CreatedTimestamp: null, LastEditedTimestamp: edited }],
  ["edit", "an edit by numbers", { CreatedTimestamp: 1, LastEditedTimestamp: 2 }],
  ["edit", "an edit by an unreadable timestamp", { LastEditedTimestamp: "later" }],
  ["edit", "an edit of an unreadable timestamp", { CreatedTimestamp: "early", LastEditedTimestamp: "later" }],
  ["edit", "a number that is later than a text", { CreatedTimestamp: created, LastEditedTimestamp: 4_000_000_000 }],
  ["no-text", "a message without Content", { Content: undefined }],
  ["no-text", "white space", { Content: " \n\t" }],
  ["no-text", "encoded white space", { Content: "%20%0A" }],
  ["targeted-elsewhere", "a message targeted at someone else", toBen],
  ["targeted-elsewhere", "a target without an ARN", { Target: [{}] }],
  [
    "targeted-elsewhere",
    "a target without an ARN while no bot ARN is configured",
    { Target: [{}] },
    only({ arn: undefined }),
  ],
  ["targeted-elsewhere", "any target while no bot ARN is configured", toBot, only({ arn: undefined })],
  ["not-invoked", "a targeted message under NONE", toBot, only({ targetedMessages: "NONE" })],
  ["not-invoked", "any message under NONE", mention, only({ standardMessages: "NONE" })],
  ["not-invoked", "a message without a mention under MENTIONS", {}, only({ standardMessages: "MENTIONS" })],
  [
    "not-invoked",
    "an empty mention while no bot ARN is configured",
    { Metadata: JSON.stringify({ mentions: [""] }) },
    only({ standardMessages: "MENTIONS", arn: undefined }),
  ],
  [
    "text-too-long",
    "1025 units where longer ones are released",
    { Content: "a".repeat(1025) },
    only({ longText: "release" }),
  ],
  ["input-would-be-lost", "Metadata that is no JSON", { Metadata: "free text" }],
  ["input-would-be-lost", "words that Metadata can't hold", { Content: "a".repeat(1020) }],
];

describe("the gate", () => {
  it.each(TURNS)("lets the bot speak to %s", (_policy, about, ruled = {}) => {
    const verdict = gate(sampleMessage(about), { ...rules, ...ruled });
    expect(verdict.kind).toBe("turn");
    expect(verdict.trace.map(({ step, pass }) => [step, pass])).toEqual(GATE_STEPS.map((step) => [step, true]));
  });

  it.each(RELEASES)("releases as %s: %s", (reason, _policy, about, ruled = {}) => {
    const verdict = gate(sampleMessage(about), { ...rules, ...ruled });
    expect(verdict).toMatchObject({ kind: "release", reason });
    const taken = GATE_STEPS.slice(0, GATE_STEPS.indexOf(reason) + 1);
    expect(verdict.trace.map(({ step, pass }) => [step, pass])).toEqual(taken.map((step) => [step, step !== reason]));
  });

  it("has a row for each of its steps", () => {
    expect(new Set(RELEASES.map(([reason]) => reason))).toEqual(new Set(GATE_STEPS));
  });

  it("asks Lex for the trimmed words, and keeps them as the user wrote them", () => {
    const verdict = gate(sampleMessage({ Content: "%20%20Hi%20there%0A" }), rules);
    expect(verdict).toMatchObject({ kind: "turn", text: "Hi there", input: "  Hi there\n" });
  });

  it("asks Lex by the names of files that came without words, and keeps what was written", () => {
    const verdict = gate(sampleMessage({ Content: "\u200b ", ...twoFiles }), { ...rules, ...FILES });
    expect(verdict).toMatchObject({ kind: "turn", text: "statement.pdf, photo.jpg", input: "\u200b " });
  });
});

const SILENT = "attribute CHIME.mentions absent, Metadata mentions absent, no alias is configured";
/** Members that couldn't be read. */
const oddTarget = { Target: [{ MemberArn: UNREADABLE }] };
const oddMentions = { MessageAttributes: { "CHIME.mentions": { StringValues: [UNREADABLE] } } };
const sawAt = (step: GateStep, about: Partial<ChannelMessage>, ruled: Partial<GateRules> = {}) =>
  gate(sampleMessage(about), { ...rules, ...ruled }).trace.find((one) => one.step === step)?.because;

describe("the trace says what the gate saw", () => {
  it.each<[GateStep, string, Partial<ChannelMessage>, Partial<GateRules>?]>([
    ["not-standard", "Type is CONTROL", { Type: "CONTROL" }],
    ["not-standard", "Type is STANDARD", { Type: "STANDARD" }],
    ["not-standard", "Type is SYSTEM", { Type: "SYSTEM" }],
    ["not-standard", "Type is of another form", { Type: "SECRET" }],
    ["not-standard", "Type is absent", { Type: null }],
    ["own-message", "compared with appInstanceBotArn", {}],
    ["own-message", "appInstanceBotArn is not configured", {}, only({ arn: undefined })],
    ["own-message", "compared with appInstanceBotArn", {}, { bots: [{ ...bot, arn: undefined }, bot] }],
    ["bot-message", "the sender is an AppInstanceBot", { Sender: { Arn: `${APP_ARN}/bot/other` } }],
    ["bot-message", "the sender isn't a bot", {}],
    ["envelope", "already a bot's reply", { Content: '{"Code":403}' }],
    ["envelope", "not a bot's reply", {}],
    ["application-message", "Metadata holds app.kind", { Metadata: '{"app":{"kind":"poll"}}' }, OWN],
    ["application-message", "Content holds app.kind", { Content: '{"app.kind":0}' }, OWN],
    ["application-message", "no member of applicationPaths", { Content: '{"app":{"kind":false}}' }, OWN],
    ["application-message", "no member of applicationPaths", {}],
    ["not-text", "ContentType is text/plain", { ContentType: "text/plain" }],
    ["not-text", "ContentType is absent", {}],
    ["not-text", "ContentType is text/plain", { ContentType: " Text/PLAIN ; charset=utf-8" }],
    ["not-text", "ContentType is image/…", { ContentType: "image/x-secret" }],
    ["not-text", "ContentType is of another form", { ContentType: "secret/png" }],
    ["not-text", "ContentType is of another form", { ContentType: "my-text/plain" }],
    ["not-text", "ContentType is of another form", { ContentType: "image" }],
    ["edit", "an edit, and edits is ignore", { LastEditedTimestamp: edited }],
    ["edit", "LastEditedTimestamp shows no edit", {}],
    ["no-text", "empty or white space only", { Content: " " }],
    ["no-text", "files, no words", { Content: " ", ...twoFiles }, FILES],
    ["no-text", "empty or white space only", { Content: " ", ...twoFiles }],
    ["no-text", "3 characters", { Content: " Hi", ...twoFiles }, FILES],
    ["no-text", "3 characters", { Content: " Hi" }],
    ["targeted-elsewhere", "Target is absent (not looked up)", {}],
    ["targeted-elsewhere", "Target can't be read (not looked up)", oddTarget],
    ["targeted-elsewhere", "targeted at the bot", toBot],
    ["targeted-elsewhere", "targeted at someone else", toBen],
    ["not-invoked", "targeted at the bot; targetedMessages is NONE", toBot, only({ targetedMessages: "NONE" })],
    ["not-invoked", `${SILENT}; standardMessages is NONE`, {}, only({ standardMessages: "NONE" })],
    ["not-invoked", "attribute CHIME.mentions can't be read", oddMentions],
    ["not-invoked", `${SILENT}; standardMessages is ALL; Target can't be read; targetedMessages is ALL`, oddTarget],
    [
      "not-invoked",
      `${SILENT}; standardMessages is ALL; Target can't be read; targetedMessages is NONE`,
      oddTarget,
      only({ targetedMessages: "NONE" }),
    ],
    ["not-invoked", `${SILENT}; standardMessages is NONE`, oddTarget, only({ standardMessages: "NONE" })],
    [
      "not-invoked",
      "appInstanceBotArn is not configured, no alias is configured; standardMessages is MENTIONS",
      mention,
      only({ standardMessages: "MENTIONS", arn: undefined }),
    ],
    [
      "not-invoked",
      "attribute CHIME.mentions absent, Metadata mentions names the bot; the bot; standardMessages is MENTIONS",
      mention,
      only({ standardMessages: "MENTIONS" }),
    ],
    ["text-too-long", "2 of 1024 characters, longText is error", { Content: " Hi" }],
    ["input-would-be-lost", "keepInput is off", {}, { keepInput: false }],
    ["input-would-be-lost", "Metadata can keep the user's words", {}],
    ["input-would-be-lost", "Metadata can't keep the user's words", { Metadata: `{"${INPUT_KEY}":"x"}` }],
  ])("%s: %s", (step, because, about, ruled) => {
    expect(sawAt(step, about, ruled)).toBe(because);
  });

  it.each([
    "text/markdown",
    "text/html",
    "application/json",
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/gif",
  ])("not-text: the whole of a well-known type: %s", (ContentType) => {
    expect(sawAt("not-text", { ContentType })).toBe(`ContentType is ${ContentType}`);
  });
});
