import fc from "fast-check";

const APP = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
export const BOT_ARN = `${APP}/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3`;

/** Any text a channel may hold: half of characters, controls, right-to-left, emoji and line ends included. */
export const anyText = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ maxLength, unit: "binary" }),
    fc
      .array(
        fc.constantFrom("\ud83d", "\udc68", "👩‍👩‍👧‍👦", "é", "漢", "\u2028", "\u0000", '"', "\\", "<", "%20", " ", "a"),
        { maxLength },
      )
      .map((parts) => parts.join("").slice(0, maxLength)),
  );

const id = fc.stringMatching(/^[-_a-zA-Z0-9]{1,40}$/);
export const anything = () => fc.jsonValue({ maxDepth: 2 });
/** The right thing mostly; else null, absent, or something of another type. */
export const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 12, arbitrary },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    { weight: 1, arbitrary: anything() },
  );

const arn = (kind: string) => id.map((name) => `${APP}/${kind}/${name}`);

const attributes = fc.dictionary(
  fc.oneof(fc.constantFrom("CHIME.mentions", "app.lang"), anyText(70)),
  mostly(fc.record({ StringValues: mostly(fc.array(fc.oneof(fc.constant(BOT_ARN), anyText(520)), { maxLength: 3 })) })),
  { maxKeys: 4 },
);

export const anyMetadata = fc.oneof(
  fc.constant(""),
  fc.constant(JSON.stringify({ mentions: [BOT_ARN] })),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
  fc.dictionary(anyText(10), anyText(300), { maxKeys: 4 }).map((value) => JSON.stringify(value)),
  anyText(1024),
);

export const channelMessage = fc.record(
  {
    MessageId: fc.oneof(
      { weight: 30, arbitrary: id },
      { weight: 1, arbitrary: fc.constantFrom(undefined, null, "", 7) },
    ),
    ChannelArn: fc.oneof(
      { weight: 30, arbitrary: arn("channel") },
      { weight: 1, arbitrary: fc.constantFrom(undefined, null, "", {}) },
    ),
    Content: mostly(
      fc.oneof(
        anyText(60),
        anyText(1_100),
        anyText(40).map((text) => encodeURIComponent(text.toWellFormed())),
        fc.constant('{"Code":400}'),
      ),
    ),
    Sender: mostly(
      fc.record({ Arn: fc.oneof(arn("user"), arn("bot"), fc.constant(BOT_ARN)), Name: mostly(anyText(20)) }),
    ),
    Type: mostly(fc.constantFrom("STANDARD", "STANDARD", "STANDARD", "CONTROL")),
    Persistence: mostly(fc.constantFrom("PERSISTENT", "NON_PERSISTENT")),
    Metadata: mostly(anyMetadata),
    CreatedTimestamp: mostly(fc.constantFrom("2026-11-24T09:30:00.000Z", 1_795_512_600)),
    LastEditedTimestamp: mostly(fc.constantFrom(undefined, "2026-11-24T09:30:00Z", "2026-11-24T10:00:00Z")),
    PushNotification: mostly(
      fc.record({ Title: mostly(anyText(50)), Body: mostly(anyText(150)), Type: mostly(fc.constant("DEFAULT")) }),
    ),
    ContentType: mostly(
      fc.constantFrom(
        undefined,
        "text/plain",
        "text/plain; charset=utf-8",
        "image/png",
        "application/amz-chime-lex-msgs",
      ),
    ),
    MessageAttributes: mostly(attributes),
    Target: mostly(fc.constantFrom(undefined, [], [{ MemberArn: BOT_ARN }], [{ MemberArn: `${APP}/user/ben` }])),
    SubChannelId: mostly(fc.oneof(id, anyText(10))),
    Unknown: fc.option(anything(), { nil: undefined }),
  },
  { requiredKeys: ["MessageId", "ChannelArn", "Content", "Sender", "Type"] },
);

/** Events as Chime sends them, and as it never should. */
export const anyEvent = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      EventType: mostly(fc.constant("CHANNEL_MESSAGE_EVENT")),
      CallbackId: fc.oneof(
        { weight: 30, arbitrary: fc.uuid() },
        { weight: 1, arbitrary: fc.constantFrom(undefined, null, "", []) },
      ),
      ChannelMessage: fc.oneof({ weight: 30, arbitrary: channelMessage }, { weight: 1, arbitrary: anything() }),
    }),
  },
  { weight: 1, arbitrary: anything() },
);

/** An event that the bot answers by default: words that fit into Metadata beside an object of the application's own. */
export const answerableEvent = fc.record({
  EventType: fc.constant("CHANNEL_MESSAGE_EVENT"),
  CallbackId: fc.uuid(),
  ChannelMessage: fc.record(
    {
      MessageId: id,
      ChannelArn: arn("channel"),
      Content: fc
        .oneof(
          anyText(100),
          anyText(30).map((text) => encodeURIComponent(text.toWellFormed())),
        )
        .map((text) => `${text}a`),
      Sender: fc.record({ Arn: arn("user"), Name: anyText(20) }),
      Type: fc.constant("STANDARD"),
      Metadata: fc
        .dictionary(anyText(10), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 })
        .map((value) => JSON.stringify(value)),
    },
    { requiredKeys: ["MessageId", "ChannelArn", "Content", "Sender", "Type"] },
  ),
});

const button = fc.record({ text: anyText(50), value: anyText(50) });
const card = fc.record(
  {
    title: anyText(250),
    subtitle: mostly(anyText(250)),
    imageUrl: mostly(anyText(250)),
    buttons: mostly(fc.array(button, { maxLength: 5 })),
  },
  { requiredKeys: ["title"] },
);

/** A Lex message within Lex's own limits. */
export const lexMessage = fc.oneof(
  fc.record({ contentType: fc.constantFrom("PlainText", "PlainText", "CustomPayload"), content: anyText(1_024) }),
  fc.record({ contentType: fc.constant("SSML"), content: anyText(1_000).map((text) => `<speak>${text}</speak>`) }),
  fc.record({
    contentType: fc.constant("ImageResponseCard"),
    imageResponseCard: fc.record(
      {
        title: anyText(250),
        subtitle: fc.option(anyText(250), { nil: null }),
        imageUrl: fc.option(
          fc.webUrl().map((url) => url.slice(0, 250)),
          { nil: null },
        ),
        buttons: fc.option(fc.array(button, { maxLength: 5 }), { nil: null }),
      },
      { requiredKeys: ["title"] },
    ),
  }),
);

/** Turn results as Lex gives them, and as it never should. */
export const anyTurnResult = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record(
      {
        messages: mostly(
          fc.array(
            fc.oneof(
              { weight: 20, arbitrary: lexMessage },
              { weight: 1, arbitrary: fc.record({ contentType: anyText(10), imageResponseCard: mostly(card) }) },
            ),
            { maxLength: 10 },
          ),
        ),
        sessionState: mostly(
          fc.record(
            {
              intent: mostly(
                fc.record({
                  name: mostly(anyText(600)),
                  state: mostly(fc.constantFrom("Fulfilled", "Failed", "InProgress")),
                  slots: mostly(fc.dictionary(anyText(10), fc.constant(null))),
                }),
              ),
              dialogAction: mostly(fc.record({ type: fc.constantFrom("Close", "ElicitIntent") })),
            },
            { requiredKeys: [] },
          ),
        ),
        sessionId: mostly(fc.constant("session")),
        newMember: fc.option(anything(), { nil: undefined }),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: anything() },
);
