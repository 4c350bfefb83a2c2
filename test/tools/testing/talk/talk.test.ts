import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBridge } from "../../../../src/index.ts";
import type { Io } from "../../../../tools/cli/io.ts";
import { run } from "../../../../tools/cli/run.ts";
import { createEmulator } from "../../../../tools/emulator/index.ts";
import { capturedIo, type Told } from "../../../captured-io.ts";
import { BANK_BOT } from "../../../wire/emulator.ts";

const CONVERSATIONS = fileURLToPath(new URL("../../../../fixtures/conversations", import.meta.url));

let printed: Told;
let io: Io;
beforeEach(() => {
  printed = { out: "", err: "" };
  io = capturedIo(printed, { cwd: mkdtempSync(join(tmpdir(), "talk-")) });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(io.cwd, { recursive: true });
});

function script(turns: string, head = ""): string {
  const path = join(io.cwd, "talk.yaml");
  writeFileSync(path, `title: A talk\n${head}turns:\n${turns}`);
  return path;
}
const withBot = (...argv: string[]) => ["talk", ...argv, "--bot", BANK_BOT];

describe("talk", () => {
  it("holds the others where a script has a misspelt key, and says where it stands", async () => {
    const folder = mkdtempSync(join(tmpdir(), "talks-"));
    writeFileSync(join(folder, "a-bad.yaml"), "title: Bad\nturns:\n  - user: Hello\n  - bott: Hi\n");
    writeFileSync(join(folder, "a-bot.yaml"), "title: No bot\nbot: nowhere\nturns:\n  - user: Hello\n");
    writeFileSync(join(folder, "a-config.yaml"), "title: Odd\nconfig: { delivry: reply }\nturns:\n  - user: Hello\n");
    writeFileSync(join(folder, "b-good.yaml"), "title: Good\nturns:\n  - user: Hello\n");
    expect(await run(withBot(folder, "--verbose"), io)).toBe(1);
    expect(printed.out).toMatch(/✗ a-bad\.yaml\n {2}.*a-bad\.yaml:4\n.*CONVERSATION_UNREADABLE: .*bott/);
    expect(printed.out).toMatch(/✓ Good[\s\S]*\n1 passed, 3 failed\n$/);
    expect(printed.out).toMatch(/✗ No bot\n.*\n.*EXPORT_UNREADABLE: .*nowhere/);
    expect(printed.out).toMatch(/✗ Odd\n.*\n.*CONFIG_INVALID: .*delivry/);
    rmSync(folder, { recursive: true });
  });

  it("holds the conversations that come with the package, ten or more", async () => {
    expect(await run(["talk"], io)).toBe(0);
    expect(printed.out).toMatch(/^\d\d passed, 0 failed\n$/);
  });

  it("shows of a failure who said what, what was expected, and the delivery's way", async () => {
    const path = script("  - user: Check balance\n  - bot: Which account?\n  - user: savings\n");
    expect(await run(withBot(path), io)).toBe(1);
    expect(printed.out.replaceAll(io.cwd, "")).toBe(
      [
        "✗ A talk",
        "    ana     Check balance",
        "    bot     For which account?",
        "            ▢ Your accounts",
        "              [Checking] [Savings] [Credit card]",
        "  turn 1, /talk.yaml:3",
        "    message 1",
        '      expected "Which account?"',
        '      was      "For which account?"',
        "    message 2",
        "      expected nothing more",
        '      was      the card "Your accounts" [Checking] [Savings] [Credit card]',
        "    gate     passed 12 steps",
        '    asked    "Check balance" in session 3f5a9b64-0c1d-4e8f-b7a2-5d6e7f801923:ana:001311a58a778e45',
        "    answered CheckBalance InProgress",
        "    outcome  replied",
        "0 passed, 1 failed",
        "",
      ].join("\n"),
    );
  });

  it("prints the same for machines, with the line of each turn", async () => {
    const path = script("  - user: Check balance\n  - bot: Which account?\n");
    expect(await run([...withBot(path), "--json"], io)).toBe(1);
    expect(JSON.parse(printed.out)).toMatchObject({
      passed: 0,
      failed: 1,
      skipped: 0,
      conversations: [
        {
          title: "A talk",
          result: "failed",
          turns: [
            { line: 3, as: "ana", text: "Check balance", misses: [{ what: "message 1" }, { what: "message 2" }] },
          ],
        },
      ],
    });
  });

  it("tells of a button that isn't there those that are", async () => {
    const path = script('  - user: Check balance\n  - user: { press: "Savngs" }\n');
    expect(await run(withBot(path), io)).toBe(1);
    expect(printed.out).toMatch(
      /talk\.yaml:4\n.*No button "Savngs" was shown so far\. Shown were: "Checking", "Savings", "Credit card"/,
    );
  });

  it("tells of a member who isn't there those who are", async () => {
    expect(await run(withBot(script("  - user: { text: Hi, as: zoe }\n")), io)).toBe(1);
    expect(printed.out).toMatch(/There is no member zoe in the channel\. Use one of ana, ben/);
  });

  it.each<[what: string, argv: string[], told: RegExp]>([
    [
      "a script that isn't there",
      ["talk", "nowhere.yaml"],
      /CONVERSATION_UNREADABLE: There is no file or folder .*nowhere\.yaml/,
    ],
    ["two places at once", ["talk", "--url", "http://x", "--live", "arn"], /--url and --live exclude each other/],
    ["a channel without a speaker", ["talk", "--channel", "arn:aws:chime:x"], /--channel needs --as/],
    ["a bot for an emulator that runs", ["talk", "--url", "http://x", "--bot", "b"], /--bot and --config are for/],
    ["coverage of a bot elsewhere", ["talk", "--url", "http://x", "--coverage"], /not --url/],
    [
      "an alias that is none",
      ["talk", "--live", "arn:x"],
      /CONFIG_INVALID: bots\[0\]\.lexBotAliasArn must be a bot alias ARN/,
    ],
    ["an unknown option", ["talk", "--fast"], /unknown option '--fast'/],
  ])("%s is wrong use, told with the fix", async (_what, argv, told) => {
    expect(await run(argv, io)).toBe(2);
    expect(printed.err).toMatch(told);
  });

  it("asks for a bot where neither script nor line names one", async () => {
    expect(await run(["talk", script("  - user: Hi\n")], io)).toBe(2);
    expect(printed.err).toMatch(/No bot was named\. Write bot: with the path/);
  });

  it("asks for credentials where a live bot is to answer and there are none", async () => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) vi.stubEnv(name, undefined);
    vi.stubEnv("HOME", io.cwd);
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    vi.stubEnv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", "http://127.0.0.1:1");
    const live = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";
    expect(await run(["talk", script("  - user: Hi\n"), "--live", live], io)).toBe(1);
    expect(printed.out).toMatch(/CREDENTIALS_MISSING: There are no AWS credentials .* Set AWS_PROFILE/);
  });
});

