import { expect, it } from "vitest";
import { copyOf } from "../../../../tools/emulator/lex/session/copy.ts";

it("a copy shares nothing with what it was made of, and keeps a member called __proto__ a member", () => {
  const original = JSON.parse('{"a":[{"b":1},null,"c"],"__proto__":{"d":2}}');
  const copy = copyOf(original);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(original));
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  original.a[0].b = 3;
  expect(copy.a[0].b).toBe(1);
});
