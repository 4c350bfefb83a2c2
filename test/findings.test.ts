import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const rows = readFileSync(join(root, "docs/surprises.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) => line.split(" | "));
const findings = readdirSync(join(root, "findings"));

describe("the page of surprises", () => {
  it("has rows, each with five cells that say something", () => {
    expect(rows.length).toBeGreaterThanOrEqual(8);
    expect(rows.filter((cells) => cells.length !== 5 || cells.some((cell) => cell.trim() === ""))).toEqual([]);
  });

  it.each(rows.map((cells) => [cells[0], cells.at(-1) ?? ""]))("%s is held by a test or a finding", (_, held) => {
    const links = [...held.matchAll(/\]\(\.\.\/((?:test|findings)\/[^)]+)\)/g)].map(([, path = ""]) => path);
    expect(links).not.toEqual([]);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(findings)("names %s, which says what it shows, where, and what one would guess", (name) => {
    expect(rows.map((cells) => cells.at(-1)).join()).toContain(`../findings/${name}`);
    const text = readFileSync(join(root, "findings", name), "utf8");
    for (const head of ["Shows", "Version", "A good guess", "Why it matters"]) {
      expect(text).toMatch(new RegExp(`^# ${head}: .{8,}$`, "m"));
    }
    // Pinned, so that a change is a change of ours.
    const [, packages = ""] = /^npm install [^\n]*--ignore-scripts ([^>]*) >/m.exec(text) ?? [];
    expect(packages.split(" ").filter((one) => !/.@\d+\.\d+\.\d+$/.test(one))).toEqual([]);
    expect(text).not.toMatch(/chime-lex-bridge/);
  });
});
