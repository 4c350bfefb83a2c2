/** The limits of a text, and what to say if it breaks them. Lengths are UTF-16 units. */
export type TextCheck =
  | { readonly least: number; readonly what: string }
  | { readonly most: number; readonly what: string }
  | { readonly matches: RegExp; readonly what: string }
  | { readonly refuses: RegExp; readonly what: string };

export interface TextRule {
  readonly kind: "text";
  /** What to say about a value that isn't a text at all. */
  readonly what: string;
  readonly checks: readonly TextCheck[];
}

/** What values an option takes. `what` completes the sentence for everything else: "must be …". */
export type Rule =
  | { readonly kind: "word"; readonly words: readonly [string, ...string[]] }
  | { readonly kind: "flag" }
  | { readonly kind: "number"; readonly least: number; readonly most: number; readonly what: string }
  | TextRule
  | { readonly kind: "list"; readonly of: TextRule; readonly what: string }
  | { readonly kind: "record"; readonly key: TextRule; readonly value: Rule; readonly what: string };

/** The TypeScript type of the value that a rule reads. */
export type ValueOf<R> = R extends { kind: "word"; words: readonly (infer Word)[] }
  ? Word
  : R extends { kind: "flag" }
    ? boolean
    : R extends { kind: "number" }
      ? number
      : R extends { kind: "text" }
        ? string
        : R extends { kind: "list" }
          ? string[]
          : R extends { kind: "record"; value: infer Value }
            ? Record<string, ValueOf<Value>>
            : never;

export const wordRule = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  ({ kind: "word", words }) as const;
export const flagRule = { kind: "flag" } as const;
export const textRule = (what: string, ...checks: TextCheck[]) => ({ kind: "text", what, checks }) as const;
export const listRule = (of: TextRule, what: string) => ({ kind: "list", of, what }) as const;
export const recordRule = <const Value extends Rule>(key: TextRule, value: Value, what: string) =>
  ({ kind: "record", key, value, what }) as const;
export const numberRule = (least: number, most: number, unit = " of milliseconds") =>
  ({ kind: "number", least, most, what: `must be a whole number${unit} from ${least} to ${most}` }) as const;

/** Stands for a value that the rule doesn't take, or that isn't plain enough to be read here. */
export const UNREAD: unique symbol = /* @__PURE__ */ Symbol("unread");

/** The value as the rule takes it, a copy where it is a list or an object; or UNREAD. */
export function readRule(rule: Rule, value: unknown): unknown {
  switch (rule.kind) {
    case "word":
      return rule.words.some((word) => word === value) ? value : UNREAD;
    case "flag":
      return typeof value === "boolean" ? value : UNREAD;
    case "number":
      return Number.isSafeInteger(value) && (value as number) >= rule.least && (value as number) <= rule.most
        ? value
        : UNREAD;
    case "text":
      return typeof value === "string" && rule.checks.every((check) => keeps(value, check)) ? value : UNREAD;
    case "list": {
      if (!Array.isArray(value)) return UNREAD;
      const read = Array.from(value, (item) => readRule(rule.of, item));
      return read.includes(UNREAD) ? UNREAD : read;
    }
    case "record": {
      if (!isPlain(value)) return UNREAD;
      const read = Object.entries(value).map(([name, inner]) =>
        readRule(rule.key, name) === UNREAD ? UNREAD : ([name, readRule(rule.value, inner)] as const),
      );
      if (read.some((entry) => entry === UNREAD || entry[1] === UNREAD)) return UNREAD;
      return Object.fromEntries(read as (readonly [string, unknown])[]);
    }
  }
}

function keeps(text: string, check: TextCheck): boolean {
  if ("least" in check) return text.length >= check.least;
  if ("most" in check) return text.length <= check.most;
  return "matches" in check ? check.matches.test(text) : !check.refuses.test(text);
}

/** An object as JSON or a literal makes it. Anything else is left to the schema. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !Object.hasOwn(value, "__proto__");
}
