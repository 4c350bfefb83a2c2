import fc from "fast-check";
import * as z from "zod/mini";
import type { GateRules } from "../../mappers/gate.ts";
import { ChannelMessage } from "../../mappers/shapes/channel-message.ts";
import { anyMetadata, anyText, anything, BOT_ARN, channelMessage, mostly } from "./arbitraries.ts";

/** A channel message that its schema takes, which is all that a mapper is given. */
export const anyChannelMessage = channelMessage
  .filter((message) => z.safeParse(ChannelMessage, message).success)
  .map((message) => z.parse(ChannelMessage, message));

/** Every way in which the gate can be configured. */
export const anyRules: fc.Arbitrary<GateRules> = fc.record({
  botArn: fc.constantFrom(BOT_ARN, undefined),
  standardMessages: fc.constantFrom("ALL", "ALL", "MENTIONS", "NONE"),
  targetedMessages: fc.constantFrom("ALL", "NONE"),
  mentionsPath: fc.oneof(fc.constantFrom("mentions", "app.mentions", ""), anyText(10)),
  edits: fc.constantFrom("ignore", "answer"),
  longText: fc.constantFrom("error", "release", "truncate"),
  keepInput: fc.boolean(),
  isText: fc.constantFrom(true, true, true, false),
});

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
