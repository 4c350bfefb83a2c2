import type { Condition, Operand, Operator } from "./condition.ts";

/** Why an expression can't be read, with the place. */
export class ConditionSyntaxError extends Error {
  override readonly name = "ConditionSyntaxError";
}

const TOKEN =
  /\s*(?:(\(\([^)]*\)\)|\{[^}]*\}|\[[^\]]*\]|\$\.\w+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(fn\.\w+)|(<=|>=|!=|&&|\|\||[()=<>!])|([^\s()=<>!&|"']+))/y;

interface Token {
  readonly kind: "reference" | "string" | "function" | "symbol" | "word";
  readonly text: string;
}

const SYMBOLS: Readonly<Record<string, string>> = { "&&": "AND", "||": "OR", "!": "NOT" };

/**
 * An `expressionString` as a tree: `OR` binds loosest, then `AND`, then `NOT`, then the comparisons.
 * Throws ConditionSyntaxError. Nesting is bounded by the service's own limit on the length of an expression (1024).
 */
export function parseCondition(expression: string): Condition {
  const tokens = tokensOf(expression);
  let at = 0;

  const peek = (): Token | undefined => tokens[at];
  const take = (keyword: string): boolean => {
    const token = peek();
    if (token === undefined || (token.kind !== "symbol" && token.kind !== "word")) return false;
    if ((SYMBOLS[token.text] ?? token.text).toUpperCase() !== keyword) return false;
    at++;
    return true;
  };
  const expect = (keyword: string): void => {
    if (!take(keyword)) throw new ConditionSyntaxError(`"${keyword}" expected at token ${at + 1}`);
  };

  const either = (): Condition => {
    let left = both();
    while (take("OR")) left = { kind: "or", left, right: both() };
    return left;
  };
  const both = (): Condition => {
    let left = negation();
    while (take("AND")) left = { kind: "and", left, right: negation() };
    return left;
  };
  const negation = (): Condition => (take("NOT") ? { kind: "not", of: negation() } : comparison());
  const comparison = (): Condition => {
    if (take("(")) {
      const inner = either();
      expect(")");
      return inner;
    }
    const token = peek();
    if (token?.kind === "function" && token.text.toUpperCase() === "FN.IS_SET") {
      at++;
      return { kind: "isSet", of: argument() };
    }
    const left = operand();
    const operator = OPERATORS.find((candidate) => take(candidate));
    return operator === undefined ? { kind: "truth", of: left } : { kind: "compare", operator, left, right: operand() };
  };
  const argument = (): Operand => {
    expect("(");
    const inner = operand();
    expect(")");
    return inner;
  };
  const operand = (): Operand => {
    const token = tokens[at++];
    if (token === undefined) throw new ConditionSyntaxError("the expression ends too early");
    if (token.kind === "reference") return referenceOf(token.text);
    if (token.kind === "string") return { kind: "literal", value: token.text.slice(1, -1).replace(/\\(.)/g, "$1") };
    if (token.kind === "word") return { kind: "literal", value: token.text };
    const name = token.text.toUpperCase();
    if (name === "FN.COUNT") return { kind: "count", of: argument() };
    if (name === "FN.LENGTH") return { kind: "length", of: argument() };
    throw new ConditionSyntaxError(`"${token.text}" at token ${at} is no value`);
  };

  const condition = either();
  if (at < tokens.length) throw new ConditionSyntaxError(`"${tokens[at]?.text}" at token ${at + 1} is left over`);
  return condition;
}

const OPERATORS: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "CONTAINS"];

function referenceOf(text: string): Operand {
  if (text.startsWith("((")) return { kind: "requestAttribute", name: text.slice(2, -2).trim() };
  if (text.startsWith("[")) return { kind: "sessionAttribute", name: text.slice(1, -1).trim() };
  if (text === "$.inputTranscript") return { kind: "inputTranscript" };
  if (text.startsWith("$")) throw new ConditionSyntaxError(`${text} is not known here`);
  const name = text.slice(1, -1).trim();
  const dot = name.indexOf(".");
  return dot < 0 ? { kind: "slot", name } : { kind: "slot", intent: name.slice(0, dot), name: name.slice(dot + 1) };
}

function tokensOf(expression: string): Token[] {
  const kinds = ["reference", "string", "function", "symbol", "word"] as const;
  const source = expression.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    const index = kinds.findIndex((_, group) => match?.[group + 1] !== undefined);
    const kind = kinds[index];
    if (match === null || kind === undefined)
      throw new ConditionSyntaxError(`nothing known stands at character ${from + 1}`);
    tokens.push({ kind, text: match[index + 1] ?? "" });
  }
  return tokens;
}
