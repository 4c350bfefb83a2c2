import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ButtonMessage, buttonToMessage, type ReplyMessage } from "../../mappers/client/button-to-message.ts";
import { isStalePress, readPress } from "../../mappers/client/press.ts";
import { type ReadReply, readReply } from "../../mappers/client/read-reply.ts";
import { replyToButtons } from "../../mappers/client/reply-to-buttons.ts";
import { replyToText, type TextOptions } from "../../mappers/client/reply-to-text.ts";
import { gate } from "../../mappers/gate/gate.ts";
import * as limits from "../../mappers/shapes/limits.ts";
import { LANGUAGES } from "../../mappers/words/language.ts";
import { CHANNEL_ARN, sampleMessage, USER_ARN } from "../mappers/sample-message.ts";
import { anyText, anything, BOT_ARN, channelMessage, lexMessage, mostly } from "./arbitraries.ts";
import { hostileText } from "./hostile.ts";
import { anyReadable } from "./mapper-arbitraries.ts";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 1_000);
const bytesOf = (text: string) => new TextEncoder().encode(text).length;
/** What nobody should be made to write to a terminal, or to see before other people's words. */
const HARMFUL = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;

const anyOptions: fc.Arbitrary<TextOptions> = fc.record(
  {
    style: fc.constantFrom("plain", "spoken"),
    locale: fc.oneof(fc.constantFrom(...LANGUAGES, "de_DE", "__proto__"), anyText(6)),
    customPayload: fc.func(fc.option(anyText(20), { nil: undefined })),
    markUntrusted: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** An envelope of up to 4 KB in a message of any kind, as somebody may send who means harm. */
const anyEnvelope = fc.oneof(
  { weight: 3, arbitrary: anyReadable },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.constantFrom('{"Messages":[', '{"Content":"', '","', "[", "{", "<", "**", "\u001b", "\ud83d", "a", '"}]}'),
      )
      .map((parts) => ({ Content: parts.join("").slice(0, 4_096) })),
  },
  { weight: 2, arbitrary: channelMessage },
);

/** A reply as it stands in a channel, with whatever else a message may hold. */
const anyReply = fc.record(
  {
    MessageId: mostly(fc.stringMatching(/^[-_a-zA-Z0-9]{1,140}$/)),
    ChannelArn: fc.oneof({ weight: 8, arbitrary: fc.constant(CHANNEL_ARN) }, { weight: 1, arbitrary: anything() }),
    Sender: mostly(
      fc.record({
        Arn: fc.oneof(fc.constantFrom(BOT_ARN, USER_ARN), anyText(60), fc.constant(`${BOT_ARN}${"x".repeat(500)}`)),
      }),
    ),
    Target: mostly(fc.array(fc.record({ MemberArn: mostly(fc.constantFrom(BOT_ARN, USER_ARN)) }), { maxLength: 2 })),
    Metadata: mostly(
      fc
        .array(
          fc.oneof(
            fc.nat(30).map((n) => `${BOT_ARN}${n}`),
            anyText(10),
          ),
          { maxLength: 20 },
        )
        .map((mentions) => JSON.stringify({ mentions })),
    ),
    MessageAttributes: mostly(
      fc.constantFrom(
        { "CHIME.LEX.sessionState.originatingRequestId": { StringValues: ["m1"] } },
        { "CHIME.mentions": { StringValues: [BOT_ARN] } },
        { "CHIME.mentions": null },
      ),
    ),
    SubChannelId: mostly(anyText(140)),
    Persistence: mostly(fc.constantFrom("PERSISTENT", "NON_PERSISTENT")),
  },
  { requiredKeys: ["ChannelArn"] },
) as fc.Arbitrary<ReplyMessage>;
/** Within what Lex lets a button hold, and with something to say. */
const lexButton = fc.record({ text: anyText(50), value: anyText(49).map((value) => `a${value}`) });

