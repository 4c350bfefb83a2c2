import type { OptionRow } from "./options.ts";
import { isPlain, readRule, UNREAD } from "./rule.ts";

/**
 * The options of an object, with the defaults of the rest (`as-given`: without them). Undefined where the object holds an unknown
 * option, a value that its rule doesn't take, or nothing for an option that is required.
 */
export function readRows(
  rows: Readonly<Record<string, OptionRow>>,
  options: unknown,
  mode: "complete" | "as-given" = "complete",
): Record<string, unknown> | undefined {
  if (!isPlain(options)) return undefined;
  for (const name in options) if (!Object.hasOwn(rows, name)) return undefined;
  const read: Record<string, unknown> = {};
  for (const [name, { rule, fallback, isOptional }] of Object.entries(rows)) {
    const given = options[name];
    if (given === undefined) {
      if (mode === "as-given") continue;
      if (fallback === undefined && !isOptional) return undefined;
      if (fallback !== undefined) read[name] = structuredClone(fallback);
      continue;
    }
    const value = readRule(rule, given);
    if (value === UNREAD) return undefined;
    read[name] = value;
  }
  return read;
}
