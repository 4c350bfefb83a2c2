import { expect, it } from "vitest";
import { isEdit } from "../../../mappers/message/is-edit.ts";
import { sampleMessage } from "../sample-message.ts";

it.each<[what: string, created: unknown, edited: unknown, expected: boolean]>([
  ["a later instant", "2026-11-24T09:30:00.000Z", "2026-11-24T09:30:01.000Z", true],
  ["the same instant in another zone", "2026-11-24T09:30:00.000Z", "2026-11-24T10:30:00.000+01:00", false],
  ["an earlier instant", "2026-11-24T09:30:00.000Z", "2026-11-24T09:29:59.000Z", false],
  ["the same in seconds and milliseconds", 1_795_000_000, 1_795_000_000_000, false],
  ["seconds that were cut off", 1_795_000_000.123, 1_795_000_000, false],
  ["a later one in seconds", 1_795_000_000_000, 1_795_000_001, true],
  ["digits in a text with spaces around", " 1795000000000 ", 1_795_000_000, false],
  ["the least number that is milliseconds", "1973-03-03T09:46:40.000Z", 100_000_000_000, false],
  ["the greatest number that is seconds", "1973-03-03T09:46:40.000Z", 99_999_999_999, true],
  ["any, where no creation is told", undefined, "2026-11-24T09:30:00.000Z", true],
  ["any, where the creation is null", null, "2026-11-24T09:30:00.000Z", true],
  ["digits in a text", "1795000000000", 1_795_000_000, false],
  ["seconds beside a text", "2026-11-24T09:30:00.000Z", 1_795_512_600, false],
  ["what can't be read", "2026-11-24T09:30:00.000Z", "just now", true],
])("an edit is a later timestamp: %s", (_what, CreatedTimestamp, LastEditedTimestamp, expected) => {
  const about = { CreatedTimestamp, LastEditedTimestamp } as object;
  expect(isEdit({ ...sampleMessage({}), ...about })).toBe(expected);
});
