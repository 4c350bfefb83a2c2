import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, "utf8");

/** The table of CONTRIBUTING: what was replaced, and by what. */
const table = read("CONTRIBUTING.md").split("## Words")[1]?.split("\n## ")[0] ?? "";
const replaced = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)]
  .map(([, old = "", now = ""]) => ({ old: old.trim(), now: now.trim() }))
  .filter(({ old }) => old !== "not" && old !== "---");

/** What a user reads: the pages, and the sources, of which help, errors, traces and docstrings are made. */
const files = execFileSync(
  "git",
  ["ls-files", "*.md", "docs", "src", "mappers", "tools", "deploy/src", "examples", "scripts", ".changeset"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\n")
  .filter((file) => /\.(md|tsx?|mjs|html|yaml)$/.test(file) && file !== "CONTRIBUTING.md");

it("the table of words holds what was replaced", () => {
  expect(replaced.length).toBeGreaterThan(5);
  expect(files.length).toBeGreaterThan(300);
});

it.each(replaced)('nobody reads "$old" any more: it says $now', ({ old }) => {
  const phrase = new RegExp(`\\b${old.replaceAll(" ", "\\s+(?:(?:\\*|//)\\s+)?")}\\b`, "i");
  expect(files.filter((file) => phrase.test(read(file)))).toEqual([]);
});
