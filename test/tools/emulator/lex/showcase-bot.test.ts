import { expect, test } from "vitest";
import type { Hook } from "../../../../tools/emulator/lex/dialog/hooks/hook.ts";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import type { BotModel } from "../../../../tools/emulator/lex/model/model.ts";
import { converse, summary } from "./conversation.ts";

const [showcase] = (await readExport("fixtures/bots/showcase-bot")).bots as [BotModel];

async function talk(...lines: string[]) {
  const answers = await converse(showcase, lines);
  return { answers, summaries: answers.map(summary), last: answers.at(-1), end: summary(answers.at(-1) ?? {}) };
}

const value = (originalValue: string, interpretedValue = originalValue) => ({
  originalValue,
  interpretedValue,
  resolvedValues: [interpretedValue],
});

test("All four kinds of message come as the export has them.", async () => {
  const { last } = await talk("kinds");
  expect(last?.messages).toEqual([
    { contentType: "PlainText", content: expect.stringMatching(/^(First|Second|Third) wording\.$/) },
    { contentType: "SSML", content: '<speak>Slow <break time="300ms"/> and steady.</speak>' },
    { contentType: "CustomPayload", content: expect.stringContaining('"type": "map"') },
    {
      contentType: "ImageResponseCard",
      imageResponseCard: {
        title: "A card",
        subtitle: "with five buttons",
        imageUrl: "https://example.com/card.png",
        buttons: ["One", "Two", "Three", "Four", "Five"].map((text) => ({ text, value: text.toLowerCase() })),
      },
    },
  ]);
});

test("A list slot takes several values, by their synonyms too, and stands on the wire as a list.", async () => {
  const { last, end } = await talk("a large pizza", "prosciutto and funghi");
  expect(last?.sessionState?.intent?.slots?.["Toppings"]).toEqual({
    shape: "List",
    value: value("prosciutto and funghi"),
    values: [
      { shape: "Scalar", value: value("prosciutto", "ham") },
      { shape: "Scalar", value: value("funghi", "mushrooms") },
    ],
  });
  expect(end.says).toEqual(["A large pizza with prosciutto and funghi?"]);
});

test("A list is taken from the first words, its length can be asked for, and a default fills what was not said.", async () => {
  expect((await talk("a pizza with ham and mushrooms")).end.says).toEqual(["A medium pizza with ham and mushrooms?"]);
  const { end } = await talk("order a pizza", "ham, olives, anchovies and mushrooms");
  expect(end).toEqual({
    says: ["Three toppings at most. Which ones?"],
    action: "ElicitSlot Toppings",
    intent: "Pizza InProgress",
  });
  expect((await talk("order a pizza", "nothing", "nothing", "nothing")).end).toEqual({
    says: ["No toppings, then no pizza."],
    action: "Close",
    intent: "Pizza Failed",
  });
});

test("A composite slot is asked for as a whole, then part by part, as its expression says.", async () => {
  const { summaries, last } = await talk("change my address", "12 London", "sw1a 1aa");
  expect(summaries).toEqual([
    { says: ["What is the new address?"], action: "ElicitSlot Address", intent: "Deliver InProgress" },
    { says: ["Which postcode?"], action: "ElicitSlot Address PostCode", intent: "Deliver InProgress" },
    {
      says: ["We deliver to 12 London SW1A 1AA, that is number 12 in London."],
      action: "Close",
      intent: "Deliver ReadyForFulfillment",
    },
  ]);
  expect(last?.sessionState?.intent?.slots?.["Address"]).toEqual({
    shape: "Composite",
    subSlots: {
      Number: { value: value("12") },
      City: { value: value("London") },
      Size: null,
      PostCode: { value: value("sw1a 1aa", "SW1A 1AA") },
    },
    value: { ...value("12 London sw1a 1aa", "12 London SW1A 1AA") },
  });
});

test.each([
  [["deliver to 12 London sw1a 1aa"], "Close"],
  [["deliver to 12 London", "a large house"], "Close"],
  [["I moved to Oxford"], "ElicitSlot Address Number"],
  [["I moved to Oxford", "7"], "ElicitSlot Address PostCode"],
  [["I moved to Oxford", "hm"], "ElicitSlot Address Number"],
  [["I moved to Oxford", "hm", "hm", "hm"], "ElicitIntent"],
])("Parts are filled from any answer: %j → %s", async (lines, action) => {
  expect((await talk(...lines)).end.action).toBe(action);
});

