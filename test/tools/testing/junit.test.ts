import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { casesToJUnit } from "../../../tools/testing/junit.ts";
import type { CaseResult } from "../../../tools/testing/run-cases.ts";
import { parseXml, schemaViolations } from "./junit-schema.ts";

const at = Date.UTC(2026, 10, 24, 9, 30);
const passed: CaseResult = { name: "a", folder: "/a", passed: true, differences: [], ms: 12.4 };
const different = (what: string, how: string): CaseResult => ({
  ...passed,
  name: "b",
  passed: false,
  differences: [{ path: "p", what, expected: 1, actual: 2, how }],
});
const malformed: CaseResult = {
  ...passed,
  name: "group/c",
  passed: false,
  error: new BridgeError("CASE_UNREADABLE", "case.json is missing."),
};

it("counts what passed, what differs and what could not be run, and tells of each in words", () => {
  const root = parseXml(casesToJUnit([passed, different("outcome", "replied → released"), malformed], { at }));
  const [suite] = root.children;
  expect(suite?.attributes).toMatchObject({
    name: "cases",
    timestamp: "2026-11-24T09:30:00",
    tests: "3",
    failures: "1",
    errors: "1",
    time: "0.037",
  });
  const [first, second, third] = suite?.children.filter(({ name }) => name === "testcase") ?? [];
  expect(first).toMatchObject({ attributes: { name: "a", classname: "cases", time: "0.012" }, children: [] });
  expect(second?.children[0]).toMatchObject({
    name: "failure",
    attributes: { message: "outcome: replied → released" },
    text: expect.stringContaining("outcome: replied → released"),
  });
  expect(third?.children[0]).toMatchObject({ name: "error", attributes: { type: "CASE_UNREADABLE" } });
});

it("is valid against the schemas of Ant and Jenkins, whatever the words of a bot are", () => {
  const word = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("]]>", "&#13;", "\u0000", "\ud800", '"', "\r\n", "<b>"),
  );
  const one = fc.oneof(
    word.map((name) => ({ ...passed, name: join("x", name) })),
    fc.tuple(word, word).map(([what, how]) => different(what, how)),
    word.map((detail): CaseResult => ({ ...malformed, error: new BridgeError("CASE_UNREADABLE", detail) })),
  );
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), word, (results, suite) => {
      expect(schemaViolations(parseXml(casesToJUnit(results, { at, suite })))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

it("keeps a bot's words as they were, where XML can hold them", () => {
  const words = 'a & b < c > d "e" \r\n ]]> 🙂';
  const [failure] = parseXml(casesToJUnit([different("text", words)], { at })).children[0]?.children[1]?.children ?? [];
  expect(failure?.attributes["message"]).toBe(`text: ${words}`);
  expect(failure?.text).toContain(words);
});
