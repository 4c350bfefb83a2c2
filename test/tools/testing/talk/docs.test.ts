import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { conversationToTranscript } from "../../../../tools/testing/conversation/results/transcript.ts";
import { runConversation } from "../../../../tools/testing/conversation/run.ts";
import { openWith } from "../../../../tools/testing/conversation/run-all.ts";
import { readConversation } from "../../../../tools/testing/conversation/script/read-script.ts";
import { BotStep, Head, UserStep } from "../../../../tools/testing/conversation/script/script.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const page = readFileSync(join(root, "docs/testing.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "scripts-of-docs-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("docs/testing.md", () => {
  it.each(
    [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
      ([, script = ""]) => [script.split("\n")[0], script] as const,
    ),
  )("holds a conversation that passes: %s", async (_title, script) => {
    const file = join(folder, "script.yaml");
    writeFileSync(file, script.replace("bot: node_modules/chime-lex-bridge/", `bot: ${root}/`));
    const result = await runConversation(await readConversation(file), openWith({}));
    expect(conversationToTranscript(result)).toMatch(/^✓/);
  });

  it.each([
    ["a script", Head],
    ["a user step", UserStep],
    ["a bot step", BotStep],
  ])("names every key of %s", (_what, schema) => {
    const missing = Object.keys(schema.def.shape).filter((key) => !page.includes(`\`${key}`));
    expect(missing).toEqual([]);
  });
});
