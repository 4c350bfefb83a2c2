import { describe, expect, it } from "vitest";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import { type HandoffSigns, turnToHandoff } from "../../../mappers/turn/turn-to-handoff.ts";

const SIGNS: HandoffSigns = { intents: ["Complain", "TalkToPerson"], attribute: "handoff" };
const intent = (state?: string, name: string | null = "TalkToPerson"): TurnResult => ({
  sessionState: { intent: { name, state } },
});
const attributes = (sessionAttributes: Record<string, string | null>): TurnResult => ({
  sessionState: { sessionAttributes },
});

describe("a turn asks for a person", () => {
  it.each<[policy: string, result: TurnResult, by: "intent" | "attribute"]>([
    ["by an intent that is fulfilled", intent("Fulfilled"), "intent"],
    ["by an intent that is ready to be", intent("ReadyForFulfillment"), "intent"],
    ["by an intent whose state isn't told", intent(), "intent"],
    ["by any of the intents", intent("Fulfilled", "Complain"), "intent"],
    ["by the session attribute, whatever it holds", attributes({ handoff: "billing" }), "attribute"],
    [
      "by the session attribute beside an intent that isn't over",
      { sessionState: { intent: { name: "TalkToPerson", state: "InProgress" }, sessionAttributes: { handoff: "1" } } },
      "attribute",
    ],
    [
      "by the intent before the attribute",
      { sessionState: { intent: { name: "Complain" }, sessionAttributes: { handoff: "1" } } },
      "intent",
    ],
  ])("%s", (_policy, result, by) => {
    expect(turnToHandoff(result, SIGNS)).toBe(by);
  });

  it.each<[policy: string, result: TurnResult, signs?: Partial<HandoffSigns>]>([
    ["by an intent that asks for its slots", intent("InProgress")],
    ["by an intent that waits", intent("Waiting")],
    ["by an intent whose fulfillment goes on", intent("FulfillmentInProgress")],
    ["by an intent that failed", intent("Failed")],
    ["by another intent", intent("Fulfilled", "Balance")],
    ["by an intent without a name", intent("Fulfilled", null)],
    ["by the attribute where it says false, in any case", attributes({ handoff: "False" })],
    ["by the attribute where it is empty", attributes({ handoff: "" })],
    ["by the attribute where it is null", attributes({ handoff: null })],
    ["by another attribute", attributes({ tier: "gold" })],
    ["by an attribute where none is configured", attributes({ undefined: "1" }), { attribute: undefined }],
    ["by what objects have by themselves", attributes({}), { attribute: "constructor" }],
    ["without a session state", {}],
    ["by a session state of nulls", { sessionState: { intent: null, sessionAttributes: null } }],
  ])("not %s", (_policy, result, signs) => {
    expect(turnToHandoff(result, { ...SIGNS, ...signs })).toBeUndefined();
  });
});
