/** One place where what happened differs from what was expected. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Every leaf that differs, by its path. JSON texts inside (Content, Metadata) are compared as what they hold. */
export function differences(path: string, expected: unknown, actual: unknown): Difference[] {
  const [before, after] = [opened(expected), opened(actual)];
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const inside = names.flatMap((name) => differences(`${path}.${name}`, before[name], after[name]));
    // The same members in another text: spacing or order, which is what goes over the wire.
    return inside.length === 0 && typeof expected === "string" && expected !== actual
      ? [{ path, expected, actual }]
      : inside;
  }
  return before === after ? [] : [{ path, expected, actual }];
}

function opened(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
