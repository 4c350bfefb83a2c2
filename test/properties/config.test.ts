import fc from "fast-check";
import { expect, it } from "vitest";
import { HANDOFF_OPTIONS } from "../../src/config/options.ts";
import { readRows } from "../../src/config/read-rows.ts";
import { configProblems } from "../../src/config/schema.ts";

const lexBotAliasArn = "arn:aws:lex:eu-west-2:111122223333:bot-alias/BANKBOT001/TSTALIASID";

/** Mostly a user's ARN, with parts that are wrong now and then. */
const part = (...values: [string, ...string[]]) =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(values[0]) }, fc.constantFrom(...values), fc.string({ maxLength: 4 }));
const anyArn = fc
  .tuple(
    part("arn:", "ARN:", " arn:"),
    part("aws", "aws-cn", "aws-us-gov", "gcp"),
    part(":chime:", ":iam:", ":Chime:"),
    part("us-east-1", "", "eu-central-1"),
    part(":111122223333:", ":1:", "::"),
    part("app-instance/", "app-instance-user/", ""),
    part("8d0e4c5a", "a/b", " "),
    part("/user/", "/bot/", "/"),
    part("gil", "", "gil ", "gil\n", "a@b.c", "gil/x", "\u200f"),
  )
  .map((parts) => parts.join(""));

it("what reads a handoff takes what tells its mistakes finds nothing wrong with, and nothing else", () => {
  const right = { weight: 5, arbitrary: fc.array(anyArn, { minLength: 1, maxLength: 2 }) };
  const agents = fc.oneof(right, fc.array(fc.anything(), { maxLength: 2 }), anyArn);
  const anyHandoff = fc.record({ agents, scope: fc.constantFrom("channel", "session", "room") }, { requiredKeys: [] });
  let taken = 0;
  fc.assert(
    fc.property(anyHandoff, (handoff) => {
      const isRead = readRows(HANDOFF_OPTIONS, handoff) !== undefined;
      if (isRead && handoff.agents?.length) taken++;
      expect(configProblems({ bots: [{ lexBotAliasArn }], handoff }).length === 0).toBe(isRead);
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(20);
});
