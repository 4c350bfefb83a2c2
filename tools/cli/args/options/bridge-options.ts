import { Config } from "../../../../src/config/schema.ts";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { KnownOption } from "../../../emulator/index.ts";
import { OPTION_PROSE } from "../../../operate/option-prose.ts";

/** A configuration of the bridge, as JSON would have it. */
export type JsonConfig = Readonly<Record<string, unknown>>;

/** Values in backticks; a note in parentheses after them is about values that are refused. */
const CLOSED = /^`[^`]+`(?:, `[^`]+`)+(?: \(.*\))?$/;

/** The options with a fixed set of values, as `docs/configuration.md` lists them. */
export const CLOSED_OPTIONS: readonly KnownOption[] = Object.entries(OPTION_PROSE).flatMap(
  ([path, { values, what }]) => {
    if (!CLOSED.test(values)) return [];
    const listed = values.replace(/ \(.*\)$/, "");
    return [{ path, values: Array.from(listed.matchAll(/`([^`]+)`/g), ([, value = ""]) => value), what }];
  },
);

/** The language of the first bot, as an option with those that its export has; none where there is no bot. */
export function localesToOptions(locales: readonly string[]): readonly KnownOption[] {
  if (locales.length === 0) return [];
  return [{ path: "bots[0].localeId", values: locales, what: "The language that is spoken, of those in the export." }];
}

/** The current value of each of those options, defaults included. */
export function configToValues(config: JsonConfig, known = CLOSED_OPTIONS): Record<string, string> {
  const whole = Config.parse(config);
  return Object.fromEntries(known.map(({ path }) => [path, String(memberAt(whole, keysOf(path)) ?? "")]));
}

/** The configuration with other values for those options. Throws USAGE for an unknown option or value. */
export function changeConfig(
  config: JsonConfig,
  changes: Readonly<Record<string, unknown>>,
  known = CLOSED_OPTIONS,
): JsonConfig {
  return Object.entries(changes).reduce((changed, [path, given]) => {
    const option = known.find((one) => one.path === path);
    if (option === undefined) {
      const fix = `Those that can be changed here are ${known.map((one) => one.path).join(", ")}.`;
      throw new BridgeError("USAGE", `The option ${path} can't be changed here.`, { fix });
    }
    const value = String(given);
    if (!option.values.includes(value)) {
      throw new BridgeError("USAGE", `${path} can't be ${value}.`, { fix: `Use one of ${option.values.join(", ")}.` });
    }
    const isFlag = option.values.includes("true") && option.values.includes("false");
    return withMember(changed, keysOf(path), isFlag ? value === "true" : value) as JsonConfig;
  }, config);
}

/** `bots[0].invokedBy` is `bots`, `0`, `invokedBy`. */
function keysOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter(Boolean);
}

function memberAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

/** A copy of `value` in which the member at `keys` is another. */
function withMember(value: unknown, [key, ...rest]: readonly string[], member: unknown): unknown {
  if (key === undefined) return member;
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === key ? withMember(one, rest, member) : one));
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withMember(object[key], rest, member) };
}