test("A regular expression is asked for with prompts in order, and its failure step is followed.", async () => {
  expect((await talk("redeem abc-123")).end.says).toEqual(["Thank you.", "Voucher abc-123 is redeemed."]);
  const { summaries, last } = await talk("redeem a voucher", "xx", "12", "xyz");
  expect(summaries.map(({ says }) => says[0])).toEqual([
    "Which voucher?",
    "Three letters and three figures, please.",
    "As in ABC-123.",
    "That is no voucher of ours.",
  ]);
  expect(last?.sessionState?.sessionAttributes).toEqual({ vouchers: "failed" });
  expect(summaries.at(-1)?.intent).toBe("Help ReadyForFulfillment");
});

test("A form takes one value of each built-in type.", async () => {
  const { end } = await talk(
    "fill in the form",
    "Ana",
    "Gomez",
    "ana@example.com",
    "+1 206 555 0100",
    "Porto",
    "Portugal",
    "5/3/1990",
    "10 pm",
    "two weeks",
    "fifty percent",
    "20 dollars",
    "three",
    "sure",
    "that is all",
  );
  expect(end.says).toEqual([
    "Ana Gomez, ana@example.com, 12065550100",
    "Porto, Portugal, 1990-05-03, 22:00, P2W, 50%, USD 20.00, 3, Yes",
    "that is all",
  ]);
});

test("An intent with an input context is heard while it is active, and its slot defaults to the context's.", async () => {
  expect((await talk("upgrade it")).end.says).toEqual(["Pardon?"]);
  expect((await talk("a ticket for seat 12A", "upgrade it")).end.says).toEqual(["Seat 12A is first class now."]);
  expect((await talk("a ticket for seat 12A", "help", "help", "upgrade it")).end.says).toEqual(["Pardon?"]);
});

test("The conditions of FallbackIntent count in a session attribute.", async () => {
  const { summaries } = await talk("qwerty", "qwerty", "qwerty");
  expect(summaries.map(({ says, action }) => [says[0], action])).toEqual([
    ["Pardon?", "ElicitIntent"],
    ["Pardon, once more?", "ElicitIntent"],
    ["Let us stop here.", "Close"],
  ]);
});

test.each([
  ["help", "Help"],
  ["cancel", "Cancel"],
  ["stop", "Stop"],
])("The built-in intent for %s takes over from a slot that is asked for.", async (word, intent) => {
  expect((await talk("order a pizza", word)).end.intent).toBe(`${intent} ReadyForFulfillment`);
});

test("An intent that is answered elsewhere is never recognised, and the export's notes say so.", async () => {
  const { last } = await talk("search for something");
  const names = ((last?.interpretations ?? []) as { intent: { name: string } }[]).map(({ intent }) => intent.name);
  expect(names).not.toContain("Search");
  expect(showcase.notes).toContainEqual({
    file: "Showcase/BotLocales/en_US/Intents/Search/Intent.json",
    path: "kendraConfiguration",
    why: expect.stringContaining("AMAZON.KendraSearchIntent is not run"),
  });
});

test("Its function doubles a figure through all four of its calls; without one its steps succeed and its fulfilment fails.", async () => {
  const labels: (string | undefined)[] = [];
  const double: Hook = ({ invocationLabel, invocationSource, sessionState }) => {
    labels.push(invocationLabel ?? invocationSource);
    const { intent } = sessionState;
    const figure = Number(
      (intent.slots["Figure"]?.value as { interpretedValue: string } | undefined)?.interpretedValue,
    );
    if (invocationSource === "DialogCodeHook")
      return { sessionState: { ...sessionState, dialogAction: { type: "Delegate" } } };
    return {
      sessionState: { ...sessionState, intent: { ...intent, state: "Fulfilled" }, dialogAction: { type: "Close" } },
      messages: [{ contentType: "PlainText", content: `${2 * figure}` }],
    };
  };
  const answers = await converse(showcase, ["ask the function", "21"], { hooks: { Showcase: double } });
  expect(answers.map((answer) => summary(answer).says)).toEqual([["Let me see.", "Which figure?"], ["42"]]);
  expect(labels).toEqual(["Calculate_Initial", "Calculate_Heard", "Calculate_Captured", "FulfillmentCodeHook"]);
  expect((await talk("ask the function", "21")).end).toEqual({
    says: ["The function is not there."],
    action: "Close",
    intent: "Calculate Failed",
  });
});

test("Its other locale speaks Spanish, and reads the day before the month.", async () => {
  const lines = ["hola", "quiero una pizza", "jamón y setas", "grande", "3/12/2026", "sí"];
  const said = (await converse(showcase, lines, { localeId: "es_ES" })).map((answer) => summary(answer).says[0]);
  expect(said).toEqual([
    "¡Hola! ¿Qué desea?",
    "¿Con qué ingredientes?",
    "¿Pequeña, mediana o grande?",
    "¿Para qué día?",
    "Una pizza grande con jamón y setas para el 2026-12-03, ¿correcto?",
    "Su pizza grande está en camino.",
  ]);
});
