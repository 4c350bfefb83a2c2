// The inputs that are timed. `test/bench.test.ts` holds that they are what they say.
const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";

/** A delivery of its own for every number, with a text and a sender, and so a Lex session, of its own. */
export function eventOf(number) {
  const id = String(number).padStart(12, "0");
  return {
    EventType: "CHANNEL_MESSAGE_EVENT",
    CallbackId: `b3b2f1d0-8f0e-4f57-9f5a-${id}`,
    ChannelMessage: {
      MessageId: `6e4f7c2a9b1d4e8fa03c${id}`,
      ChannelArn: `${APP}/channel/3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923`,
      Content: `What is the balance of account ${number}?`,
      Sender: { Arn: `${APP}/user/ana-${id}`, Name: "Ana" },
      Type: "STANDARD",
      Persistence: "PERSISTENT",
      CreatedTimestamp: "2026-11-24T09:30:00.000Z",
    },
  };
}

const card = (title) => ({
  contentType: "ImageResponseCard",
  imageResponseCard: {
    title,
    subtitle: "Choose one of these",
    imageUrl: "https://example.com/card.png",
    buttons: ["Balance", "Transfer", "Hours"].map((text) => ({ text, value: text })),
  },
});
const resultOf = (messages) => ({
  messages,
  sessionId: "3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923:ana:001311a58a778e45",
  sessionState: { dialogAction: { type: "Close" }, intent: { name: "CheckBalance", state: "Fulfilled", slots: {} } },
  interpretations: [{ intent: { name: "CheckBalance", slots: {} }, nluConfidence: { score: 0.9 } }],
});
const tenOf = (length) => [
  ...Array.from({ length: 8 }, (_, at) => ({
    contentType: "PlainText",
    content: `${at} ${"word ".repeat(length / 5)}`.trim(),
  })),
  card("What next?"),
  card("Anything else?"),
];

/** One short message, as most turns are. */
export const SHORT = resultOf([{ contentType: "PlainText", content: "Your savings account holds $1,234.56." }]);
/** Ten messages that fit into 4096 bytes. */
export const TEN_THAT_FIT = resultOf(tenOf(200));
/** Ten messages at Lex's own limit of 1024 characters. */
export const TEN_TO_BE_CUT = resultOf(tenOf(1_015));
