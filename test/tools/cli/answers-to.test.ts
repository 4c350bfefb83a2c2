import { describe, expect, it } from "vitest";
import { answersTo, isWhole } from "../../../tools/cli/answers-to.ts";

const QUESTION = "6e4f7c2a";
const ORIGIN = "CHIME.LEX.sessionState.originatingRequestId";

function messageOf(text: string | undefined, mark: { part: number; parts: number; replaced?: true }, to = QUESTION) {
  const Messages = text === undefined ? [] : [{ Content: text, ContentType: "PlainText" }];
  return {
    MessageId: `${text}`,
    Content: JSON.stringify({ Messages }),
    ContentType: "application/amz-chime-lex-msgs",
    Metadata: JSON.stringify({ "CHIME.LEX.part": { reply: "5b1c", ...mark } }),
    MessageAttributes: { [ORIGIN]: { StringValues: [to] } },
  };
}
const placeholder = messageOf("One moment …", { part: 0, parts: 1 });
const first = messageOf("It is", { part: 1, parts: 2 });
const edited = messageOf("It is 1,024 dollars.", { part: 1, parts: 1, replaced: true });
const second = messageOf("1,024 dollars.", { part: 2, parts: 2 });

describe("what a bot says in its own name in answer to a message", () => {
  it("is all that names the message, in the order of its parts", () => {
    const other = messageOf("Hello", { part: 1, parts: 1 }, "another");
    expect(answersTo(QUESTION, [second, other, first])).toEqual([first, second]);
  });

  it.each([
    ["with all its parts", [first, second], true],
    ["not while a part is missing", [first], false],
    ["not while a placeholder stands for it", [placeholder], false],
    ["as soon as the answer has taken the placeholder's place", [edited], true],
    ["also where its placeholder couldn't be edited", [placeholder, first, second], true],
    ["also where the bot said nothing after all", [messageOf(undefined, { part: 0, parts: 0 })], true],
    ["without a mark, as other software sends it", [{ ...first, Metadata: "{}" }], true],
  ])("is whole %s", (_what, answers, whole) => {
    expect(isWhole(answers)).toBe(whole);
  });
});
