import fc from "fast-check";
import { expect, it } from "vitest";
import * as z from "zod/mini";
import { checkConfig } from "../../../src/config/config.ts";
import {
  BOT_OPTIONS,
  BRIDGE_OPTIONS,
  CLAIMS_OPTIONS,
  HANDOFF_OPTIONS,
  INVOKED_BY,
  type OptionRow,
  POLICIES,
} from "../../../src/config/options.ts";
import type { Rule, TextRule } from "../../../src/config/rule.ts";
import { Config, configProblems } from "../../../src/config/schema.ts";

type Rows = Readonly<Record<string, OptionRow>>;

const SAMPLES = [
  "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
  "arn:aws:chime:us-east-1:111122223333:app-instance/a/bot/b",
  ...["en_US", "de", "*", "default", "429", "bank", "a", "x".repeat(64), "x".repeat(65), "x".repeat(1_024)],
  ...["x-amz-lex:a", "CHIME.b", "", "@b", "a b", "x".repeat(1_025), "mentions.of"],
];
const anySample = fc.oneof(fc.constantFrom(...SAMPLES), fc.string({ maxLength: 5 }));

/** Mostly what a rule takes, with what it refuses here and there. */
function anyValue(rule: Rule): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom(null, undefined, 0, "", "odd", [], {}, true, Number.NaN, new Date(0), [1], { a: 1 });
  const text = (_rule: TextRule) => anySample;
  const right = (): fc.Arbitrary<unknown> => {
    switch (rule.kind) {
      case "word":
        return fc.constantFrom(...rule.words);
      case "flag":
        return fc.boolean();
      case "number":
        return fc.constantFrom(rule.least, rule.most, rule.least - 1, rule.most + 1, rule.least + 0.5, rule.least + 1);
      case "text":
        return text(rule);
      case "list":
        return fc.array(text(rule.of), { maxLength: 3 });
      case "record":
        return fc.dictionary(text(rule.key), anyValue(rule.value), { maxKeys: 2, noNullPrototype: true });
    }
  };
  return fc.oneof({ weight: 12, arbitrary: right() }, { weight: 1, arbitrary: odd });
}

function optionsOf(rows: Rows, requiredKeys: string[] = []): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(Object.entries(rows).map(([name, { rule }]) => [name, anyValue(rule)]));
  const some = fc
    .record(values, { requiredKeys: [] })
    .chain((all) =>
      fc
        .subarray(Object.keys(all), { maxLength: Math.min(3, Object.keys(all).length) })
        .map((names) => Object.fromEntries(names.map((name) => [name, all[name]]))),
    );
  const unknown = fc.constantFrom({}, {}, {}, {}, {}, {}, {}, {}, {}, { unknown: 1 }, { other: undefined });
  const required = Object.fromEntries(requiredKeys.map((name) => [name, fc.constant(SAMPLES[0])]));
  return fc.tuple(some, unknown, fc.record(required)).map((parts) => Object.assign({}, ...parts));
}

const grouped = (rows: Rows) => fc.oneof(fc.constant(undefined), optionsOf(rows));
const anyConfig = fc
  .tuple(
    optionsOf({ ...POLICIES, ...BRIDGE_OPTIONS }),
    fc.array(fc.tuple(optionsOf({ ...BOT_OPTIONS, ...POLICIES }, ["lexBotAliasArn"]), grouped(INVOKED_BY)), {
      maxLength: 2,
    }),
    grouped(CLAIMS_OPTIONS),
    fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: grouped(HANDOFF_OPTIONS) }),
  )
  .map(([options, bots, claims, handoff]) => ({
    ...options,
    bots: bots.map(([bot, invokedBy]) => (invokedBy ? { ...bot, invokedBy } : bot)),
    ...(claims ? { claims } : {}),
    ...(handoff ? { handoff } : {}),
  }));

type Parsed = Record<string, unknown> & { bots: Record<string, unknown>[]; claims: unknown; handoff?: unknown };

it("reader and schema, made from the same rows, take the same configurations with the same results", () => {
  let taken = 0;
  fc.assert(
    fc.property(anyConfig, (config) => {
      const parsed = z.safeParse(Config, config);
      const { settings, problems } = checkConfig(config);
      // What stands in no option's way alone, but in another option's, both have read.
      const isRead = settings !== undefined || configProblems(config).length === 0;
      expect(isRead).toBe(parsed.success);
      expect(parsed.success ? [] : problems).toEqual(configProblems(config));
      if (!settings || !parsed.success) return;
      taken++;
      const { bots, claims, handoff, ...options } = parsed.data as Parsed;
      for (const name of Object.keys(BRIDGE_OPTIONS)) expect(settings).toHaveProperty(name, options[name]);
      expect(settings.claims).toEqual(claims);
      expect(settings.handoff).toEqual(handoff);
      for (const [at, bot] of bots.entries()) {
        const { invokedBy, lexBotAliasArn: _, ...own } = bot;
        const shared = Object.fromEntries(Object.keys(POLICIES).map((name) => [name, options[name]]));
        const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
        expect(settings.bots[at]).toMatchObject({
          ...JSON.parse(JSON.stringify(shared)),
          ...given,
          ...(invokedBy as object),
        });
      }
    }),
    { numRuns: 3_000 },
  );
  expect(taken).toBeGreaterThan(100);
});

it("what is read is a copy: a configuration that is changed afterwards changes nothing", () => {
  const config = {
    bots: [{ lexBotAliasArn: SAMPLES[0], aliases: ["bank"] }],
    failureTexts: { de: { default: "Leider nicht." } },
  };
  const { settings } = checkConfig(config);
  config.bots[0]?.aliases?.push("other");
  config.failureTexts.de.default = "Anders.";
  expect(settings?.bots[0]).toMatchObject({ aliases: ["bank"], failureTexts: { de: { default: "Leider nicht." } } });
  const other = checkConfig({ bots: [{ lexBotAliasArn: SAMPLES[0] }] });
  expect(other.settings?.bots[0].aliases).not.toBe(
    checkConfig({ bots: [{ lexBotAliasArn: SAMPLES[0] }] }).settings?.bots[0].aliases,
  );
});
