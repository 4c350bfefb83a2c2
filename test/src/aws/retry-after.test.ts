import { expect, it } from "vitest";
import { readRetryAfter } from "../../../src/aws/retry-after.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

it.each<[what: string, headers: unknown, ms: number | undefined]>([
  ["seconds", { "retry-after": "3" }, 3_000],
  ["a date", { "retry-after": "Thu, 01 Jan 2026 12:00:04 GMT" }, 4_000],
  ["a date that is past", { "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, 0],
  ["AWS's own header, in milliseconds, before the other", { "x-amz-retry-after": "1500", "retry-after": "60" }, 1_500],
  ["nothing that can be read", { "retry-after": "soon" }, undefined],
  ["a negative number", { "x-amz-retry-after": "-5" }, undefined],
  ["no header", {}, undefined],
  ["no headers at all", undefined, undefined],
])("what a service asks to wait, told by %s", (_what, headers, ms) => {
  expect(readRetryAfter(headers, NOW)).toBe(ms);
});
