import * as z from "zod/mini";
import { atMost } from "../../mappers/shapes/at-most.ts";
import { nearestWord } from "../errors/nearest-word.ts";
import type { Problem } from "./conflicts.ts";
import {
  BOT_OPTIONS,
  BRIDGE_OPTIONS,
  CLAIMS_OPTIONS,
  HANDOFF_OPTIONS,
  INVOKED_BY,
  type OptionRow,
  POLICIES,
} from "./options.ts";
import type { Rule, TextCheck } from "./rule.ts";

/** The schema of a configuration, made from the rows. It says what is wrong; `readSettings` of the same rows reads what is right. */
export const Config = /* @__PURE__ */ z.strictObject(
  {
    $schema: z.optional(z.string("must be the path of a JSON Schema")),
    bots: z
      .array(
        z.strictObject({ ...shapeOf(BOT_OPTIONS), invokedBy: groupOf(INVOKED_BY), ...optionalShapeOf(POLICIES) }),
        "must be a list of bots",
      )
      .check(z.minLength(1, "must hold a bot")),
    ...shapeOf(POLICIES),
    ...shapeOf(BRIDGE_OPTIONS),
    claims: groupOf(CLAIMS_OPTIONS),
    handoff: z.optional(z.strictObject(shapeOf(HANDOFF_OPTIONS), "must be an object")),
  },
  "must be an object",
);

type Rows = Readonly<Record<string, OptionRow>>;
type Shape = Record<string, z.ZodMiniType>;

/** An object of options that may be left out whole. */
function groupOf(rows: Rows): z.ZodMiniType {
  return z.prefault(z.strictObject(shapeOf(rows)), {});
}

function shapeOf(rows: Rows): Shape {
  return mapRows(rows, ({ rule, fallback, isOptional }) => {
    const schema = ruleToSchema(rule);
    if (isOptional) return z.optional(schema);
    return fallback === undefined ? schema : z._default(schema, () => structuredClone(fallback));
  });
}

/** A bot's own policies: what it leaves out is as set for all. */
function optionalShapeOf(rows: Rows): Shape {
  return mapRows(rows, ({ rule }) => z.optional(ruleToSchema(rule)));
}

function mapRows(rows: Rows, make: (row: OptionRow) => z.ZodMiniType): Shape {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, make(row)]));
}

function ruleToSchema(rule: Rule): z.ZodMiniType {
  switch (rule.kind) {
    case "word":
      return z.enum(rule.words, `must be one of ${rule.words.join(", ")}`);
    case "flag":
      return z.boolean("must be true or false");
    case "number":
      return z
        .number(rule.what)
        .check(z.int(rule.what), z.minimum(rule.least, rule.what), z.maximum(rule.most, rule.what));
    case "text":
      return rule.checks.reduce<z.ZodMiniString>(
        (schema, check) => schema.check(textCheck(check)),
        z.string(rule.what),
      );
    case "list":
      return z.array(ruleToSchema(rule.of), rule.what);
    case "record":
      return z.record(ruleToSchema(rule.key) as z.ZodMiniString, ruleToSchema(rule.value), rule.what);
  }
}

function textCheck(check: TextCheck) {
  if ("least" in check) return z.minLength(check.least, check.what);
  if ("most" in check) return atMost(check.most, check.what);
  if ("matches" in check) return z.regex(check.matches, check.what);
  const { refuses, what } = check;
  return z.refine((text) => !refuses.test(String(text)), what);
}

/** Everything that is wrong with the options of a configuration, each by its path. */
export function configProblems(config: unknown): readonly Problem[] {
  const parsed = z.safeParse(Config, config, { reportInput: true });
  return parsed.success ? [] : parsed.error.issues.flatMap(issueToProblems);
}

function issueToProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.reduce<string>(joinPath, "");
  if (issue.code === "unrecognized_keys") {
    const known = knownAt(issue.path);
    return issue.keys.map((key) => ({
      path: joinPath(path, key),
      what: `is an unknown option${suggestFor(key, known)}`,
    }));
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, what: message }));
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ path: path || "the configuration", what: missing ? `is required and ${issue.message}` : issue.message }];
}

/** The options of the object at a path. */
function knownAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0)
    return ["$schema", "bots", "claims", "handoff", ...Object.keys({ ...POLICIES, ...BRIDGE_OPTIONS })];
  if (path[0] === "claims") return Object.keys(CLAIMS_OPTIONS);
  if (path[0] === "handoff") return Object.keys(HANDOFF_OPTIONS);
  return path.at(-1) === "invokedBy"
    ? Object.keys(INVOKED_BY)
    : ["invokedBy", ...Object.keys({ ...BOT_OPTIONS, ...POLICIES })];
}

/** What a misspelt name may stand for, as the end of a sentence; empty where nothing is like it. */
export function suggestFor(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  return nearest === undefined ? "" : `, did you mean ${nearest}?`;
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path ? `${path}.${String(key)}` : String(key);
}
