import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Callback } from "../../../mappers/shapes/callback.ts";
import { createBridge } from "../../../src/index.ts";
import type { Decision } from "../../../src/read/decision.ts";
import { createEmulator, type Emulator } from "../../../tools/emulator/index.ts";
import { matchers } from "../../../tools/testing/matchers/matchers.ts";
import { runCases } from "../../../tools/testing/run-cases.ts";
import "../../../tools/testing/vitest.ts";
import { BANK_BOT } from "../../wire/emulator.ts";
import { button, card, denied, failed, released, replied, text } from "./sample-callback.ts";

const casesFolder = new URL("../../../fixtures/cases/", import.meta.url);

const bank = replied(
  [
    text("For which account?"),
    card("Pick one", { Subtitle: "Two accounts", Buttons: [button("Checking"), button("Savings", "SAV")] }),
    { Content: "<speak>Take <break/> your time</speak>", ContentType: "SSML" },
  ],
  { "intent.name": "CheckBalance", "intent.state": "InProgress" },
);

function decided(more: Partial<Decision> = {}): Decision {
  return {
    outcome: "replied",
    messageId: "m",
    channelArn: "arn:a",
    callbackId: "c",
    trace: [],
    timings: { total: 1 },
    sizes: {},
    losses: [],
    retries: { turn: 0, callback: 0, claims: 0, send: 0 },
    warnings: [],
    ...more,
  };
}

const notInvoked = decided({
  outcome: "released",
  verdict: { kind: "release", reason: "not-invoked" },
  trace: [{ step: "not-invoked", pass: false, because: "standardMessages is NONE" }],
});
const error = { code: "LEX_TIMEOUT", fault: "bot", fix: "…" } as const;

type Names = keyof typeof matchers;
type Row = [name: Names, rest: unknown[], subject: unknown, pass: boolean];

