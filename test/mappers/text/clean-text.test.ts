import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "../../../mappers/text/clean-text.ts";
import { anyText } from "../../properties/arbitraries.ts";

describe("a clean text", () => {
  it.each([
    ["has line feeds for every line end", "a\r\nb\rc\u0085d\u2028e\u2029f\ng", "a\nb\nc\nd\ne\nf\ng"],
    ["keeps tabs and spaces", " a\tb ", " a\tb "],
    ["has nothing that a terminal obeys", "\u001b[31mred\u0007\u0000\u007f\u009b2J", "[31mred2J"],
    ["has nothing that turns its direction", "\u202eevil\u202c \u2066x\u2069", "evil x"],
    ["keeps the marks that belong to right-to-left letters", "a\u200f\u061c\u05d0", "a\u200f\u061c\u05d0"],
    ["keeps joined signs", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ["has whole characters", "a\ud83d", "a\ufffd"],
  ])("%s", (_policy, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("is one line on request, without white space around it", () => {
    expect(cleanLine(" a\r\n\t b\u2028 \u202ec\u00a0")).toBe("a b c");
  });

  it("is clean: cleaning it again changes nothing", () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
        expect(cleanText(text)).not.toMatch(/(?![\n\t])\p{Cc}/u);
        expect(cleanLine(text)).toMatch(/^.*$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
