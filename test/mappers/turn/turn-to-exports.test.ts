import { describe, expect, it } from "vitest";
import { replyToAttributes } from "../../../mappers/answer/reply-to-attributes.ts";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import { type ExportRules, turnToExports } from "../../../mappers/turn/turn-to-exports.ts";
import { turnToReply } from "../../../mappers/turn/turn-to-reply.ts";
import { sampleMessage } from "../sample-message.ts";

const value = (interpretedValue: string | null, originalValue: string | null = null) => ({
  value: { interpretedValue, originalValue },
});
const turn: TurnResult = {
  sessionState: {
    sessionAttributes: { tier: "gold", tierNote: "vip", secret: "s3cret", gone: null, blank: "" },
    intent: {
      name: "Pay",
      slots: {
        Amount: value("10", "ten"),
        Account: value(null, "my savings"),
        Unread: value("", "as said"),
        Empty: value(null),
        Open: null,
        Pin: value("1234"),
        Toppings: { shape: "List", values: [value("ham"), value(null, "olivs"), value(null), null] },
        Address: {
          shape: "Composite",
          value: null,
          subSlots: { City: value("Bonn"), Street: value("Hill 1"), Zip: null },
        },
        constructor: value("c"),
      },
    },
  },
};
const S = "CHIME.LEX.sessionState.intent.slots.";
const A = "CHIME.LEX.sessionState.sessionAttributes.";
const exported = (rules: Partial<ExportRules>, result = turn) =>
  turnToExports(result, { slots: [], sessionAttributes: [], deny: [], ...rules });

describe("what a turn exports", () => {
  it.each<[policy: string, rules: Partial<ExportRules>, expected: Record<string, string[]>]>([
    ["is nothing by default", {}, {}],
    ["is a session attribute by its name", { sessionAttributes: ["tier"] }, { [`${A}tier`]: ["gold"] }],
    [
      "is every one that begins so",
      { sessionAttributes: ["tier*"] },
      { [`${A}tier`]: ["gold"], [`${A}tierNote`]: ["vip"] },
    ],
    [
      "leaves out what is null, empty or absent",
      { sessionAttributes: ["gone", "blank", "none"], slots: ["Empty", "Open", "None"] },
      {},
    ],
    ["is a slot's interpreted value", { slots: ["Amount"] }, { [`${S}Amount`]: ["10"] }],
    [
      "is else its original one",
      { slots: ["Account", "Unread"] },
      { [`${S}Account`]: ["my savings"], [`${S}Unread`]: ["as said"] },
    ],
    ["is each value of a list", { slots: ["Toppings"] }, { [`${S}Toppings`]: ["ham", "olivs"] }],
    ["is a sub-slot by its own name", { slots: ["Address.City"] }, { [`${S}Address.City`]: ["Bonn"] }],
    [
      "is every sub-slot by the slot's name",
      { slots: ["Address"] },
      { [`${S}Address.City`]: ["Bonn"], [`${S}Address.Street`]: ["Hill 1"] },
    ],
    ["denies by name, whatever is allowed", { slots: ["Pin", "Amount"], deny: ["Pin"] }, { [`${S}Amount`]: ["10"] }],
    [
      "denies by beginning, whatever is allowed",
      { sessionAttributes: ["*"], deny: ["sec*", "tierN*"] },
      { [`${A}tier`]: ["gold"] },
    ],
    ["denies every sub-slot by the slot's name", { slots: ["Address.City", "Address.*"], deny: ["Address"] }, {}],
    ["denies one sub-slot alone", { slots: ["Address"], deny: ["Address.Street"] }, { [`${S}Address.City`]: ["Bonn"] }],
    ["takes names as they are written", { slots: ["amount", "Amoun", "A*t.x"], sessionAttributes: ["Tier"] }, {}],
    [
      "is in the order of the rules",
      { slots: ["Pin", "A*t", "Amount"] },
      { [`${S}Pin`]: ["1234"], [`${S}Amount`]: ["10"] },
    ],
    [
      "takes a name that objects have by themselves",
      { slots: ["constructor", "toString"] },
      { [`${S}constructor`]: ["c"] },
    ],
  ])("%s", (_policy, rules, expected) => {
    expect(JSON.stringify(exported(rules))).toBe(JSON.stringify(expected));
  });

  it.each<[policy: string, result: TurnResult]>([
    ["there is no session state", {}],
    ["it is null", { sessionState: null }],
    ["there is no intent", { sessionState: { intent: null, sessionAttributes: null } }],
    ["slots are null", { sessionState: { intent: { slots: null } } }],
    [
      "slots hold other things than Lex says",
      {
        sessionState: {
          intent: { slots: { a: { value: null, values: "x", subSlots: [1] }, b: { subSlots: { c: 7 } } } },
        },
      },
    ],
  ])("is nothing where %s", (_policy, result) => {
    expect(exported({ slots: ["*"], sessionAttributes: ["*"] }, result)).toEqual({});
  });
});

describe("what a reply carries of it", () => {
  const rules = { slots: ["*"], sessionAttributes: ["tier"], deny: ["Pin"] };

  it("is nothing without rules, and nothing where nothing is allowed", () => {
    expect(turnToReply(turn, "s1").facts).not.toHaveProperty("exported");
    expect(turnToReply(turn, "s1", { slots: [], sessionAttributes: [], deny: [] }).facts).not.toHaveProperty(
      "exported",
    );
  });

  it("stands after the four documented attributes and before the event's own", () => {
    const { facts } = turnToReply(turn, "s1", { ...rules, slots: ["Toppings"] });
    const message = sampleMessage({ MessageAttributes: { "app.a": { StringValues: ["v"] } } });
    const { attributes, losses } = replyToAttributes(facts, message);
    expect(Object.keys(attributes).slice(-3)).toEqual([`${A}tier`, `${S}Toppings`, "app.a"]);
    expect(attributes[`${S}Toppings`]).toEqual({ StringValues: ["ham", "olivs"] });
    expect(losses).toEqual([]);
  });

  it("is never a user's word in place of the bot's, exported or not", () => {
    const forged = { [`${S}Amount`]: { StringValues: ["1"] }, [`${S}Approved`]: { StringValues: ["yes"] } };
    const carried = (exports?: ExportRules) =>
      replyToAttributes(turnToReply(turn, "s1", exports).facts, sampleMessage({ MessageAttributes: forged }))
        .attributes;
    expect(carried({ ...rules, slots: ["Amount"] })[`${S}Amount`]).toEqual({ StringValues: ["10"] });
    expect(Object.keys(carried())).not.toContain(`${S}Amount`);
    expect(Object.keys(carried(rules))).not.toContain(`${S}Approved`);
  });

  it("is a loss where a name is over 64 characters, a value over 512, or all of it over 1 KB", () => {
    const long = "n".repeat(24);
    const sessionAttributes = {
      [long.slice(1)]: "fits",
      [long]: "v",
      big: "b".repeat(513),
      a: "a".repeat(400),
      b: "b".repeat(400),
      c: "c",
    };
    const { facts } = turnToReply({ sessionState: { sessionAttributes } }, "s1", {
      slots: [],
      sessionAttributes: ["*"],
      deny: [],
    });
    const { attributes, losses } = replyToAttributes(facts, sampleMessage());
    expect(losses.map(({ kind, name }) => [kind, name])).toEqual([
      ["attribute", `${A}${long}`],
      ["attribute", `${A}big`],
      ["attribute", `${A}b`],
    ]);
    expect(Object.keys(attributes).slice(-3)).toEqual([`${A}${long.slice(1)}`, `${A}a`, `${A}c`]);
  });
});
