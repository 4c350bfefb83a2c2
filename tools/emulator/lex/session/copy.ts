/** A deep copy of plain data, several times as fast as structuredClone; turns are small and many. */
export function copyOf<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const list: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at++) list[at] = copyOf(value[at]);
    return list as T;
  }
  const copy: Record<string, unknown> = {};
  // Plain data inherits nothing, and a list of its names would be made for each object.
  for (const name in value) {
    const member: unknown = copyOf((value as Record<string, unknown>)[name]);
    // A member may be called `__proto__`, which an assignment would take for the prototype.
    if (name === "__proto__")
      Object.defineProperty(copy, name, { value: member, enumerable: true, writable: true, configurable: true });
    else copy[name] = member;
  }
  return copy as T;
}
