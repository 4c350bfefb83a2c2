import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../../../package.json" with { type: "json" };

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../../../..", import.meta.url));
let project: string;
let bot: string;

/** A project that has the packed artefact, its dependencies and vitest, as an installation lays them, without asking a registry. */
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "outside-"));
  const npm = ["pack", "--ignore-scripts", "--json", "--pack-destination", project];
  const { stdout } = await execute("npm", npm, { cwd: root });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  const modules = join(project, "node_modules");
  const installed = join(modules, "chime-lex-bridge");
  mkdirSync(installed, { recursive: true });
  await execute("tar", ["-xzf", join(project, packed.filename), "-C", installed, "--strip-components=1"]);
  for (const name of [...Object.keys(manifest.dependencies), "vitest"]) {
    if (name.includes("/")) mkdirSync(join(modules, name.split("/")[0] ?? ""), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  bot = join(project, "bot");
  cpSync(join(installed, "fixtures/bots/bank-bot"), bot, { recursive: true });
  mkdirSync(join(project, "talks"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "a-user", type: "module" }));
  writeFileSync(
    join(project, "talks/balance.yaml"),
    "title: A balance\nbot: ../bot\nturns:\n  - user: Check balance\n  - bot: { elicits: AccountType }\n  - user: savings\n  - bot: What are the last four digits of its number?\n",
  );
  writeFileSync(
    join(project, "talks.test.js"),
    'import { describeConversations } from "chime-lex-bridge/testing/vitest";\ndescribeConversations("talks");\n',
  );
}, 60_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a program of the project, and gives back how it ended and what it printed. */
async function ran(script: string, ...argv: string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, CI: "true" };
  const done = execute(process.execPath, [join(project, "node_modules", script), ...argv], { cwd: project, env });
  return done.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (failed: { code: number; stdout: string; stderr: string }) => ({
      code: failed.code,
      text: failed.stdout + failed.stderr,
    }),
  );
}
const command = (...argv: string[]) => ran("chime-lex-bridge/dist/cli.js", ...argv);

function edit(from: string, to: string): void {
  const file = join(bot, "BankBot/BotLocales/en_US/Intents/CheckBalance/Slots/LastFour/Slot.json");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
}

describe("used from outside", () => {
  it("a conversation passes, is recorded and replayed; the bot is edited, and every one of them says what changed", async () => {
    const asked = "What are the last four digits of its number?";
    expect(await ran("vitest/vitest.mjs", "run")).toMatchObject({ code: 0, text: expect.stringContaining("1 passed") });
    expect(await command("record", "balance.json", "--talk", "talks/balance.yaml")).toMatchObject({ code: 0 });
    expect(readFileSync(join(project, "balance.json"), "utf8")).not.toMatch(/111122223333|"Ana"/);
    expect(await command("replay", "balance.json")).toMatchObject({ code: 0, text: "1 passed, 0 failed\n" });
    expect(await command("replay", "balance.json", "--mode", "passthrough", "--bot", "bot")).toMatchObject({ code: 0 });

    edit(asked, "Its last four digits, please?");
    expect(await command("replay", "balance.json")).toMatchObject({ code: 0 });
    const told = await command("replay", "balance.json", "--mode", "passthrough", "--bot", "bot");
    expect(told.code).toBe(1);
    expect(told.text).toContain(`message 1: text: "${asked}" → "Its last four digits, please?"`);
    const failed = await ran("vitest/vitest.mjs", "run");
    expect(failed.code).toBe(1);
    expect(failed.text).toMatch(/ConversationFailure: ✗ A balance\n/);
    expect(failed.text).toContain(`expected "${asked}"`);
    expect(failed.text).toContain('was      "Its last four digits, please?"');
  }, 120_000);
});
