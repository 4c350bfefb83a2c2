import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { Difference } from "./difference.ts";

/** Two JSON values, leaf by leaf: what is left where nothing better is known than the path. */
export function leafDifferences(path: string, what: string, expected: unknown, actual: unknown): Difference[] {
  if (isBranch(expected) && isBranch(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((name) =>
      leafDifferences(`${path}.${name}`, labelled(what, name), expected[name], actual[name]),
    );
  }
  return Object.is(expected, actual) ? [] : [{ path, what, expected, actual }];
}

function labelled(what: string, name: string): string {
  if (what === "") return name;
  return /[: ]$/.test(what) ? `${what}${name}` : `${what}.${name}`;
}

export function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** An object without some of its members; what is no object has none. */
export function without(value: unknown, names: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** The members of two objects, side by side. */
export function sideBySide(expected: unknown, actual: unknown): [name: string, expected: unknown, actual: unknown][] {
  const [before, after] = [isRecord(expected) ? expected : {}, isRecord(actual) ? actual : {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => [name, before[name], after[name]]);
}
