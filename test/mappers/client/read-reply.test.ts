import { describe, expect, it } from "vitest";
import { type ReadableMessage, readReply } from "../../../mappers/client/read-reply.ts";
import { replyToText } from "../../../mappers/client/reply-to-text.ts";
import { BOT_ARN, USER_ARN } from "../sample-message.ts";

const Content = '{"Messages":[{"Content":"Hello!","ContentType":"PlainText"}]}';
const hello = { kind: "messages", messages: [{ contentType: "PlainText", content: "Hello!" }], trusted: false };
const value = (text: string) => ({ StringValues: [text] });

describe("a channel message read back", () => {
  it("is the bot's messages with everything that was said with them", () => {
    const message: ReadableMessage = {
      Content,
      ContentType: "application/amz-chime-lex-msgs",
      Metadata: '{"a":1,"CHIME.LEX.input":"Hi"}',
      MessageAttributes: {
        "CHIME.LEX.sessionState.intent.name": value("Welcome"),
        "CHIME.LEX.sessionState.intent.state": value("Fulfilled"),
        "CHIME.LEX.sessionState.sessionId": value("s1"),
        "CHIME.LEX.sessionState.originatingRequestId": value("m1"),
      },
    };
    const said = {
      input: "Hi",
      intentName: "Welcome",
      intentState: "Fulfilled",
      sessionId: "s1",
      originatingRequestId: "m1",
    };
    expect(readReply(message)).toStrictEqual({ ...hello, ...said });
    expect(readReply({ ...message, Content: '{"Code":403}', ContentType: null })).toStrictEqual({
      kind: "error",
      code: 403,
      ...said,
      trusted: false,
    });
  });

  it.each<[policy: string, message: object]>([
    ["nothing else came", {}],
    ["all else is null", { ContentType: null, Metadata: null, MessageAttributes: null, Sender: null }],
    ["Metadata is no JSON", { Metadata: "free text" }],
    ["Metadata holds no words", { Metadata: '{"CHIME.LEX.input":7}' }],
    ["attributes are null", { MessageAttributes: { "CHIME.LEX.sessionState.sessionId": null } }],
    ["attributes have no values", { MessageAttributes: { "CHIME.LEX.sessionState.sessionId": { StringValues: [] } } }],
    ["values are null", { MessageAttributes: { "CHIME.LEX.sessionState.sessionId": { StringValues: null } } }],
    ["values are no texts", { MessageAttributes: { "CHIME.LEX.sessionState.sessionId": { StringValues: [7] } } }],
    ["everything is of another type", { ContentType: 7, Metadata: 7, MessageAttributes: 7, Sender: 7 }],
  ])("says no more than what is there: %s", (_policy, about) => {
    expect(readReply({ Content, ...about })).toStrictEqual(hello);
  });

  it.each<[policy: string, message: ReadableMessage, reason: string]>([
    ["words", { Content: "Hello" }, "foreign"],
    ["no Content", {}, "foreign"],
    ["a Content of null", { Content: null }, "foreign"],
    ["another type", { Content, ContentType: "text/plain" }, "foreign"],
    [
      "a truncated reply",
      { Content: Content.slice(0, 30), ContentType: "application/amz-chime-lex-msgs" },
      "unreadable",
    ],
    ["a reply without its Content", { ContentType: "application/amz-chime-lex-error" }, "unreadable"],
  ])("is none: %s", (_policy, message, reason) => {
    expect(readReply({ ...message, Metadata: '{"CHIME.LEX.input":"Hi"}' })).toStrictEqual({
      kind: "none",
      reason,
      trusted: false,
    });
  });

  const mark = (members: object) => JSON.stringify({ "CHIME.LEX.part": { reply: "5b1c", ...members } });

  it.each<[policy: string, Metadata: string | undefined, placeholder: string | undefined]>([
    ["a placeholder that stands until its answer is there", mark({ part: 0, parts: 1 }), "standing"],
    ["the answer that replaced one", mark({ part: 1, parts: 2, replaced: true }), "replaced"],
    ["one that was emptied, because the bot said nothing", mark({ part: 0, parts: 0 }), "emptied"],
    ["an answer that no placeholder stood for", mark({ part: 1, parts: 2 }), undefined],
    ["a mark that is no mark", mark({ part: "0", parts: 1 }), undefined],
    ["a replacement by another's word", mark({ part: 1, parts: 1, replaced: "yes" }), undefined],
    ["no mark at all", undefined, undefined],
  ])("tells a placeholder from an answer: %s", (_policy, Metadata, placeholder) => {
    const told = placeholder === undefined ? {} : { placeholder };
    expect(readReply({ Content, Metadata })).toStrictEqual({ ...hello, ...told });
    expect(readReply({ Content: "Hello", Metadata })).toStrictEqual({
      kind: "none",
      reason: "foreign",
      trusted: false,
    });
  });

  const TYPING = '{"Typing":"Indicator"}';

  it.each<[policy: string, message: object, reason: string]>([
    ["a CONTROL message that says so", { Type: "CONTROL", Content: TYPING }, "typing"],
    ["whatever else it says", { Type: "CONTROL", Content: '{"Typing":"Indicator","For":"me"}' }, "typing"],
    ["but no text in which somebody wrote the same", { Type: "STANDARD", Content: TYPING }, "foreign"],
    ["nor one of which it isn't known what it is", { Content: TYPING }, "foreign"],
    ["nor a CONTROL message of another kind", { Type: "CONTROL", Content: '{"Typing":"Nobody"}' }, "foreign"],
    ["nor one without words", { Type: "CONTROL" }, "foreign"],
  ])("tells who is typing: %s", (_policy, message, reason) => {
    const read = readReply({ ...message, Sender: { Arn: BOT_ARN } }, { from: [BOT_ARN] });
    expect(read).toStrictEqual({ kind: "none", reason, trusted: true });
    expect(replyToText(read)).toBe("");
  });

  it("is none where Content is of another type", () => {
    expect(readReply({ Content: 7 } as unknown as ReadableMessage)).toStrictEqual({
      kind: "none",
      reason: "foreign",
      trusted: false,
    });
  });

  it.each<[policy: string, Sender: ReadableMessage["Sender"], from: string[] | undefined, trusted: boolean]>([
    ["a named bot is trusted", { Arn: BOT_ARN }, ["arn:other", BOT_ARN], true],
    ["a user is not", { Arn: USER_ARN }, [BOT_ARN], false],
    ["nobody is where nobody is named", { Arn: BOT_ARN }, undefined, false],
    ["an absent sender is not", undefined, [BOT_ARN], false],
    ["a sender without an ARN is not", {}, [BOT_ARN], false],
    ["a sender without an ARN is not where a name is missing", {}, [undefined as never], false],
    ["a sender whose ARN is null is not", { Arn: null }, [BOT_ARN], false],
  ])("tells whose word it is: %s", (_policy, Sender, from, trusted) => {
    const options = from ? { from } : {};
    expect(readReply({ Content, Sender }, options).trusted).toBe(trusted);
    expect(readReply({ Content: "Hello", Sender }, options)).toStrictEqual({
      kind: "none",
      reason: "foreign",
      trusted,
    });
  });
});
