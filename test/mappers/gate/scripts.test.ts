import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mentions, readAliasRows } from "../../nodes/alias-rows.ts";

const rows = readAliasRows(readFileSync(new URL("../../../docs/mapping.md", import.meta.url), "utf8"));

describe("the table of scripts in docs/mapping.md", () => {
  it("has a text that mentions and one that doesn't for each script", () => {
    const scripts = new Set(rows.map(({ script }) => script));
    expect(scripts.size).toBeGreaterThanOrEqual(18);
    for (const script of scripts) {
      const kinds = rows.filter((row) => row.script === script).map(({ isMention }) => isMention);
      expect(new Set(kinds).size, script).toBe(2);
    }
  });

  it.each(rows)("$script: in $text, $alias is mentioned: $isMention", (row) => {
    expect(mentions(row)).toBe(row.isMention);
  });
});