describe("for any message that a client holds", () => {
  it("there is a text, without harm in it, and no longer than what came", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyEnvelope, anyOptions, (message, options) => {
        const reply: ReadReply = readReply(message as ReplyMessage);
        kinds.add(reply.kind);
        const text = replyToText(reply, options);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(HARMFUL);
        expect(text).not.toMatch(/^\n|\n$/);
        // Our own words: a line or so for each of its messages and buttons.
        expect(text.length).toBeLessThanOrEqual(200 + 100 * JSON.stringify(message).length);
      }),
      { numRuns: numRuns * 3 },
    );
    expect([...kinds].sort()).toEqual(["error", "messages", "none"]);
  });

  it("the choices that are read are the buttons that can be pressed, each on its line", () => {
    fc.assert(
      fc.property(fc.array(lexMessage, { maxLength: 10 }), (messages) => {
        const cards = messages.filter((message) => "imageResponseCard" in message);
        const lines = replyToText({ kind: "messages", messages: cards }).split("\n");
        const buttons = replyToButtons({ messages: cards });
        expect(buttons.every((_, at) => lines.some((line) => line.startsWith(`${at + 1}. `)))).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe("for any button of any reply", () => {
  const written = (message: ButtonMessage | undefined) => message ?? ({} as Partial<ButtonMessage>);

  it("what is sent is within every limit", () => {
    fc.assert(
      fc.property(fc.record({ text: anyText(60), value: anyText(1_100) }), anyReply, (button, reply) => {
        const {
          Content = "x",
          Metadata = "",
          MessageAttributes = {},
          SubChannelId = "s",
          Target = [{ MemberArn: BOT_ARN }],
          ChannelArn = CHANNEL_ARN,
        } = written(buttonToMessage(button, reply));
        expect(Content.length >= 1 && Content.length <= limits.LEX_TEXT_MAX).toBe(true);
        expect(bytesOf(Content)).toBeLessThanOrEqual(limits.CONTENT_MAX_BYTES);
        expect(bytesOf(Metadata)).toBeLessThanOrEqual(limits.METADATA_MAX_BYTES);
        expect(Metadata).toMatch(/^[^\r\n\u0085\u2028\u2029]*$/);
        expect(bytesOf(JSON.stringify(MessageAttributes))).toBeLessThanOrEqual(limits.ATTRIBUTES_MAX_BYTES);
        const values = Object.values(MessageAttributes).flatMap(({ StringValues }) => StringValues);
        expect(values.filter((value) => value.length < 1 || value.length > limits.ATTRIBUTE_VALUE_MAX)).toEqual([]);
        expect(SubChannelId).toMatch(/^[-_a-zA-Z0-9]{1,128}$/);
        expect(Target.map(({ MemberArn }) => MemberArn).filter((arn) => arn.includes("/bot/"))).toHaveLength(1);
        expect(ChannelArn).toMatch(limits.ARN_PATTERN);
        expect([Content, Metadata, ...values].every((text) => text.isWellFormed())).toBe(true);
      }),
      { numRuns },
    );
  });

  it("it invokes the bot that spoke, with the button's value as its words, and room to keep them", () => {
    const bot = {
      arn: BOT_ARN,
      aliases: [],
      standardMessages: "MENTIONS",
      targetedMessages: "ALL",
      longText: "error",
    } as const;
    const rules = { bots: [bot], mentionsPath: "mentions", edits: "ignore", keepInput: true, isText: true } as const;
    // A value that looks percent-encoded is decoded on the way, as any text is.
    const button = lexButton.filter(({ value }) => !value.includes("%"));
    const spoken = anyReply.map(
      (reply): ReplyMessage => ({ ...reply, ChannelArn: CHANNEL_ARN, Sender: { Arn: BOT_ARN } }),
    );
    fc.assert(
      fc.property(button, spoken, (pressed, reply) => {
        const { Content = "", Metadata } = written(buttonToMessage(pressed, reply));
        const event = sampleMessage({ Content, ...(Metadata === undefined ? {} : { Metadata }) });
        expect(gate(event, rules)).toMatchObject({ kind: "turn", text: pressed.value.toWellFormed().trim() });
      }),
      { numRuns },
    );
  });

  it("the press is fresh for its own reply, and names it", () => {
    const named = anyReply.map(
      (reply): ReplyMessage => ({ ...reply, ChannelArn: CHANNEL_ARN, Sender: { Arn: BOT_ARN }, MessageId: "m2" }),
    );
    fc.assert(
      fc.property(lexButton, named, (button, reply) => {
        const press = buttonToMessage(button, reply) ?? {};
        expect(isStalePress(press, reply)).toBe(false);
        expect(readPress(press)).toMatchObject({ messageId: "m2" });
        expect(isStalePress(press, { MessageId: "m3" })).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe("whatever a message holds", () => {
  it.each(["<", "<p>", "**a ", "[", "[](", "`", "\n", " ", "{", "\u202e", "\ud83d", '\\"', "%7B", "&#"])(
    "its text takes one pass over a million characters of %j",
    (piece) => {
      const content = hostileText(piece);
      const card = {
        Title: content,
        Subtitle: content,
        ImageUrl: `https://a.example/${content}`,
        Buttons: [{ Text: content, Value: content }],
      };
      const Messages = [
        ...["PlainText", "SSML", "CustomPayload"].map((ContentType) => ({ ContentType, Content: content })),
        { ContentType: "ImageResponseCard", ImageResponseCard: card },
      ];
      const reply = readReply({ Content: JSON.stringify({ Messages }) });
      const texts = (["plain", "spoken"] as const).map((style) => replyToText(reply, { style, markUntrusted: true }));
      expect(texts.every((text) => text.length > 0)).toBe(true);
    },
  );

  it("so do many buttons", () => {
    const Buttons = Array.from({ length: 20_000 }, (_, at) => ({ Text: `b${at}`, Value: `v${at}` }));
    const Messages = [{ ContentType: "ImageResponseCard", ImageResponseCard: { Title: "T", Buttons } }];
    const lines = replyToText(readReply({ Content: JSON.stringify({ Messages }) })).split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([20_001, "20000. b19999"]);
  });
});