describe("a matcher says yes or no", () => {
  it.each<Row>([
    ["toReply", [], bank, true],
    ["toReply", ["For which account?"], bank, true],
    ["toReply", ["For which"], bank, false],
    ["toReply", [/which/g], bank, true],
    ["toReply", [expect.stringContaining("account")], bank, true],
    ["toReply", ["Take your time"], bank, true],
    ["toReply", ["Pick one"], bank, false],
    ["toReply", [], released(), false],
    ["toReply", [], replied([]), false],
    ["toReply", [], failed(500), false],
    [
      "toReply",
      ["Hi"],
      decided({ content: { text: "?", messages: [{ contentType: "PlainText", content: "Hi" }] } }),
      true,
    ],
    ["toReply", ["Hi"], notInvoked, false],
    ["toReply", [], decided(), true],
    ["toReplyWithCard", [], bank, true],
    ["toReplyWithCard", [{ title: "Pick one", subtitle: /two/i }], bank, true],
    ["toReplyWithCard", [{ buttons: ["Checking", { text: "Savings", value: "SAV" }] }], bank, true],
    ["toReplyWithCard", [{ buttons: ["Checking"] }], bank, false],
    ["toReplyWithCard", [{ buttons: ["Savings", "Checking"] }], bank, false],
    ["toReplyWithCard", [{ buttons: [/^Ch/, { value: "SAVINGS" }] }], bank, false],
    ["toReplyWithCard", [{ imageUrl: "https://a/b.png" }], bank, false],
    ["toReplyWithCard", [], replied([text("Hi")]), false],
    ["toHaveIntent", ["CheckBalance"], bank, true],
    ["toHaveIntent", ["CheckBalance", "InProgress"], bank, true],
    ["toHaveIntent", ["CheckBalance", "Failed"], bank, false],
    ["toHaveIntent", ["Check"], bank, false],
    ["toHaveIntent", ["Welcome", "Fulfilled"], decided({ intent: { name: "Welcome", state: "Fulfilled" } }), true],
    ["toBeReleased", [], released(), true],
    ["toBeReleased", [], released('{"Messages":[]}'), true],
    ["toBeReleased", [], bank, false],
    ["toBeReleased", [], denied(), false],
    ["toBeReleased", [], notInvoked, true],
    ["toBeReleased", ["not-invoked"], notInvoked, true],
    ["toBeReleased", ["edit"], notInvoked, false],
    ["toBeReleased", [], decided({ outcome: "failed", error }), false],
    ["toBeDenied", [], denied(), true],
    ["toBeDenied", [], released(), false],
    ["toBeDenied", [], decided({ outcome: "denied" }), true],
    ["toFail", [], failed(403), true],
    ["toFail", [403], failed(403), true],
    ["toFail", ["LEX_ACCESS_DENIED"], failed(403), true],
    ["toFail", ["LEX_TIMEOUT"], failed(403), false],
    ["toFail", [], bank, false],
    ["toFail", ["LEX_TIMEOUT"], decided({ outcome: "errored", error }), true],
    ["toFail", [504], decided({ outcome: "errored", error }), true],
    ["toFail", ["LEX_INTERNAL"], decided({ outcome: "errored", error }), false],
    // Another code of the same number is another failure, where the record tells.
    ["toFail", ["CALLBACK_TIMEOUT"], decided({ outcome: "errored", error }), false],
    ["toFail", ["LEX_TIMEOUT"], decided({ outcome: "released", error }), true],
    ["toFail", [], decided(), false],
    ["toHaveLost", ["image"], decided({ losses: [{ kind: "image", message: 0, before: 9, after: 0 }] }), true],
    ["toHaveLost", ["text"], decided({ losses: [{ kind: "image", message: 0, before: 9, after: 0 }] }), false],
    ["toHaveLost", [], decided(), false],
    ["toFitLimits", [], bank, true],
    ["toFitLimits", [], replied([text("x".repeat(4096))]), false],
    ["toFitLimits", [], decided({ sizes: { content: 4096, metadata: 1024 } }), true],
    ["toFitLimits", [], decided({ sizes: { content: 4097 } }), false],
    ["toFitLimits", [], { MessageId: "m", Content: JSON.stringify({ Messages: [text("x".repeat(4096))] }) }, false],
    ["toBeDenied", [], { MessageId: "m", Content: "x", Status: { Value: "DENIED" } }, true],
  ])("%s %j", (name, rest, subject, pass) => {
    const matcher = matchers[name] as (
      received: unknown,
      ...rest: unknown[]
    ) => { pass: boolean; message: () => string };
    expect(matcher(subject, ...rest).pass).toBe(pass);
  });
});

describe("a matcher that fails says what was there", () => {
  it.each<[name: Names, rest: unknown[], subject: unknown, said: RegExp]>([
    [
      "toReply",
      ["Hi"],
      bank,
      /^expected the callback to reply with "Hi", and there is\n\n {2}a reply of 3 messages\n {4}1 PlainText "For which account\?"\n {4}2 card "Pick one" with \[Checking\] \[Savings: SAV\], subtitle "Two accounts"\n {4}3 SSML .*\n {2}intent CheckBalance InProgress\n$/,
    ],
    ["toReply", [], failed(403), /an error reply, code 403/],
    [
      "toReplyWithCard",
      [{ title: "A", buttons: ["B"] }],
      released(),
      /reply with a card: title "A", buttons \[text "B"\], and there is\n\n {2}the message as it came, released\n/,
    ],
    [
      "toHaveIntent",
      ["Welcome", "Fulfilled"],
      bank,
      /have the intent Welcome Fulfilled.*\n\n[\s\S]*intent CheckBalance InProgress/,
    ],
    [
      "toBeReleased",
      ["edit"],
      notInvoked,
      /be released for edit.*\n\n.*released: not-invoked, standardMessages is NONE/,
    ],
    ["toBeDenied", [], bank, /to be denied.*\n\n.*a reply of 3 messages/],
    [
      "toFail",
      ["LEX_TIMEOUT"],
      decided({ outcome: "errored", error: { ...error, code: "LEX_INTERNAL" } }),
      /code 500 \(LEX_INTERNAL\)/,
    ],
    [
      "toHaveLost",
      ["text"],
      decided({ losses: [{ kind: "image", message: 2, before: 1240, after: 0 }] }),
      /lost: image of message 3, 1,240 → 0 bytes/,
    ],
    ["toFitLimits", [], replied([text("x".repeat(4096))]), /Content: 4,\d\d\d bytes, limit 4,096/],
  ])("%s", (name, rest, subject, said) => {
    const matcher = matchers[name] as (
      received: unknown,
      ...rest: unknown[]
    ) => { pass: boolean; message: () => string };
    expect(matcher(subject, ...rest).message()).toMatch(said);
  });

  it("and after not, what it is all the same", () => {
    expect(() => expect(bank).not.toReply("For which account?")).toThrow(
      /^expected the callback not to reply with "For which account\?", and there is/,
    );
  });
});

