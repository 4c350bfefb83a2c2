import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "../../mappers/answer/fit.ts";
import { replyToAttributes } from "../../mappers/answer/reply-to-attributes.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import { cutAtWord } from "../../mappers/text/cut-text.ts";
import { jsonSizes, plainJsonSize } from "../../mappers/text/json-sizes.ts";
import { sampleMessage } from "../mappers/sample-message.ts";
import { anyText, lexMessage } from "./arbitraries.ts";
import { simpleCutAtWord, simpleFit, simplyFitting } from "./simple-fit.ts";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 1_000);

/** Words of prose, as bots say them, of any length up to Lex's own limit and over it, a few with a character that JSON doesn't write as it is. */
const prose = fc
  .tuple(
    fc.nat(1_200),
    fc.constantFrom("word ", "a", "some more words, ", "Wörter ", 'a "quoted" one ', "👍 "),
    fc.boolean(),
  )
  .map(
    ([length, piece, isMarked]) =>
      piece.repeat(Math.ceil(length / piece.length)).slice(0, length) + (isMarked ? "…" : ""),
  );
const said: fc.Arbitrary<LexMessage> = fc.record({
  contentType: fc.constantFrom("PlainText", "PlainText", "PlainText", "SSML", "CustomPayload"),
  content: prose,
});
const anyMessage = fc.oneof(
  said,
  lexMessage,
  fc.tuple(lexMessage, said).map(([one, other]) => ({ ...one, ...other })),
);

describe("what is measured once gives the same as what is measured anew each time:", () => {
  it("a reply that is made to fit", () => {
    const messages = fc.array(anyMessage, { maxLength: 10 });
    const maxima = fc.oneof(fc.constantFrom(60, 200, 1_000, 2_000, 4_096), fc.integer({ min: 20, max: 6_000 }));
    fc.assert(
      fc.property(messages, maxima, (sent, max) => {
        expect(fit(sent, max)).toEqual(simpleFit(sent, max));
      }),
      { numRuns },
    );
  });

  it("a text that is cut at a word", () => {
    const text = fc.oneof(anyText(60), prose, fc.stringMatching(/^[a \u2003\n\ud83d\udc4d]{0,40}$/u));
    fc.assert(
      fc.property(text, fc.nat(70), fc.constantFrom("", "…"), (whole, max, mark) => {
        expect(cutAtWord(whole, max, mark)).toBe(simpleCutAtWord(whole, max, mark));
      }),
      { numRuns },
    );
  });

  it("the attributes of a reply, of which all that fit are kept", () => {
    const name = fc.oneof(fc.constantFrom("a", "b", "7", "__proto__", "constructor"), anyText(70));
    const values = fc.array(fc.oneof(anyText(20), prose), { maxLength: 3 });
    const listed = fc.array(fc.tuple(name, values), { maxLength: 8 });
    fc.assert(
      fc.property(listed, listed, (exported, carried) => {
        const given = Object.fromEntries(carried.map(([one, all]) => [one, { StringValues: all }]));
        const facts = { sessionId: "s:1", intentName: "Greet", exported: Object.fromEntries(exported) };
        const message = sampleMessage({ MessageId: "m1", MessageAttributes: given });
        const { attributes, losses } = replyToAttributes(facts, message);
        const ours = Object.entries({
          "CHIME.LEX.sessionState.intent.name": ["Greet"],
          "CHIME.LEX.sessionState.originatingRequestId": ["m1"],
          "CHIME.LEX.sessionState.sessionId": ["s:1"],
        });
        const all = [...ours, ...Object.entries(facts.exported), ...Object.entries(given).map(valuesOf)];
        expect({ attributes, lost: losses.map((loss) => "name" in loss && loss.name) }).toEqual(simplyFitting(all));
      }),
      { numRuns },
    );
  });

  it("a text that JSON writes as it is", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(40), prose), (text) => {
        const size = plainJsonSize(text);
        const { length } = new TextEncoder().encode(JSON.stringify(text.toWellFormed()).slice(1, -1));
        expect(size ?? length).toBe(length);
        // Of such a text each beginning takes a byte a unit.
        const sizes = [...jsonSizes(text)].slice(0, text.length);
        expect(size === undefined || sizes.every((one, at) => one === at)).toBe(true);
      }),
      { numRuns },
    );
  });
});

function valuesOf([name, { StringValues }]: [string, { StringValues: string[] }]): [string, string[]] {
  return [name, StringValues];
}
