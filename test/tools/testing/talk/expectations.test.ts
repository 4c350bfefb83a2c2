import { describe, expect, it } from "vitest";
import type { BotAnswer } from "../../../../tools/testing/conversation/channel.ts";
import { missesOfAnswer } from "../../../../tools/testing/conversation/expect-answer.ts";
import type { BotStep } from "../../../../tools/testing/conversation/script/script.ts";

const CARD = {
  title: "Your accounts",
  subtitle: "Choose one",
  imageUrl: "https://bank.example/a.png",
  buttons: [
    { text: "Checking", value: "checking" },
    { text: "Savings", value: "savings" },
  ],
};
const answer: BotAnswer = {
  messages: [
    { contentType: "PlainText", content: "For which account?" },
    { contentType: "SSML", content: "<speak>Which <emphasis>one</emphasis>?</speak>" },
    { contentType: "CustomPayload", content: '{"kind": "list", "ids": [1, 2], "last": true}' },
    { contentType: "ImageResponseCard", imageResponseCard: CARD },
  ],
  attributes: { "CHIME.LEX.sessionState.intent.name": ["CheckBalance"], colour: ["red", "blue"] },
  to: ["ana"],
  decision: {
    outcome: "replied",
    verdict: { kind: "turn" },
    losses: [
      { kind: "image", message: 3, before: 20, after: 0 },
      { kind: "text", message: 0, before: 20, after: 10 },
    ],
  },
  turn: {
    request: { botId: "B", botAliasId: "A", localeId: "en_US", sessionId: "s", text: "x", requestAttributes: {} },
    result: {
      sessionState: {
        dialogAction: { type: "ElicitSlot", slotToElicit: "AccountType" },
        intent: {
          name: "CheckBalance",
          state: "InProgress",
          slots: { LastFour: { value: { originalValue: "0042", interpretedValue: "0042" } }, AccountType: null },
        },
        sessionAttributes: { tier: "gold" },
      },
    },
  },
};
const silent: BotAnswer = { messages: [], attributes: {}, to: [] };
const failed: BotAnswer = { ...silent, error: 403 };

const ALL: BotStep[] = [
  { text: "For which account?" },
  { text: "Which one?" },
  { payload: { kind: "list", ids: ["1", "2"], last: "true" } },
  { card: { title: "Your accounts" } },
];
const instead = (at: number, step: BotStep) => ALL.map((one, index) => (index === at ? step : one));

