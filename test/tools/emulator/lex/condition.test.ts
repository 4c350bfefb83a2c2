import { describe, expect, test } from "vitest";
import { holds, type ReferenceLookup } from "../../../../tools/emulator/lex/model/condition.ts";
import { ConditionSyntaxError, parseCondition } from "../../../../tools/emulator/lex/model/condition-parse.ts";

const SET: Record<string, string> = {
  "slot Days": "12",
  "slot City": "Porto",
  "slot Pizza.Size": "large",
  "sessionAttribute fallback-count": "1",
  "requestAttribute tier": "Gold",
};

const lookup: ReferenceLookup = (reference) => {
  if (reference.kind === "inputTranscript") return "hello there";
  const intent = reference.kind === "slot" && reference.intent !== undefined ? `${reference.intent}.` : "";
  return SET[`${reference.kind} ${intent}${reference.name}`];
};

describe("A condition holds or not:", () => {
  test.each([
    ["{Days} > 7", true],
    ["{Days} <= 7", false],
    ["{Days} = 12.0", true],
    ["{Days} >= 12 AND {Days} < 13", true],
    ['{City} = "porto"', true],
    ["{City} != 'Lisbon'", true],
    ['{City} CONTAINS "ORT"', true],
    ['{Pizza.Size} = "large"', true],
    ["((tier)) = gold", true],
    ['$.inputTranscript = "Hello There"', true],
    ["fn.IS_SET({Days})", true],
    ["fn.IS_SET([nothing])", false],
    ["!fn.IS_SET([nothing])", true],
    ["NOT fn.IS_SET({Days}) || {Days} = 12", true],
    ["fn.COUNT({Days}) = 1 && fn.COUNT({Nothing}) = 0", true],
    ["fn.LENGTH({City}) = 5", true],
    ["{Nothing} = 1", false],
    ["{Nothing} != 1", false],
    ["{City} = x OR {Days} = 12 AND {City} = y", false],
    ["({City} = x OR {Days} = 12) AND {City} = Porto", true],
    ['(!fn.IS_SET([slot-failure]) OR [slot-failure] != "true") AND [fallback-count] = "1"', true],
    ['{City} = "a \\"quoted\\" word"', false],
  ])("%s → %s", (expression, expected) => {
    expect(holds(parseCondition(expression), lookup)).toBe(expected);
  });
});

test.each(["", "{a} =", "{a} = 1 2", "({a} = 1", "fn.NOPE({a}) = 1", "$.other = 1", "{a} & 1", ") = 1"])(
  "An expression that can't be read is a syntax error: %s",
  (expression) => {
    expect(() => parseCondition(expression)).toThrow(ConditionSyntaxError);
  },
);
