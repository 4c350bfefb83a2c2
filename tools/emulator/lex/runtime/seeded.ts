import { createHash } from "node:crypto";

/** Numbers that are the same for the same key: FNV-1a. Enough for choosing among a handful of variations. */
export function seededChoice(key: string): (count: number) => number {
  let calls = 0;
  return (count) => {
    if (count <= 1) return 0;
    let hash = 0x811c9dc5;
    for (const char of `${key}:${calls++}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    return (hash >>> 0) % count;
  };
}

/** A UUID that is the same for the same key, in the form of version 4. */
export function seededUuid(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