describe("an answer is held against its steps", () => {
  it.each<[what: string, steps: BotStep[], answer: BotAnswer]>([
    ["messages in order", ALL, answer],
    ["facts alone, whatever is said", [{ intent: "CheckBalance" }], answer],
    ["the first messages, and any rest", [{ text: "For which account?" }, { rest: "any" }], answer],
    ["a pattern", instead(0, { pattern: "^For .* account" }), answer],
    ["one of several", instead(0, { oneOf: [{ text: "Yes?" }, { pattern: "account" }] }), answer],
    ["SSML as it is written", instead(1, { ssml: "<speak>Which <emphasis>one</emphasis>?</speak>" }), answer],
    ["a payload as it is written", instead(2, { payload: '{"kind": "list", "ids": [1, 2], "last": true}' }), answer],
    [
      "all of a card",
      instead(3, {
        card: {
          title: { pattern: "accounts" },
          subtitle: "Choose one",
          image: "https://bank.example/a.png",
          buttons: ["Checking", { text: "Savings", value: "savings" }],
        },
      }),
      answer,
    ],
    [
      "all facts",
      [
        {
          intent: "CheckBalance",
          state: "InProgress",
          elicits: "AccountType",
          slots: { LastFour: "0042", AccountType: null },
          sessionAttributes: { tier: { pattern: "^go" }, other: null },
          attributes: { colour: ["red", "blue"] },
          outcome: "replied",
          losses: ["image", "text"],
          to: ["Ana"],
        },
      ],
      answer,
    ],
    ["silence", [{ silence: true }], silent],
    ["an error's code", [{ error: 403 }], failed],
    ["no intent", [{ intent: null }], silent],
  ])("%s pass", (_what, steps, given) => {
    expect(missesOfAnswer(steps, given)).toEqual([]);
  });

  it.each<
    [what: string, steps: BotStep[], answer: BotAnswer, misses: [what: string, expected: string, said: string][]]
  >([
    ["another text", instead(0, { text: "Which?" }), answer, [["message 1", '"Which?"', '"For which account?"']]],
    [
      "a pattern without a match",
      instead(0, { pattern: "^x" }),
      answer,
      [["message 1", "a match of /^x/", '"For which account?"']],
    ],
    [
      "a message too many",
      ALL.slice(0, 3),
      answer,
      [["message 4", "nothing more", 'the card "Your accounts" [Checking] [Savings]']],
    ],
    ["a message too few", [...ALL, { text: "Bye" }], answer, [["message 5", '"Bye"', "nothing"]]],
    ["words in a silence", [{ silence: true }], failed, [["error", "no error", "error 403"]]],
    ["silence in place of words", [{ text: "Hi" }], silent, [["message 1", '"Hi"', "nothing"]]],
    [
      "none of several",
      instead(0, { oneOf: [{ text: "a" }, { card: { title: "b" } }] }),
      answer,
      [["message 1", 'one of "a", a card "b"', '"For which account?"']],
    ],
    [
      "a text where a card is",
      instead(3, { text: "Your accounts" }),
      answer,
      [["message 4", '"Your accounts"', 'the card "Your accounts" [Checking] [Savings]']],
    ],
    [
      "other parts of a card",
      instead(3, {
        card: { title: "Accounts", subtitle: "x", buttons: ["Checking", { text: "Savings", value: "s" }, "More"] },
      }),
      answer,
      [
        ["message 4, card title", '"Accounts"', '"Your accounts"'],
        ["message 4, card subtitle", '"x"', '"Choose one"'],
        ["message 4, button 2, its value", '"s"', '"savings"'],
        ["message 4, button 3", '"More"', "nothing"],
      ],
    ],
    [
      "another payload",
      instead(2, { payload: { kind: "list", ids: ["1", "3"], last: "true" } }),
      answer,
      [
        [
          "message 3",
          'the payload {"kind":"list","ids":["1","3"],"last":"true"}',
          'the payload {"kind": "list", "ids": [1, 2], "last": true}',
        ],
      ],
    ],
    [
      "other facts",
      [
        {
          intent: null,
          state: "Failed",
          elicits: "LastFour",
          slots: { LastFour: null, AccountType: "x" },
          outcome: "released",
          reason: "edit",
          losses: [],
          to: [],
        },
      ],
      answer,
      [
        ["intent", "none", '"CheckBalance"'],
        ["state", '"Failed"', '"InProgress"'],
        ["elicits", '"LastFour"', '"AccountType"'],
        ["outcome", '"released"', '"replied"'],
        ["reason", '"edit"', "none"],
        ["losses", "none", '"image, text"'],
        ["to", "none", '"ana"'],
        ["slot LastFour", "none", '"0042"'],
        ["slot AccountType", '"x"', "nothing"],
      ],
    ],
    [
      "a delivery that never ended, whatever else is right",
      [],
      { ...silent, problem: "the message is still pending" },
      [["delivery", "settled", "the message is still pending"]],
    ],
  ])("%s is told", (_what, steps, given, misses) => {
    expect(missesOfAnswer(steps, given).map(({ what, expected, said }) => [what, expected, said])).toEqual(misses);
  });
});

it("CRLF is a line end in what a bot says and in what is expected", () => {
  const two: BotAnswer = { ...answer, messages: [{ contentType: "PlainText", content: "One\r\nTwo" }] };
  expect(missesOfAnswer([{ text: "One\nTwo" }] as BotStep[], two)).toEqual([]);
  expect(missesOfAnswer([{ text: "One\r\nTwo" }] as BotStep[], two)).toEqual([]);
  expect(missesOfAnswer([{ pattern: "^One\nTwo$" }] as BotStep[], two)).toEqual([]);
  expect(missesOfAnswer([{ text: "One Two" }] as BotStep[], two)).toHaveLength(1);
});
