import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Callback } from "../../../mappers/shapes/callback.ts";
import { alignItems } from "../../../tools/testing/diff/align.ts";
import { callbackDifferences } from "../../../tools/testing/diff/callbacks.ts";
import { differenceToText } from "../../../tools/testing/diff/difference.ts";
import { limitDifferences } from "../../../tools/testing/diff/limits.ts";
import { turnRequestDifferences, turnResultDifferences } from "../../../tools/testing/diff/turns.ts";
import { button, card, denied, failed, released, replied, text } from "./sample-callback.ts";

const lines = (expected: unknown, actual: Callback | undefined) =>
  callbackDifferences(expected, actual).map((one) => differenceToText(one));

const pick = (more: object = {}) => card("Pick one", { Subtitle: "Two accounts", ...more });
const two = { Buttons: [button("Checking"), button("Savings")] };
const long = (end: string) => `${"The balance of your savings account is shown here. ".repeat(4)}${end}`;

describe("a callback that differs is told as what it means to the reader", () => {
  it.each<[said: string[], expected: Callback | undefined, actual: Callback | undefined]>([
    [
      ['message 2: card subtitle lost ("Two accounts")'],
      replied([text("Hi"), pick()]),
      replied([text("Hi"), card("Pick one")]),
    ],
    [
      ['message 1: card image added ("https://a/b.png")'],
      replied([pick()]),
      replied([pick({ ImageUrl: "https://a/b.png" })]),
    ],
    [['message 1: card title: "Pick one" → "Pick two"'], replied([card("Pick one")]), replied([card("Pick two")])],
    [["message 1: button 2 lost (Savings)"], replied([pick(two)]), replied([pick({ Buttons: [button("Checking")] })])],
    [["message 1: button 1 lost (Checking)"], replied([pick(two)]), replied([pick({ Buttons: [button("Savings")] })])],
    [
      ["message 1: button 3 added (Both)"],
      replied([pick(two)]),
      replied([pick({ Buttons: [...two.Buttons, button("Both")] })]),
    ],
    [
      ["message 1: button 1 value: Checking → C"],
      replied([pick({ Buttons: [button("Checking")] })]),
      replied([pick({ Buttons: [button("Checking", "C")] })]),
    ],
    [
      ["message 1: button 1: Checking → Current"],
      replied([pick({ Buttons: [button("Checking")] })]),
      replied([pick({ Buttons: [button("Current", "Checking")] })]),
    ],
    [['message 1: text: "Hello!" → "Hello?"'], replied([text("Hello!")]), replied([text("Hello?")])],
    [
      [
        'message 1: text: "…ccount is shown here. today" (209 characters) → "…ccount is shown here. tomorrow" (212 characters)',
      ],
      replied([text(long("today"))]),
      replied([text(long("tomorrow"))]),
    ],
    [['message 1: lost, PlainText "Hi"'], replied([text("Hi"), pick()]), replied([pick()])],
    [
      ['message 2: added, card "Pick one" with [Checking] [Savings]'],
      replied([text("Hi")]),
      replied([text("Hi"), pick(two)]),
    ],
    [["message 1: stands at place 2 now"], replied([text("Hi"), pick()]), replied([pick(), text("Hi")])],
    [
      ['message 1: PlainText "Hi" → SSML "<speak>Hi</speak>"'],
      replied([text("Hi")]),
      replied([{ Content: "<speak>Hi</speak>", ContentType: "SSML" }]),
    ],
    [["message 1: tone lost (warm)"], replied([{ ...text("Hi"), Tone: "warm" }]), replied([text("Hi")])],
    [
      ["attribute intent.state: Fulfilled → Failed"],
      replied([], { "intent.state": "Fulfilled" }),
      replied([], { "intent.state": "Failed" }),
    ],
    [["attribute intent.name lost (Welcome)"], replied([], { "intent.name": "Welcome" }), replied([])],
    [["callback: a reply of 1 message → the message as it came"], replied([text("Hi")]), released()],
    [["callback: the message as it came → an error reply, code 403"], released(), failed(403)],
    [["callback: the message as it came → the message is dropped"], released(), denied()],
    [["callback: no callback → the message as it came"], undefined, released()],
    [["callback: the message as it came → no callback"], released(), undefined],
    [["error code: 403 → 500"], failed(403), failed(500)],
    [['Content: "Hello" → "Hello there"'], released("Hello"), released("Hello there")],
    [["CallbackId: b3b2f1d0-8f0e-4f57-9f5a-1c1f6f6b2a11 → other"], released(), { ...released(), CallbackId: "other" }],
  ])("%j", (said, expected, actual) => {
    expect(lines(expected, actual)).toEqual(said);
  });

  it.each<[said: string, expected: object, actual: object]>([
    [
      "Metadata CHIME.LEX.input: Hello → Hi",
      { Metadata: '{"CHIME.LEX.input":"Hello"}' },
      { Metadata: '{"CHIME.LEX.input":"Hi"}' },
    ],
    ["Metadata lost (seen)", { Metadata: "seen" }, {}],
    [
      "Metadata: the same members, written differently (order or white space) from character 6 on",
      { Metadata: '{"a":1}' },
      { Metadata: '{"a": 1}' },
    ],
    ["push notification.Body: a → b", { PushNotification: { Body: "a" } }, { PushNotification: { Body: "b" } }],
    ["SubChannelId added (s)", {}, { SubChannelId: "s" }],
  ])("%s", (said, expected, actual) => {
    const callbackWith = (members: object) => ({
      ...released(),
      ChannelMessage: { ...released().ChannelMessage, ...members },
    });
    expect(lines(callbackWith(expected), callbackWith(actual))).toEqual([said]);
  });

  it("the same messages written in another order of their members are told too: it is the text that goes out", () => {
    const [one, other] = [
      { Content: "Hi", ContentType: "PlainText" },
      { ContentType: "PlainText", Content: "Hi" },
    ];
    expect(lines(replied([one]), replied([other]))).toEqual([
      expect.stringContaining("Content: the same members, written differently"),
    ]);
  });

  it("a list that was misspelt by hand hides nothing else", () => {
    const written = replied([text("Hi"), pick()]);
    const { Content = "" } = written.ChannelMessage;
    const misspelt = { ...written.ChannelMessage, Content: Content.replace("Messages", "messages"), SubChannelId: "s" };
    expect(lines({ ...written, ChannelMessage: misspelt }, replied([text("Hello"), pick()]))).toEqual([
      "Content: messages → Messages",
      expect.stringMatching(/^message 1: text: "?Hi"? → "?Hello"?$/),
      "SubChannelId lost (s)",
    ]);
    expect(lines({ ...written, ChannelMessage: misspelt }, released())[0]).toBe(
      "callback: no reply: it says messages, not Messages → the message as it came",
    );
  });

  it("every difference carries its path and both values, for machines", () => {
    const [difference] = callbackDifferences(replied([pick()]), replied([card("Pick one")]));
    expect(difference).toEqual({
      path: "callback.ChannelMessage.Content.Messages.0.card.subtitle",
      what: "message 1: card subtitle",
      expected: "Two accounts",
      actual: undefined,
    });
  });
});