describe("the same conversations elsewhere", () => {
  it("are held with an emulator that runs, but for those that need what can't be done there", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const bots = [
      { lexBotAliasArn: emulator.world.lexBots[0]?.aliasArn ?? "", appInstanceBotArn: emulator.world.bot.arn },
    ];
    const bridge = createBridge({ bots }, emulator.ports);
    emulator.setProcessor((event) => bridge.handle(event));
    const { url } = await emulator.listen();
    try {
      const names = [
        "a-balance-is-asked-for-slot-by-slot",
        "buttons-lead-through-a-conversation",
        "a-session-ends-when-nobody-speaks",
        "a-throttled-bot-is-asked-again",
        "what-lex-refuses-is-told-as-an-error",
      ];
      const paths = names.map((name) => join(CONVERSATIONS, `${name}.yaml`));
      expect(await run(["talk", ...paths, "--url", url, "--json"], io)).toBe(0);
      const { conversations } = JSON.parse(printed.out);
      expect(conversations.map(({ result }: { result: string }) => result)).toEqual([
        "passed",
        "passed",
        "passed",
        "passed",
        "skipped",
      ]);
      expect(await run(["talk", script("  - user: Hello\n  - bot: Good day\n"), "--url", url], io)).toBe(1);
      expect(printed.out).toMatch(/expected "Good day"\n +was +"Hello! I am the BankBot/);
    } finally {
      await emulator.close();
    }
  });

  it("tell where no emulator runs", async () => {
    expect(await run(["talk", script("  - user: Hi\n"), "--url", "http://127.0.0.1:1"], io)).toBe(2);
    expect(printed.err).toMatch(
      /No emulator answers at http:\/\/127\.0\.0\.1:1\. Start one with: chime-lex-bridge dev/,
    );
  });

  it("are held with a live bot, which answers in the emulated channel", async () => {
    const emulator = await createEmulator({ bots: [BANK_BOT] });
    const { url } = await emulator.listen();
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", url);
    try {
      const path = script(
        "  - user: Check balance\n  - bot: { elicits: AccountType }\n  - user: { press: Savings }\n  - bot: { slots: { AccountType: savings } }\n",
      );
      expect(await run(["talk", path, "--live", emulator.world.lexBots[0]?.aliasArn ?? ""], io)).toBe(0);
      expect(printed.out).toBe("1 passed, 0 failed\n");
    } finally {
      await emulator.close();
    }
  });
});

