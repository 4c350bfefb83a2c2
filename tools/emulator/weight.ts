/** What V8 spends on an object, on each of its members, and on a string before its first character; roughly. */
const OBJECT = 64;
const MEMBER = 32;
const STRING = 24;
/** What a list spends on the number of a place. */
const PLACE = 2;
const MAX_DEPTH = 32;

/**
 * About how many bytes of memory a value of JSON holds, counted as if it shared nothing. Below 32 levels nothing is counted: what
 * refers to itself is no JSON, and must not hang whoever weighs it.
 */
export function heldWeight(value: unknown, depth = 0): number {
  // One character outside of Latin-1 makes two bytes of each.
  if (typeof value === "string") return STRING + 2 * value.length;
  if (typeof value !== "object" || value === null || depth === MAX_DEPTH) return 0;
  let weight = OBJECT;
  if (Array.isArray(value)) {
    for (const member of value) weight += MEMBER + PLACE + heldWeight(member, depth + 1);
    return weight;
  }
  const members = value as Record<string, unknown>;
  // Plain data inherits nothing, and a list of its names would be made for each object.
  for (const key in members) weight += MEMBER + key.length + heldWeight(members[key], depth + 1);
  return weight;
}
