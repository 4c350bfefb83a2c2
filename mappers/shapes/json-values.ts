/** An object of JSON: neither a list nor null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that isn't there: the services leave it out or say null. */
export function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export function isTextOrNone(value: unknown): value is string | null | undefined {
  return isNone(value) || typeof value === "string";
}