describe("coverage", () => {
  it("counts what the conversations visit, and names what they never do", async () => {
    const path = script(
      "  - user: Check balance\n  - user: { press: Savings }\n  - user: '0042'\n  - user: no thanks\n",
    );
    expect(await run([...withBot(path), "--coverage"], io)).toBe(0);
    expect(printed.out).toMatch(
      /^BankBot, visited\n {2}intents +1 of 5 +20 %\n {2}slots +2 of 2 +100 %\n {2}branches +1 of \d+ +\d+ %\n {2}buttons +1 of 10 +10 %\n/,
    );
    expect(printed.out).toContain("  never: intent en_US/TransferMoney\n");
    expect(printed.out).toContain("  never: branch en_US/CheckBalance/confirmation/yes\n");
    expect(printed.out).not.toContain("never: branch en_US/CheckBalance/confirmation/no\n");
    expect(printed.out).toContain("  never: button en_US/CheckBalance/AccountType/Your accounts [Checking]\n");
    expect(printed.out).not.toContain("[Savings]\n");
  });

  it("is the same for machines", async () => {
    const path = script("  - user: Transfer money\n");
    expect(await run([...withBot(path), "--coverage", "--json"], io)).toBe(0);
    const [{ bot, kinds }] = JSON.parse(printed.out).coverage;
    expect(bot).toBe("BankBot");
    expect(kinds.intent).toMatchObject({ visited: 1, of: 5 });
    expect(kinds.branch.never).toContain("en_US/TransferMoney/fulfillment/success");
    expect(kinds.branch.never).not.toContain("en_US/TransferMoney/fulfillment/failure");
  });

  it("adds up over conversations, each with an emulator of its own", async () => {
    expect(await run(["talk", "--coverage", "--json"], io)).toBe(0);
    const bank = JSON.parse(printed.out).coverage.find(({ bot }: { bot: string }) => bot === "BankBot");
    expect(bank.kinds.intent.never).toEqual([]);
    expect(bank.kinds.slot.never).toEqual([]);
  });

  it("grows when the bot gets another intent that nobody speaks of", async () => {
    const bot = join(io.cwd, "bot");
    cpSync(BANK_BOT, bot, { recursive: true });
    const intents = join(bot, "BankBot/BotLocales/en_US/Intents");
    cpSync(join(intents, "Welcome"), join(intents, "Goodbye"), { recursive: true });
    const file = join(intents, "Goodbye/Intent.json");
    const intent = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...intent, name: "Goodbye", sampleUtterances: [{ utterance: "goodbye" }] }));
    expect(await run(["talk", script("  - user: Hello\n"), "--bot", bot, "--coverage"], io)).toBe(0);
    expect(printed.out).toMatch(/intents +1 of 6/);
    expect(printed.out).toContain("never: intent en_US/Goodbye");
  });
});