describe("a matcher that can't know throws, so that no `not` passes by chance", () => {
  it.each<[said: RegExp, ask: () => void]>([
    [/toReply was given undefined/, () => expect(undefined).not.toReply()],
    [/toReply was given a promise: await it/, () => expect(Promise.resolve(bank)).not.toReply()],
    [
      /toBeDenied was given an object with EventType, CallbackId, ChannelMessage/,
      () => expect({ EventType: "x", CallbackId: "c", ChannelMessage: { Sender: {} } }).not.toBeDenied(),
    ],
    [/toFitLimits was given a string/, () => expect("x").not.toFitLimits()],
    [
      /toReply can't know from the decision record what the bot said\. .*logContent/,
      () => expect(decided()).not.toReply("x"),
    ],
    [
      /can't know from the callback why a message is released\. .*decision record/,
      () => expect(released()).not.toBeReleased("edit"),
    ],
    [/can't know from the callback what was lost/, () => expect(bank).not.toHaveLost("image")],
    [/toHaveLost knows no imge\. Did you mean image\?/, () => expect(decided()).not.toHaveLost("imge" as "image")],
    [
      /toFail knows no LEX_TIMEOT\. Did you mean LEX_TIMEOUT\?/,
      () => expect(decided()).not.toFail("LEX_TIMEOT" as "LEX_TIMEOUT"),
    ],
    [/toBeReleased knows no edits\. Did you mean edit\?/, () => expect(notInvoked).not.toBeReleased("edits" as "edit")],
  ])("%s", (said, ask) => {
    expect(ask).toThrow(said);
  });
});

describe("a turn in which the bot says nothing", () => {
  it("has the intent that its record names", () => {
    const decision = decided({ outcome: "released", intent: { name: "Welcome", state: "Fulfilled" } });
    const message = { MessageId: "m1", ChannelArn: "c", Content: "Thanks", Sender: { Arn: "a/user/ana" } };
    const event = { CallbackId: "c1", ChannelMessage: message };
    const delivery = { messageId: "m1", event, invocations: [{ result: decision }] };
    const channel = {
      messages: () => [{ ...message, CreatedTimestamp: "2026-01-01T00:00:00.000Z", Status: { Value: "SENT" } }],
      deliveries: () => [delivery],
    };
    expect(channel).toHaveIntent("Welcome", "Fulfilled");
    expect(channel).not.toHaveIntent("Welcome", "Failed");
    expect({ actual: { decision, callback: released() } }).toHaveIntent("Welcome", "Fulfilled");
  });
});

describe("a matcher that fails", () => {
  it("gives reporters what was expected and what there is", () => {
    const { expected, actual } = matchers.toHaveIntent(bank, "Welcome");
    expect(expected).toBe("to have the intent Welcome");
    expect(actual).toContain("intent CheckBalance InProgress");
  });
});

describe("an emulated channel", () => {
  let emulator: Emulator;
  let last: Callback | undefined;
  beforeEach(async () => {
    emulator = await createEmulator({ bots: [BANK_BOT] });
  });
  afterEach(() => emulator.close());

  async function say(content: string, config: Partial<Parameters<typeof createBridge>[0]> = {}, returnsRecord = true) {
    const { aliasArn: lexBotAliasArn = "" } = emulator.world.lexBots[0] ?? {};
    const bots = [{ lexBotAliasArn, appInstanceBotArn: emulator.world.bot.arn }];
    const bridge = createBridge(
      { bots, ...config },
      {
        ...emulator.ports,
        channelFlowCallback: async (callback, options) => {
          last = callback;
          await emulator.ports.channelFlowCallback(callback, options);
        },
      },
    );
    emulator.setProcessor(async (event) => (returnsRecord ? bridge.handle(event) : void (await bridge.handle(event))));
    await emulator.send({ content });
    await emulator.settled();
  }

  it("is asked about its last delivery: words and intent as people see them, reasons from the record", async () => {
    await say("What is my balance?");
    expect(emulator).toReply("For which account?");
    expect(emulator).toHaveIntent("CheckBalance", "InProgress");
    expect(emulator).toFitLimits();
    expect(emulator).not.toHaveLost();
    expect(emulator).not.toBeReleased();
    await say(" ");
    expect(emulator).toBeReleased("no-text");
    expect(emulator).not.toReply();
    expect(last).toBeReleased();
    emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "No." };
    await say("Hello");
    expect(emulator).toFail("LEX_ACCESS_DENIED");
    await say("Hello", { onFailure: "deny" });
    expect(emulator).toBeDenied();
  });

  it("in reply is asked what the bot said in its own name, and its own message is nobody's question", async () => {
    await say("What is my balance?", { delivery: "reply" });
    expect(emulator.deliveries()).toHaveLength(2);
    expect(last).toBeReleased();
    expect(emulator).toReply("For which account?");
    expect(emulator).toHaveIntent("CheckBalance", "InProgress");
    expect(emulator).not.toBeReleased();
    expect(emulator).toFitLimits();
    expect(emulator.messages().at(-1)).toReply("For which account?");
    expect(emulator.messages()[0]).not.toReply();
    emulator.faults.lex = { status: 403, name: "AccessDeniedException", message: "No." };
    await say("Hello", { delivery: "reply" });
    expect(emulator).toFail("LEX_ACCESS_DENIED");
    // Of the same number: only the record of the question tells them apart.
    expect(emulator).not.toFail("CALLBACK_FORBIDDEN");
  });

  it("whose processor returns no record shows what happened, and can't say why", async () => {
    await say(" ", {}, false);
    expect(emulator).toBeReleased();
    expect(() => expect(emulator).toBeReleased("no-text")).toThrow(/can't know from the channel's last delivery why/);
  });

  it("a redelivery doesn't hide how it ended", async () => {
    await say(" ");
    emulator.redeliver(emulator.messages().at(-1)?.MessageId ?? "");
    await emulator.settled();
    expect(emulator).toBeReleased("no-text");
  });

  it("that nobody wrote to has no reply, and says so", () => {
    expect(() => expect(emulator).toReply()).toThrow(/the channel, which holds no message of a person, to reply/);
  });
});

it("the result of a case has both, the words and the reasons", async () => {
  const [long] = await runCases(new URL("a-custom-payload-is-kept-whole-or-dropped", casesFolder));
  expect(long).toReply("Here is your data.");
  expect(long).toHaveLost("message");
  expect(long).toFitLimits();
  const [shut] = await runCases(new URL("an-unmentioned-bot-stays-silent-under-MENTIONS", casesFolder));
  expect(shut).toBeReleased("not-invoked");
});

it("each also matches inside a larger value", () => {
  expect({ sent: [bank] }).toEqual({ sent: [expect.toReply("For which account?")] });
});
