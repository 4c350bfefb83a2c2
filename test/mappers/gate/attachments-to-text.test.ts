import { describe, expect, it } from "vitest";
import { attachmentsToText } from "../../../mappers/gate/attachments-to-text.ts";

describe("what a bot is asked by files alone", () => {
  const named = (...names: string[]) => attachmentsToText(names.map((name) => ({ name, contentType: undefined })));

  it("is their names, of the first five that have one", () => {
    expect(named("a.pdf")).toBe("a.pdf");
    expect(named(" a.pdf ", "b.jpg", " ", "c", "d", "e")).toBe("a.pdf, b.jpg, c, d");
    expect(named()).toBe("");
    expect(named("\u200b")).toBe("");
  });

  it("holds of each name 255 characters at most", () => {
    expect(named("a".repeat(256), "b")).toBe(`${"a".repeat(255)}, b`);
  });

  it("fits what Lex takes, whole characters only", () => {
    const text = named(...Array.from({ length: 5 }, (_, at) => `${at}${"é😀".repeat(200)}`));
    expect(text.length).toBeLessThanOrEqual(1_024);
    expect(text.length).toBeGreaterThan(500);
    expect(text.isWellFormed()).toBe(true);
  });
});
