import { describe, expect, it } from "vitest";
import { isTextTooLong, messageToTurn } from "../../../mappers/turn/message-to-turn.ts";
import { CHANNEL_ARN, sampleMessage, USER_ARN } from "../sample-message.ts";

const target = { botId: "BANKBOT001", botAliasId: "TSTALIASID", localeId: "en_US", sessionId: "s1" };
const requestAttributes = {
  "CHIME.channel.arn": CHANNEL_ARN,
  "CHIME.sender.arn": USER_ARN,
  "CHIME.message.id": "6e4f7c2a",
};

describe("the turn that a message asks for", () => {
  it("holds the bot, the session, the text and three attributes, and no session state that would replace the stored one", () => {
    expect(messageToTurn(sampleMessage(), "Hi", target)).toEqual({ ...target, text: "Hi", requestAttributes });
  });

  it("tells of attachments where there are some", () => {
    const attachments = [{ name: "a.pdf", contentType: undefined }];
    expect(messageToTurn(sampleMessage(), "Hi", target, attachments).requestAttributes).toEqual({
      ...requestAttributes,
      "CHIME.attachment.count": "1",
      "CHIME.attachment.1.name": "a.pdf",
    });
  });

  it("cuts a text over 1024 units at a word, without a mark that Lex would take for words", () => {
    const { text } = messageToTurn(sampleMessage(), `${"a".repeat(1000)} ${"b".repeat(100)}`, target);
    expect(text).toBe("a".repeat(1000));
  });

  it("never asks nothing, even of a single character that is longer than what Lex takes", () => {
    const letter = `e${"\u0301".repeat(1_100)}`;
    expect(messageToTurn(sampleMessage(), letter, target).text).toBe(letter.slice(0, 1_024));
  });

  it.each([
    [1024, false],
    [1025, true],
  ])("takes %i units for too long: %s", (length, expected) => {
    expect(isTextTooLong("a".repeat(length))).toBe(expected);
  });
});
