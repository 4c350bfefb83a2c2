/**
 * The conditions of conditional branches, as a tree. Grammar: `docs/facts.md` §6, Lex V2 developer guide "Branching".
 *
 * ```json
 * { "kind": "compare", "operator": ">", "left": { "kind": "slot", "name": "Days" }, "right": { "kind": "literal", "value": "7" } }
 * ```
 */
export type Condition =
  | { readonly kind: "or" | "and"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "isSet"; readonly of: Operand }
  | { readonly kind: "truth"; readonly of: Operand }
  | { readonly kind: "compare"; readonly operator: Operator; readonly left: Operand; readonly right: Operand };

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "CONTAINS";

export type Reference =
  | { readonly kind: "slot"; readonly intent?: string; readonly name: string }
  | { readonly kind: "sessionAttribute"; readonly name: string }
  | { readonly kind: "requestAttribute"; readonly name: string }
  | { readonly kind: "inputTranscript" };

export type Operand =
  | Reference
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "count"; readonly of: Operand }
  | { readonly kind: "length"; readonly of: Operand };

/** The value of a reference (a list for a slot of several values), or undefined where it is not set. */
export type ReferenceLookup = (reference: Reference) => string | readonly string[] | undefined;

/**
 * Whether a condition holds. Strings compare without case, numbers as numbers; a comparison with something that is not
 * set is false (`docs/facts.md` §6), whatever its operator. How `NOT` of such a comparison comes out is unverified: here it is true.
 */
export function holds(condition: Condition, lookup: ReferenceLookup): boolean {
  switch (condition.kind) {
    case "or":
      return holds(condition.left, lookup) || holds(condition.right, lookup);
    case "and":
      return holds(condition.left, lookup) && holds(condition.right, lookup);
    case "not":
      return !holds(condition.of, lookup);
    case "isSet":
      return resolve(condition.of, lookup) !== undefined;
    case "truth":
      return resolve(condition.of, lookup)?.toLowerCase() === "true";
    case "compare":
      return compares(condition.operator, resolve(condition.left, lookup), resolve(condition.right, lookup));
  }
}

function resolve(operand: Operand, lookup: ReferenceLookup): string | undefined {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "length":
      return resolve(operand.of, lookup)?.length.toString();
    case "count":
      return countOf(operand.of, lookup).toString();
    default: {
      const value = lookup(operand);
      return value === undefined || typeof value === "string" ? value : value.join(", ");
    }
  }
}

/** One for a single value, and the length of a list. */
function countOf(operand: Operand, lookup: ReferenceLookup): number {
  if (operand.kind === "literal" || operand.kind === "length" || operand.kind === "count") return 1;
  const value = lookup(operand);
  if (value === undefined) return 0;
  return typeof value === "string" ? 1 : value.length;
}

function compares(operator: Operator, left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const numeric = isNumber(left) && isNumber(right);
  const a = numeric ? Number(left) : left.toLowerCase();
  const b = numeric ? Number(right) : right.toLowerCase();
  switch (operator) {
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "CONTAINS":
      return left.toLowerCase().includes(right.toLowerCase());
  }
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
