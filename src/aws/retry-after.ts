/**
 * How long a service asks to wait, in milliseconds: `x-amz-retry-after` (milliseconds), else `retry-after` (seconds, or a date).
 * Undefined if it doesn't, or not in a readable form (`docs/facts.md` §1.5).
 */
export function readRetryAfter(headers: unknown, now: number): number | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const given = headers as Readonly<Record<string, unknown>>;
  const own = given["x-amz-retry-after"];
  if (typeof own === "string" && /^\d+$/.test(own)) return Number(own);
  const common = given["retry-after"];
  if (typeof common !== "string") return undefined;
  if (/^\d+$/.test(common)) return Number(common) * 1_000;
  const at = Date.parse(common);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
