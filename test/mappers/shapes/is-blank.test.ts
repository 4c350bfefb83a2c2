import { describe, expect, it } from "vitest";
import { replyToPush } from "../../../mappers/answer/reply-to-push.ts";
import { replyToText } from "../../../mappers/client/reply-to-text.ts";
import { cutMention } from "../../../mappers/gate/strip-mention.ts";
import { isBlank } from "../../../mappers/shapes/is-blank.ts";
import { splitText } from "../../../mappers/text/split-text.ts";

describe("a text that shows nothing", () => {
  it.each([
    ["nothing at all", ""],
    ["white space", " \t\n\u00a0\u3000"],
    ["zero-width characters", "\u200b\u200c\u200d\u2060\ufeff"],
    ["marks of direction, and a soft hyphen", "\u200e\u200f\u202e\u00ad"],
    ["fillers of Hangul and Braille", "\u3164\u115f\uffa0\u2800"],
    ["a variation selector alone", "\ufe0f"],
  ])("%s", (_what, text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(["a", " . ", "0", "👩‍👩‍👧", "\u200bא", "-"])("is not %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

describe.each(["\u200b", "\u2800", "\u3164", " "])("%j says nothing", (blank) => {
  const facts = { sessionId: "s" };
  const messages = [
    { contentType: "PlainText", content: blank },
    { contentType: "ImageResponseCard", imageResponseCard: { title: "Choose", subtitle: blank } },
  ];

  it("on a locked phone: neither as who speaks, nor as the bot's words", () => {
    const rules = { push: "preview", title: blank } as const;
    expect(replyToPush({ kind: "messages", messages, facts }, rules)).toEqual({ Body: "Choose", Type: "DEFAULT" });
    expect(
      replyToPush({ kind: "messages", messages, facts }, { ...rules, push: "generic", genericText: blank }),
    ).toEqual({
      Body: "You have a new message.",
      Type: "DEFAULT",
    });
  });

  it("to who reads a reply", () => {
    expect(replyToText({ kind: "messages", messages })).toBe("Choose");
  });

  it("as a part of a reply", () => {
    expect(splitText(blank.repeat(3), 12)).toEqual([]);
  });

  it("beside a mention: the mention alone is what the bot is asked", () => {
    const text = `@Bank ${blank}`;
    expect(cutMention(text, { start: 0, end: 5, bot: 0, name: "Bank" })).toBe(text);
  });
});

describe("a joiner that a cut leaves alone in its piece", () => {
  it("isn't lost: the pieces of a family are the family", () => {
    const family = "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}";
    expect(splitText(family, 12).join("")).toBe(family);
  });
});
