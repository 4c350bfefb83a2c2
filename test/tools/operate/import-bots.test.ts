import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/config.ts";
import { importBots } from "../../../tools/operate/import-bots.ts";
import { command } from "../../captured-io.ts";

const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const ARN = `${INSTANCE}/bot/b4a7c1f0-2d3e-4f5a-8b6c-7d8e9f0a1b2c`;
const ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";
const described = (lex: object, more: object = {}) => ({
  AppInstanceBot: {
    AppInstanceBotArn: ARN,
    Name: "Bank",
    Configuration: { Lex: { LexBotAliasArn: ALIAS, LocaleId: "en_US", ...lex } },
    ...more,
  },
});
const invoked = (StandardMessages: string, TargetedMessages: string) => ({
  InvokedBy: { StandardMessages, TargetedMessages },
});
const told = (value: unknown, member: string) =>
  importBots([value])
    .differences.filter((one) => one.member === member)
    .map(({ what }) => what);

describe("a native bot becomes a configuration", () => {
  it("that answers the same messages, in the bot's own name and language", () => {
    const { config, policy } = importBots([described(invoked("AUTO", "ALL"))]);
    expect(config).toEqual({
      delivery: "reply",
      bots: [
        {
          lexBotAliasArn: ALIAS,
          localeId: "en_US",
          appInstanceBotArn: ARN,
          invokedBy: { standardMessages: "AUTO", targetedMessages: "ALL" },
        },
      ],
    });
    expect(readConfig(config).bots[0]).toMatchObject({ standardMessages: "AUTO", targetedMessages: "ALL" });
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual([
      "AskLex",
      "CallChimeBack",
      "Speak",
      "LookUp",
      "CountMembers",
    ]);
    expect(policy.Statement[0]?.Resource).toEqual([ALIAS]);
  });

  it.each([
    [{ RespondsTo: "STANDARD_MESSAGES" }, "ALL", "NONE"],
    [{ RespondsTo: "STANDARD_MESSAGES", ...invoked("MENTIONS", "ALL") }, "MENTIONS", "ALL"],
    [{}, "NONE", "NONE"],
  ])("whatever says when it answers: %j", (lex, standardMessages, targetedMessages) => {
    expect(importBots([described(lex)]).config.bots[0]?.invokedBy).toEqual({ standardMessages, targetedMessages });
  });

  it("that says what will differ: RespondsTo, InvokedBy, WelcomeIntent", () => {
    expect(told(described({ RespondsTo: "STANDARD_MESSAGES" }), "RespondsTo")[0]).toContain(
      "became standardMessages ALL",
    );
    expect(told(described({ RespondsTo: "STANDARD_MESSAGES", ...invoked("ALL", "ALL") }), "RespondsTo")[0]).toContain(
      "left out",
    );
    expect(told(described(invoked("ALL", "ALL")), "RespondsTo")).toEqual([]);
    expect(told(described({}), "InvokedBy")[0]).toContain("answers nothing");
    expect(told(described(invoked("ALL", "ALL")), "InvokedBy")).toEqual([expect.stringContaining("two answers")]);
    expect(told(described(invoked("AUTO", "ALL")), "InvokedBy")[1]).toContain("AUTO");
    expect(told(described({ WelcomeIntent: "Hello", ...invoked("ALL", "ALL") }), "WelcomeIntent")).toEqual([
      "Bank: WelcomeIntent Hello is not run by itself.",
    ]);
    expect(told(described(invoked("ALL", "ALL")), "WelcomeIntent")).toEqual([]);
  });

  it("for several bots of one app instance, and not of two", () => {
    const other = described(
      { LexBotAliasArn: ALIAS, ...invoked("MENTIONS", "ALL") },
      { AppInstanceBotArn: `${INSTANCE}/bot/two` },
    );
    expect(importBots([described(invoked("ALL", "ALL")), other]).config.bots).toHaveLength(2);
    const far = described({}, { AppInstanceBotArn: ARN.replace("8d0e4c5a", "9d0e4c5a") });
    expect(() => importBots([described({}), far])).toThrow("several app instances");
  });

  it.each([[{}], [{ AppInstanceBot: {} }], [[1]], [null], [{ AppInstanceBot: { AppInstanceBotArn: ARN } }]])(
    "unless it is no native bot: %j",
    (value) => {
      expect(() => importBots([value])).toThrow(expect.objectContaining({ code: "USAGE" }));
    },
  );

  it("unless a member is one that no configuration can hold", () => {
    expect(() => importBots([described({ LexBotAliasArn: "bank" })])).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
    expect(() => importBots([described(invoked("SOMETIMES", "ALL"))])).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });
});

describe("import", () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), "import-"));
    await writeFile(
      join(cwd, "bot.json"),
      JSON.stringify(described({ WelcomeIntent: "Hello", ...invoked("ALL", "ALL") })),
    );
    return () => rm(cwd, { recursive: true });
  });
  const take = (...argv: string[]) => command(["import", "bot.json", "--into", "bridge", ...argv], { cwd });

  it("writes configuration and policy that doctor takes, and tells the differences", async () => {
    const { code, out } = await take();
    expect([code, out]).toEqual([0, expect.stringContaining("WelcomeIntent Hello is not run")]);
    expect((await readdir(join(cwd, "bridge"))).sort()).toEqual(["bridge.json", "policy.json"]);
    const policy = await command(["doctor", "--config", "bridge/bridge.json", "--policy"], { cwd });
    expect(JSON.parse(policy.out)).toEqual(JSON.parse(await readFile(join(cwd, "bridge/policy.json"), "utf8")));
    expect(JSON.parse((await take("--json")).out).differences.length).toBeGreaterThanOrEqual(5);
  });

  it("writes over nothing that differs, unless it is told to, and through no link", async () => {
    await mkdir(join(cwd, "bridge"));
    await writeFile(join(cwd, "bridge/policy.json"), "{}");
    expect((await take()).code).toBe(2);
    expect(await readdir(join(cwd, "bridge"))).toEqual(["policy.json"]);
    expect((await take("--overwrite")).code).toBe(0);
    await rm(join(cwd, "bridge/bridge.json"));
    await symlink(join(cwd, "elsewhere.json"), join(cwd, "bridge/bridge.json"));
    expect((await take("--overwrite")).code).toBe(2);
    expect(await readdir(cwd)).not.toContain("elsewhere.json");
  });
});
