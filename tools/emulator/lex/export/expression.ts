import type { PartExpression } from "../model/model.ts";

/**
 * The `expression` of a composite slot, as in `(Street AND City) OR Code` (API_SubSlotSetting): OR binds loosest. Undefined for
 * what can't be read.
 */
export function parsePartExpression(expression: string): PartExpression | undefined {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const word = (keyword: string): boolean => {
    if (tokens[at]?.toUpperCase() !== keyword) return false;
    at++;
    return true;
  };
  const joined = (kind: "all" | "any", keyword: string, operand: () => PartExpression | undefined) => {
    const of: PartExpression[] = [];
    do {
      const next = operand();
      if (next === undefined) return undefined;
      of.push(next);
    } while (word(keyword));
    return of.length === 1 ? of[0] : { kind, of };
  };
  const any = (): PartExpression | undefined => joined("any", "OR", () => joined("all", "AND", part));
  const part = (): PartExpression | undefined => {
    if (word("(")) {
      const inner = any();
      return word(")") ? inner : undefined;
    }
    const name = tokens[at++];
    return name === undefined || /^([()]|and|or)$/i.test(name) ? undefined : { kind: "part", name };
  };
  const parsed = any();
  return at === tokens.length ? parsed : undefined;
}