describe("what is too large is told in sizes", () => {
  const wide = (size: number) => replied([text("x".repeat(size))]);
  const frame = JSON.stringify({ Messages: [text("")] }).length;

  it.each<[said: string[], callback: Callback]>([
    [[], wide(4096 - frame)],
    [["Content: 4,120 bytes, limit 4,096"], wide(4120 - frame)],
    [
      ["MessageId: Invalid string: must match pattern /^[-_a-zA-Z0-9]*$/"],
      { ...released(), ChannelMessage: { MessageId: "a b" } },
    ],
  ])("%j", (said, callback) => {
    expect(limitDifferences(callback).map((one) => differenceToText(one))).toEqual(said);
  });

  it("Metadata and attributes count as a whole", () => {
    const message = { ...released().ChannelMessage, Metadata: "m".repeat(1025) };
    const MessageAttributes = Object.fromEntries(
      ["a", "b", "c"].map((name) => [name, { StringValues: ["v".repeat(400)] }]),
    );
    const callback = { ...released(), ChannelMessage: { ...message, MessageAttributes } };
    expect(limitDifferences(callback).map(({ how }) => how)).toEqual([
      "1,025 bytes, limit 1,024",
      expect.stringMatching(/^1,\d\d\d bytes, limit 1,024$/),
    ]);
  });
});

