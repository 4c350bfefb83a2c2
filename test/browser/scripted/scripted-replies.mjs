// What the scripted emulator does with a text: each entry is one way a delivery can go, with the shapes of the real one.

const MESSAGES = "application/amz-chime-lex-msgs";
const ERROR = "application/amz-chime-lex-error";

const text = (Content) => ({ ContentType: "PlainText", Content });
const card = (ImageResponseCard) => ({ ContentType: "ImageResponseCard", ImageResponseCard });
const lex = ({ ContentType, Content, ImageResponseCard: c }) => ({
  contentType: ContentType,
  ...(Content === undefined ? {} : { content: Content }),
  ...(c === undefined
    ? {}
    : {
        imageResponseCard: {
          title: c.Title,
          ...(c.Subtitle && { subtitle: c.Subtitle }),
          ...(c.ImageUrl && { imageUrl: c.ImageUrl }),
          ...(c.Buttons && { buttons: c.Buttons.map((b) => ({ text: b.Text, value: b.Value })) }),
        },
      }),
});

const ACCOUNTS = card({
  Title: "Which account?",
  Subtitle: "Both are in euro.",
  Buttons: [
    { Text: "Savings", Value: "My savings account" },
    { Text: "Current", Value: "Current" },
  ],
});

const GATE = [
  ["not-standard", "Type is STANDARD"],
  ["own-message", "compared with appInstanceBotArn"],
  ["bot-message", "the sender isn't a bot"],
  ["envelope", "not a bot's reply"],
  ["not-text", "ContentType is absent"],
  ["no-text", "19 characters"],
];
const trace = (stop, because = "standardMessages is ALL") => [
  ...GATE.map(([step, seen]) => ({ step, pass: true, because: seen })),
  { step: "not-invoked", pass: stop === undefined, because },
];

function reply(messages, intent = "CheckBalance", state = "InProgress", more = {}) {
  return {
    outcome: "replied",
    verdict: { kind: "turn" },
    trace: trace(),
    turn: {
      result: {
        messages: messages.map(lex),
        sessionState: {
          dialogAction:
            state === "InProgress" ? { type: "ElicitSlot", slotToElicit: "AccountType" } : { type: "Close" },
          intent: { name: intent, state, slots: more.slots ?? { AccountType: null } },
          sessionAttributes: more.attributes ?? {},
          activeContexts: more.contexts ?? [],
        },
      },
    },
    write: { ContentType: MESSAGES, Content: JSON.stringify({ Messages: messages }) },
    intent: { name: intent, state },
    ...more,
  };
}

export function scripted(said) {
  if (/^own voice/i.test(said)) {
    const { write: _, ...plan } = reply([text("For which account?"), ACCOUNTS]);
    const envelope = (messages) => ({ ContentType: MESSAGES, Content: JSON.stringify({ Messages: messages }) });
    return {
      ...plan,
      send: [envelope([text("For which account?")]), envelope([ACCOUNTS])],
      lookup: "read back: targeted at nobody",
      sent: { parts: 2, of: 2 },
    };
  }
  if (/^error/i.test(said))
    return {
      outcome: "errored",
      verdict: { kind: "turn" },
      trace: trace(),
      turn: { refused: { status: 403, name: "AccessDeniedException", message: "No access to the bot alias." } },
      error: {
        code: "LEX_ACCESS_DENIED",
        detail: "Lex denied access to the bot alias.",
        fix: "Grant the function's role lex:RecognizeText on the bot alias ARN.",
      },
      write: { ContentType: ERROR, Content: JSON.stringify({ Code: 403 }) },
    };
  if (/^deny/i.test(said))
    return {
      outcome: "denied",
      verdict: { kind: "deny", reason: "on-message" },
      trace: trace(true, "a hook denied it"),
      drop: true,
    };
  if (/^release/i.test(said))
    return {
      outcome: "released",
      verdict: { kind: "release", reason: "not-invoked" },
      trace: trace(true, "standardMessages is MENTIONS, and nobody mentions the bot"),
      echo: true,
    };
  if (/^hang/i.test(said)) return { hang: true };
  if (/^foreign/i.test(said)) return { foreign: { statusCode: 200, body: "done" }, echo: true };
  if (/^throw/i.test(said))
    return { error: undefined, thrown: "TypeError: undefined is not a function\n    at handler (processor.js:3:9)" };
  if (/^twice/i.test(said)) return reply([text("Answered once.")], "Welcome", "Fulfilled", { twice: true });
  if (/^everything/i.test(said))
    return reply(
      [
        text("Here is one of each kind."),
        { ContentType: "SSML", Content: "<speak>Your balance is <b>12&amp;50</b><break/>.</speak>" },
        { ContentType: "CustomPayload", Content: '{"chart":"balance","points":[12.5,13]}' },
        card({
          Title: "A picture",
          ImageUrl: "https://img.invalid/card.png",
          Buttons: [{ Text: "Nice", Value: "Nice" }],
        }),
        card({ Title: "Not https", ImageUrl: "http://img.invalid/card.png" }),
      ],
      "Everything",
      "Fulfilled",
    );
  if (/^markup/i.test(said))
    return reply(
      [
        text("<img src=x onerror=alert(1)> <b>bold</b>"),
        { ContentType: "SSML", Content: "<speak><img src=x onerror=alert(1)>words</speak>" },
      ],
      "Markup",
      "Fulfilled",
    );
  if (said.length > 900)
    return reply(
      [
        text(`You wrote a lot. ${"Here is a long answer that goes on. ".repeat(27)}`),
        text("… and on. ".repeat(95)),
        text("é".repeat(700)),
      ],
      "Long",
      "Fulfilled",
      {
        losses: [
          { kind: "subtitle", message: 3, before: 240, after: 0 },
          { kind: "text", message: 2, before: 1900, after: 1400 },
          { kind: "attribute", name: "CHIME.LEX.slots.AccountType", before: 412, after: 0 },
        ],
        warnings: [{ code: "REPLY_FITTED", detail: "The reply was made to fit into 4096 bytes." }],
      },
    );
  if (/balance/i.test(said))
    return reply([text("For which account?"), ACCOUNTS], "CheckBalance", "InProgress", {
      attributes: { visits: "1", greeting: "שלום" },
    });
  if (/savings|current/i.test(said))
    return reply([text("Your balance is €12.50.")], "CheckBalance", "Fulfilled", {
      slots: { AccountType: { value: { originalValue: said, interpretedValue: "savings" } } },
      attributes: { visits: "2" },
      contexts: [{ name: "balance_told", timeToLive: { turnsToLive: 5, timeToLiveInSeconds: 90 } }],
    });
  return reply([text(`Hello! You said “${said.slice(0, 60)}”.`)], "Welcome", "Fulfilled");
}
