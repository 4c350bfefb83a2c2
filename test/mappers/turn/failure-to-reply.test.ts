import { describe, expect, it } from "vitest";
import { FAILURE_TEXT, type FailurePolicy, failureToReply } from "../../../mappers/turn/failure-to-reply.ts";

const facts = { sessionId: "s1" };
const said = (content: string) => ({ kind: "messages", messages: [{ contentType: "PlainText", content }], facts });

describe("a failed turn", () => {
  it.each<[policy: FailurePolicy, answer: unknown]>([
    ["error", { kind: "error", code: 424, facts }],
    ["message", said(FAILURE_TEXT)],
    ["release", { kind: "release" }],
    ["deny", { kind: "deny" }],
  ])("is answered as onFailure says: %s", (policy, answer) => {
    expect(failureToReply(424, policy, "s1")).toEqual(answer);
  });

  it("is told in the configured words where there are some", () => {
    expect(failureToReply(424, "message", "s1", "Try later.")).toEqual(said("Try later."));
  });

  it("is told in words that blame nobody and say what to do", () => {
    expect(FAILURE_TEXT).toMatch(/sorry.*try again/i);
  });
});