describe("a turn that differs", () => {
  const asked = {
    botId: "BANKBOT001",
    botAliasId: "TSTALIASID",
    localeId: "en_US",
    sessionId: "s1",
    text: "Hello",
    requestAttributes: { "CHIME.message.id": "m" },
  };
  const answered = (more: object = {}, intent: object = {}) => ({
    messages: [{ contentType: "PlainText", content: "For which account?" }],
    sessionState: {
      dialogAction: { type: "ElicitSlot", slotToElicit: "Account" },
      intent: { name: "CheckBalance", state: "InProgress", slots: { Account: null }, ...intent },
      sessionAttributes: { tier: "gold" },
      ...more,
    },
  });
  const slot = (interpretedValue: string) => ({ value: { interpretedValue, originalValue: "my savings" } });

  it.each<[said: string[], expected: object | undefined, actual: typeof asked | undefined]>([
    [[], undefined, undefined],
    [["turn: none was expected, and Lex was asked Hello"], undefined, asked],
    [["turn: was expected, and none was taken: the gate stopped"], asked, undefined],
    [["turn's text: Hello → Hi"], asked, { ...asked, text: "Hi" }],
    [["turn's session: s1 → s2"], asked, { ...asked, sessionId: "s2" }],
    [
      ["request attribute CHIME.message.id: m → n"],
      asked,
      { ...asked, requestAttributes: { "CHIME.message.id": "n" } },
    ],
  ])("request: %j", (said, expected, actual) => {
    expect(turnRequestDifferences(expected, actual, "the gate stopped").map((one) => differenceToText(one))).toEqual(
      said,
    );
  });

  it.each<[said: string[], actual: object]>([
    [[], answered()],
    [
      ['message 1: text: "For which account?" → "Which one?"'],
      { ...answered(), messages: [{ contentType: "PlainText", content: "Which one?" }] },
    ],
    [['message 1: lost, PlainText "For which account?"'], { ...answered(), messages: null }],
    [["intent: CheckBalance → Transfer"], answered({}, { name: "Transfer" })],
    [["intent state: InProgress → Failed"], answered({}, { state: "Failed" })],
    [["slot Account added (savings)"], answered({}, { slots: { Account: slot("savings") } })],
    [['dialog action: "ElicitSlot Account" → "ConfirmIntent"'], answered({ dialogAction: { type: "ConfirmIntent" } })],
    [["session attribute tier: gold → silver"], answered({ sessionAttributes: { tier: "silver" } })],
  ])("result: %j", (said, actual) => {
    expect(turnResultDifferences(answered(), actual).map((one) => differenceToText(one))).toEqual(said);
  });

  it("result: a slot is told by what it was understood as", () => {
    const [before, after] = [slot("savings"), slot("checking")].map((Account) => answered({}, { slots: { Account } }));
    expect(turnResultDifferences(before, after).map((one) => differenceToText(one))).toEqual([
      "slot Account: savings → checking",
    ]);
  });
});

describe("properties", () => {
  const word = fc.constantFrom("a", "b", "c", "Hello there", "Hello you");
  const message = fc.oneof(
    word.map(text),
    fc
      .record({ title: word, subtitle: fc.option(word), labels: fc.array(word, { maxLength: 4 }) })
      .map(({ title, subtitle, labels }) =>
        card(title, {
          ...(subtitle === null ? {} : { Subtitle: subtitle }),
          Buttons: labels.map((label) => button(label)),
        }),
      ),
  );
  const callback = fc.oneof(
    fc
      .tuple(fc.array(message, { maxLength: 6 }), fc.dictionary(fc.constantFrom("one"), word))
      .map(([messages, names]) => replied(messages, names)),
    fc.integer().map(failed),
    word.map(released),
    fc.constant(denied()),
  );

  it("two callbacks differ exactly where something is told of it", () => {
    fc.assert(
      fc.property(callback, callback, (one, other) => {
        expect(callbackDifferences(one, other).length === 0).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 500 },
    );
  });

  it("every sentence stays on its line, whatever the words are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (one, other) => {
        const said = lines(replied([text(one)], { name: one }), replied([text(other)], { name: other }));
        expect(said.join("")).not.toMatch(/[\r\n]/);
        expect(said.every((line) => line.isWellFormed())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("alignment keeps every member of both lists once, in order", () => {
    const items = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(items, items, (before, after) => {
        const pairs = alignItems(before, after, (one, other) => (one === other ? 3 : Number(one % 2 === other % 2)));
        expect(pairs.flatMap((pair) => ("expected" in pair ? [pair.expected] : []))).toEqual(before);
        expect(pairs.flatMap((pair) => ("actual" in pair ? [pair.actual] : []))).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });
});
