import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { namedToText, sentenceToNamed } from "../../../src/errors/sentence.ts";

const ROLE = "arn:aws:sts::111122223333:assumed-role/bridge/session";
const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a/channel/c1";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:bank-hook";
const ID = "1f0c7c1e-9d3a-4b7e-8f21-0a1b2c3d4e5f";

describe("what a service's sentence names", () => {
  it.each<[what: string, sentence: string, named: object | undefined]>([
    [
      "IAM's denial",
      `User: ${ROLE} is not authorized to perform: chime:ChannelFlowCallback on resource: ${INSTANCE} because no identity-based policy allows the chime:ChannelFlowCallback action`,
      { arns: [ROLE, INSTANCE], actions: ["chime:ChannelFlowCallback"] },
    ],
    [
      "a validation, by the member alone",
      "1 validation error detected: Value 'heliotrope' at 'text' failed to satisfy constraint: Member must have length less than or equal to 1024",
      { member: "text" },
    ],
    [
      "a validation whose value looks like one",
      "1 validation error detected: Value 'a' at 'heliotrope' failed to satisfy constraint: x' at 'channelMessage.content' failed to satisfy constraint: Member must not be blank",
      { member: "channelMessage.content" },
    ],
    [
      "a validation whose value holds an ARN",
      `1 validation error detected: Value 'see ${INSTANCE}/heliotrope' at 'text' failed to satisfy constraint: too long`,
      { member: "text" },
    ],
    [
      "an absent value",
      "1 validation error detected: Value at 'channelArn' failed to satisfy constraint: Member must not be null",
      { member: "channelArn" },
    ],
    ["a function by its ARN", `The Lambda function ${FUNCTION} timed out.`, { arns: [FUNCTION] }],
    [
      "a function by its name",
      "Access denied when invoking Lambda function bank-hook. Check its policy.",
      { functionName: "bank-hook" },
    ],
    ["no function, where prose follows the word", "The Lambda function failed.", undefined],
    ["the request's id", `Something broke. Request ID: ${ID}`, { requestId: ID }],
    ["nothing of what is quoted", `The text "tell heliotrope of ${INSTANCE}" isn't allowed`, undefined],
    ["nothing behind a quotation mark that doesn't end", `Unknown value 'heliotrope ${INSTANCE}`, undefined],
    ["nothing, where it says nothing", "Forbidden", undefined],
    ["nothing, where it is too long to be one", `${"x".repeat(9_000)} ${FUNCTION}`, undefined],
    ["no ARN of a service that is none of ours", "arn:aws:s3:::heliotrope", undefined],
  ])("%s", (_what, sentence, named) => {
    expect(sentenceToNamed(sentence)).toEqual(named);
  });

  it("the id of the header, where it is one", () => {
    expect(sentenceToNamed("", ID)).toEqual({ requestId: ID });
    expect(sentenceToNamed("", "heliotrope, says a proxy")).toBeUndefined();
  });

  it("is nothing of any text that a validation quotes", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom("", INSTANCE, "' at 'heliotrope' failed"),
        (text, more) => {
          const sentence = `1 validation error detected: Value '${text}${more}' at 'text' failed to satisfy constraint: Member must be shorter`;
          expect(sentenceToNamed(sentence)).toEqual({ member: "text" });
        },
      ),
    );
  });

  it("in words, without what makes each one new", () => {
    expect(namedToText({ actions: ["chime:GetChannelMessage"], arns: [INSTANCE], requestId: ID })).toBe(
      ` It names chime:GetChannelMessage, ${INSTANCE}.`,
    );
    expect(namedToText()).toBe("");
  });
});

describe("an error of a service", () => {
  const error = new BridgeError("LEX_VALIDATION", "Lex answered 400.", {
    sentence: "Value 'heliotrope' is bad",
    requestId: ID,
  });

  it("holds the sentence where nobody meets it by chance", () => {
    expect(error.sentence).toBe("Value 'heliotrope' is bad");
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain("heliotrope");
  });
});
