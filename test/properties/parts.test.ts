import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit } from "../../mappers/answer/fit.ts";
import { replyToParts } from "../../mappers/answer/reply-to-parts.ts";
import { readReply } from "../../mappers/client/read-reply.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import { splitText } from "../../mappers/text/split-text.ts";
import { anyText, lexMessage } from "./arbitraries.ts";
import { unaccounted, written } from "./reply-differences.ts";

const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 400);
const facts = { sessionId: "s" };
const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const squeezed = (text: string) => text.replaceAll(/\s/g, "");
const word = fc.constantFrom(
  "balance",
  "It is done.",
  "残高は。",
  "e\u0301",
  "👩‍👩‍👧‍👦",
  '"\\"',
  "\u0001",
  "-".repeat(900),
  "漢字".repeat(200),
);
const gap = fc.constantFrom(" ", "", "\n", "\n\n", "  \n \n", "\u2029");
/** Texts beyond what Lex sends, so that they must be divided. */
const longText = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 90 }).map((parts) => parts.flat().join(""));
const longMessage: fc.Arbitrary<LexMessage> = fc.oneof(
  { weight: 4, arbitrary: longText.map((content) => ({ contentType: "PlainText", content })) },
  { weight: 1, arbitrary: longText.map((content) => ({ contentType: "CustomPayload", content })) },
  { weight: 1, arbitrary: longText.map((content) => ({ contentType: "SSML", content: `<speak>${content}</speak>` })) },
  {
    weight: 1,
    arbitrary: fc.tuple(longText, longText).map(([title, value]) => ({
      contentType: "ImageResponseCard",
      imageResponseCard: { title, buttons: [{ text: "b", value }] },
    })),
  },
);
const messages = fc.array(fc.oneof({ weight: 1, arbitrary: lexMessage }, { weight: 1, arbitrary: longMessage }), {
  minLength: 1,
  maxLength: 10,
});

/** Pieces of one text joined again, with the white space that a cut may take, where the messages that were sent tell that they are one. */
function joined(sent: readonly LexMessage[], came: readonly LexMessage[], lost: ReadonlySet<number>): LexMessage[] {
  const left = [...came];
  return sent.flatMap((message, at) => {
    const first = lost.has(at) ? undefined : left.shift();
    if (!first) return [];
    const whole = squeezed(written(message).content ?? "");
    let text = first.content ?? "";
    while (
      first.contentType === "PlainText" &&
      squeezed(text).length < whole.length &&
      whole.startsWith(squeezed(text + (left[0]?.content ?? "\u0000")))
    ) {
      text += left.shift()?.content;
    }
    const isDivided = first.contentType === "PlainText" && squeezed(text) === whole;
    return [isDivided ? { ...first, content: written(message).content ?? "" } : first];
  });
}

describe("for any reply", () => {
  it("each part is an envelope within 4096 bytes, in whole characters", () => {
    fc.assert(
      fc.property(messages, (sent) => {
        for (const { content, contentType } of replyToParts({ kind: "messages", messages: sent, facts }).parts) {
          expect(bytesOf(content)).toBeLessThanOrEqual(4_096);
          expect(content.isWellFormed()).toBe(true);
          const read = readReply({ Content: content, ContentType: contentType });
          expect(read.kind === "messages" && read.messages.length).toBeGreaterThan(0);
        }
      }),
      { numRuns },
    );
  });

  it("what the parts hold is what was sent, in order, less the listed losses and nothing else", () => {
    let divided = 0;
    fc.assert(
      fc.property(messages, (sent) => {
        const { parts, losses } = replyToParts({ kind: "messages", messages: sent, facts });
        const came = parts.flatMap(({ content }) => {
          const read = readReply({ Content: content });
          return read.kind === "messages" ? read.messages : [];
        });
        const lost = new Set(
          losses.flatMap(({ kind, message = -1 }) => (kind === "empty-message" || kind === "message" ? [message] : [])),
        );
        const whole = joined(sent, came, lost);
        if (whole.length < came.length) divided++;
        expect(unaccounted(sent, whole, losses)).toEqual([]);
      }),
      { numRuns },
    );
    expect(divided).toBeGreaterThan(0);
  });

  it("what fits into one envelope is one part, and two parts that follow each other never fit into one", () => {
    fc.assert(
      fc.property(messages, (sent) => {
        const { parts, bytesBefore } = replyToParts({ kind: "messages", messages: sent, facts });
        expect(parts.length > 1 && bytesBefore <= 4_096).toBe(false);
        expect(bytesBefore > 4_096 || parts[0]?.content === fit(sent).content).toBe(true);
        const messagesOf = (part: { content: string } | undefined) => JSON.parse(part?.content ?? "{}").Messages ?? [];
        const tight = parts.slice(1).filter((part, at) => {
          const [next] = messagesOf(part);
          return bytesOf(JSON.stringify({ Messages: [...messagesOf(parts[at]), next] })) <= 4_096;
        });
        expect(tight).toEqual([]);
      }),
      { numRuns },
    );
  });
});

describe("for any text", () => {
  it("its pieces fit, none is empty, and together they are the text but for white space at the cuts", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(300), longText), fc.integer({ min: 12, max: 500 }), (text, max) => {
        const whole = text.toWellFormed();
        const pieces = splitText(whole, max);
        for (const piece of pieces) {
          expect(bytesOf(JSON.stringify(piece)) - 2).toBeLessThanOrEqual(max);
          expect(piece.trim()).not.toBe("");
          expect(piece.isWellFormed()).toBe(true);
        }
        expect(squeezed(pieces.join(""))).toBe(squeezed(whole));
        let from = 0;
        for (const piece of pieces) {
          const at = whole.indexOf(piece, from);
          expect(at === -1 ? "lost" : whole.slice(from, at).trim()).toBe("");
          from = at + piece.length;
        }
      }),
      { numRuns },
    );
  });
});
