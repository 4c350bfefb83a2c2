import { describe, expect, it } from "vitest";
import { GATE_STEPS } from "../../../mappers/gate/gate.ts";
import { stepToName } from "../../../mappers/gate/step-to-name.ts";
import { DECIDING_STEPS } from "../../../tools/testing/case-files.ts";

describe("the name of a step", () => {
  it("is there for everything that a trace holds, each its own, and none is the reason for stopping", () => {
    const names = DECIDING_STEPS.map(stepToName);
    expect(new Set(names).size).toBe(DECIDING_STEPS.length);
    expect(names.filter((name) => !/\w \w/.test(name))).toEqual([]);
    expect(DECIDING_STEPS.filter((step, at) => names[at] === step)).toEqual([]);
  });

  it("says in the gate what holds where the message passed", () => {
    expect(GATE_STEPS.map(stepToName)).toEqual([
      "standard message",
      "not from this bot",
      "not from any bot",
      "not a bot's reply",
      "not application data",
      "text that bots read",
      "no edit to leave alone",
      "not blank",
      "not for someone else",
      "asks a bot",
      "short enough for Lex",
      "words can be kept",
    ]);
  });

  it("of a processor of one's own is its own, whatever it is called", () => {
    expect(stepToName("profanity")).toBe("profanity");
    expect(stepToName("toString")).toBe("toString");
  });
});
