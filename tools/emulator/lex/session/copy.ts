/** A deep copy of plain data, several times as fast as structuredClone; turns are small and many. */
export function copyOf<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  // Entries, since a member may be called `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf<unknown>(member)])) as T;
}
