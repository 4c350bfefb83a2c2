import fc from "fast-check";
import * as z from "zod/mini";
import type { GateBot, GateRules } from "../../mappers/gate/gate.ts";
import { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { anyMetadata, anyText, anything, BOT_ARN, channelMessage, mostly } from "./arbitraries.ts";

/** A channel message that its schema takes, which is all that a mapper is given. */
export const anyChannelMessage = channelMessage
  .filter((message) => z.safeParse(ChannelMessage, message).success)
  .map((message) => z.parse(ChannelMessage, message));

const anyBot: fc.Arbitrary<GateBot> = fc.record({
  arn: fc.constantFrom(BOT_ARN, `${BOT_ARN}2`, undefined),
  aliases: fc.array(fc.oneof(fc.constantFrom("bank", "Bank Bot", "é"), anyText(5)), { maxLength: 2 }),
  standardMessages: fc.constantFrom("ALL", "ALL", "AUTO", "MENTIONS", "NONE"),
  targetedMessages: fc.constantFrom("ALL", "NONE"),
  longText: fc.constantFrom("error", "release", "truncate"),
});

/** Every way in which the gate can be configured, and everything it can be told. */
export const anyRules: fc.Arbitrary<GateRules> = fc.record(
  {
    bots: fc.array(anyBot, { minLength: 1, maxLength: 3 }),
    mentionsPath: fc.oneof(fc.constantFrom("mentions", "app.mentions", ""), anyText(10)),
    attachmentsPath: fc.oneof(fc.constantFrom("attachments", "app.files", ""), anyText(10)),
    applicationPaths: fc.array(fc.oneof(fc.constantFrom("isMeetingInfo", "a.b", ""), anyText(10)), { maxLength: 3 }),
    edits: fc.constantFrom("ignore", "answer"),
    keepInput: fc.boolean(),
    isText: fc.constantFrom(true, true, true, false),
    routed: fc.constantFrom(null, 0, 1, 7, -1),
    canRoute: fc.boolean(),
    members: fc.constantFrom<number | "unknown">(1, 2, 3, 50, "unknown"),
    canCount: fc.boolean(),
    isLookedUp: fc.boolean(),
  },
  { requiredKeys: ["bots", "mentionsPath", "edits", "keepInput", "isText"] },
);

const odd = fc.oneof(
  anything(),
  fc.constantFrom({ toString: 1 }, { valueOf: null }, JSON.parse('{"__proto__":null}'), [[]], "", 0),
);
const oddEnvelope = fc
  .oneof(
    fc.record({ Code: fc.oneof(fc.integer(), odd) }),
    fc.record({
      Messages: fc.array(
        fc.oneof(
          odd,
          fc.record(
            {
              Content: fc.oneof(anyText(10), odd),
              ContentType: fc.oneof(fc.constant("PlainText"), odd),
              ImageResponseCard: fc.oneof(
                odd,
                fc.record(
                  {
                    Title: odd,
                    Subtitle: odd,
                    ImageUrl: odd,
                    Buttons: fc.oneof(odd, fc.array(fc.record({ Text: odd, Value: odd }))),
                  },
                  { requiredKeys: [] },
                ),
              ),
            },
            { requiredKeys: [] },
          ),
        ),
        { maxLength: 4 },
      ),
    }),
  )
  .map((value) => JSON.stringify(value));

/** What a client may hold and take for a channel message: envelopes raw, encoded, cut off and odd, and members of any type. */
export const anyReadable = fc.record(
  {
    Content: mostly(
      fc.oneof(
        oddEnvelope,
        oddEnvelope.map(encodeURIComponent),
        fc.tuple(oddEnvelope, fc.nat(60)).map(([text, length]) => text.slice(0, length)),
        anyText(40),
      ),
    ),
    ContentType: mostly(
      fc.constantFrom(
        "application/amz-chime-lex-msgs",
        "application/amz-chime-lex-error; x=y",
        "",
        undefined,
        "text/plain",
      ),
    ),
    Metadata: mostly(anyMetadata),
    MessageAttributes: mostly(
      fc.dictionary(fc.constantFrom("CHIME.LEX.sessionState.sessionId", "CHIME.LEX.sessionState.intent.name"), odd),
    ),
    Sender: mostly(fc.record({ Arn: mostly(fc.constant(BOT_ARN)) })),
  },
  { requiredKeys: [] },
);
