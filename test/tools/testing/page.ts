import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../../docs/testing.md", import.meta.url), "utf8");

/** A code block of docs/testing.md by the words behind its fence: `json case.json`. */
export function blockOf(words: string): string {
  const [, code] = new RegExp(`^\`\`\`${words.replaceAll(".", "\\.")}\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page) ?? [];
  if (code === undefined) throw new Error(`docs/testing.md has no block "${words}".`);
  return code;
}
