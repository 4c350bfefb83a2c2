import { expect, test } from "vitest";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { converse, type Summary, summary } from "./conversation.ts";

const [bank] = (await readExport("fixtures/bots/bank-bot")).bots as [BotModel];

const SORRY = 'Sorry, I did not understand that. Try "check balance", "transfer money" or "branch hours".';
const ASK_ACCOUNT = ["For which account?", "[Your accounts]"];
const ASK_DIGITS = "What are the last four digits of its number?";
const ASK_DIGITS_AGAIN = "I need exactly four digits, as in 0042. What are they?";
const asksDigits: Summary = { says: [ASK_DIGITS], action: "ElicitSlot LastFour", intent: "CheckBalance InProgress" };
const gaveUp: Summary = { says: [SORRY], action: "ElicitIntent", intent: "" };
const greets: Summary = {
  says: [
    "Hello! I am the BankBot. I can look up a balance, send money and tell you when we are open.",
    "[What would you like to do?]",
  ],
  action: "Close",
  intent: "Welcome ReadyForFulfillment",
};
const asksAccount: Summary = { says: ASK_ACCOUNT, action: "ElicitSlot AccountType", intent: "CheckBalance InProgress" };
const confirms = (account: string): Summary => ({
  says: [`Shall I look up your ${account}?`],
  action: "ConfirmIntent",
  intent: "CheckBalance InProgress",
});

const CONVERSATIONS: Record<string, [line: string, answer: Summary][]> = {
  "A balance is asked for slot by slot, confirmed and told.": [
    ["Good morning!", greets],
    ["Check balance", asksAccount],
    ["savings", asksDigits],
    ["it ends in 0042", confirms("savings account ending in 0042")],
    [
      "yes please",
      {
        says: ["Your savings account ending in 0042 holds $1,234.56."],
        action: "Close",
        intent: "CheckBalance ReadyForFulfillment",
      },
    ],
  ],
  "A declined confirmation ends in Failed with the declination response.": [
    ["what is the balance of my visa account ending in 1234", confirms("credit account ending in 1234")],
    ["no", { says: ["All right, I have not looked anything up."], action: "Close", intent: "CheckBalance Failed" }],
  ],
  "A slot is asked for again as often as its maxRetries says, and then FallbackIntent takes over.": [
    ["what is my savings balance", asksDigits],
    ["12", { ...asksDigits, says: [ASK_DIGITS_AGAIN] }],
    ["many", asksDigits],
    ["12345", gaveUp],
  ],
  "A confirmation that is not understood is asked for again, and then given up.": [
    ["check my everyday balance", asksDigits],
    ["0042", confirms("checking account ending in 0042")],
    ["purple", confirms("checking account ending in 0042")],
    ["purple", confirms("checking account ending in 0042")],
    ["purple", gaveUp],
  ],
  "Another intent takes over while a slot is asked for, when it is clearly meant.": [
    ["check balance", asksAccount],
    ["hello", greets],
  ],
  "A transfer fails, since its function is not there.": [
    [
      "Transfer money",
      {
        says: ["Sorry, transfers are out of order just now. No money has left your account."],
        action: "Close",
        intent: "TransferMoney Failed",
      },
    ],
  ],
  "What fits no intent is FallbackIntent's.": [
    ["tell me a joke", gaveUp],
    ["hi", greets],
  ],
  "Slips of the pen are forgiven.": [
    ["chek my balence", asksAccount],
    ["savngs", asksDigits],
  ],
};

for (const [policy, turns] of Object.entries(CONVERSATIONS)) {
  test(policy, async () => {
    const answers = await converse(
      bank,
      turns.map(([line]) => line),
    );
    expect(answers.map(summary)).toEqual(turns.map(([, answer]) => answer));
  });
}

test("What the user answers to a confirmation shows in the confirmation state.", async () => {
  const question = "what is the balance of my visa account ending in 1234";
  const states = [];
  for (const line of ["yes", "no"]) {
    const answers = await converse(bank, [question, line]);
    states.push(answers.map(({ sessionState }) => sessionState?.intent?.["confirmationState"]));
  }
  expect(states).toEqual([
    ["None", "Confirmed"],
    ["None", "Denied"],
  ]);
});

test("A fulfilment that calls a function succeeds when the emulator is told so.", async () => {
  const [answer] = await converse(bank, ["transfer money"], { fulfillment: "fulfilled" });
  expect(answer?.sessionState?.intent?.state).toBe("Fulfilled");
  expect(answer?.messages).toEqual([{ contentType: "PlainText", content: "Done, your money is on its way." }]);
});

test("The branch hours hold all four kinds of message, and more than 4 KB of them.", async () => {
  const [answer] = await converse(bank, ["branch hours"]);
  const kinds = answer?.messages?.map(({ contentType }) => contentType);
  expect(kinds).toEqual([...Array(4).fill("PlainText"), "SSML", "CustomPayload", "ImageResponseCard"]);
  expect(Buffer.byteLength(JSON.stringify(answer?.messages))).toBeGreaterThan(4096);
  for (const { content } of answer?.messages ?? []) expect((content ?? "").length).toBeLessThanOrEqual(1024);
});

test("Every button of the bot leads on to an intent that understands it.", async () => {
  const cards = bank.locales[0]?.intents.flatMap((intent) =>
    [intent.initial.response, intent.closing?.response].flatMap((response) =>
      (response?.groups.flat() ?? []).flatMap(({ imageResponseCard }) => imageResponseCard?.buttons ?? []),
    ),
  );
  expect(cards?.length).toBeGreaterThanOrEqual(7);
  for (const { value } of cards ?? []) {
    const [answer] = await converse(bank, [value]);
    expect(answer?.interpretations?.[0], value).toMatchObject({ nluConfidence: { score: 1 } });
  }
});

test("An answer has exactly the members that Lex sends.", async () => {
  const [answer] = await converse(bank, ["what is my savings balance"]);
  expect(answer).toEqual({
    sessionId: "ana",
    messages: [{ contentType: "PlainText", content: ASK_DIGITS }],
    sessionState: {
      dialogAction: { type: "ElicitSlot", slotToElicit: "LastFour" },
      intent: {
        name: "CheckBalance",
        state: "InProgress",
        confirmationState: "None",
        slots: {
          AccountType: {
            value: { originalValue: "savings", interpretedValue: "savings", resolvedValues: ["savings"] },
          },
          LastFour: null,
        },
      },
      sessionAttributes: {},
      originatingRequestId: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    },
    interpretations: expect.any(Array),
    requestAttributes: {},
  });
});

test("Alternates carry name and slots, and FallbackIntent stands where scores fall below the threshold.", async () => {
  const [answer] = await converse(bank, ["what is my savings balance"]);
  const [first, second, third] = (answer?.interpretations ?? []) as { intent: object; nluConfidence?: object }[];
  expect(first).toMatchObject({ nluConfidence: { score: 1 }, intent: { name: "CheckBalance", state: "InProgress" } });
  expect(second).toEqual({ intent: { name: "FallbackIntent", slots: {} } });
  expect(third).toEqual({ nluConfidence: { score: expect.any(Number) }, intent: { name: "Welcome", slots: {} } });
});
