import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { command } from "../../captured-io.ts";

const workshop = mkdtempSync(join(tmpdir(), "doctor-"));
afterAll(() => rmSync(workshop, { recursive: true }));
let files = 0;
const written = (value: unknown): string => {
  const path = join(workshop, `${++files}.json`);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/PRODALIAS1";
const WELL = {
  CHIME_LEX_BOT_ALIAS_ARN: ALIAS,
  CHIME_LEX_APP_INSTANCE_BOT_ARN: `${APP_INSTANCE}/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3`,
  CHIME_LEX_CLAIMS_TABLE: "chime-lex-claims",
};

interface Finding {
  level: string;
  what: string;
  fix?: string;
}
async function findings(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; wrong: Finding[]; all: Finding[] }> {
  const { code, out, err } = await command(["doctor", "--json", ...args], { env });
  expect(err).toBe("");
  const { findings: all } = JSON.parse(out) as { findings: Finding[] };
  return { code, all, wrong: all.filter(({ level }) => level !== "fine") };
}

describe("doctor looks at the configuration", () => {
  it("finds nothing in one that is well, and prints what needs an account, filled in", async () => {
    const { code, out } = await command(["doctor"], { env: WELL });
    expect(code).toBe(0);
    expect(out).toMatch(/^fine {2}The configuration can be read: replace, BANKBOT001\/PRODALIAS1 \(en_US\)\.\n\n/);
    expect(out).toContain("  aws lambda get-policy --function-name chime-lex-bridge > resource-policy.json\n");
    expect(out).toContain(
      `describe-app-instance-bot --app-instance-bot-arn ${WELL.CHIME_LEX_APP_INSTANCE_BOT_ARN} > bot.json`,
    );
    expect(out).toContain("aws dynamodb describe-time-to-live --table-name chime-lex-claims");
  });

  it.each<[what: string, env: Record<string, string>, told: RegExp]>([
    [
      "the test alias",
      { CHIME_LEX_BOT_ALIAS_ARN: ALIAS.replace("PRODALIAS1", "TSTALIASID") },
      /^doubt .*TSTALIASID is the test alias.*use an alias of your own/s,
    ],
    [
      "claims in memory",
      { CHIME_LEX_CLAIMS_TABLE: "" },
      /^doubt Claims are kept in memory.*Set CHIME_LEX_CLAIMS_TABLE/s,
    ],
    [
      "an endpoint that was left on",
      { AWS_ENDPOINT_URL_LEX_RUNTIME_V2: "http://127.0.0.1:4870" },
      /^wrong AWS_ENDPOINT_URL_LEX_RUNTIME_V2 is set.*Remove/s,
    ],
    [
      "a turn shorter than a fulfilment",
      { CHIME_LEX_CONFIG: '{"turnTimeoutMs":5000}' },
      /^doubt A turn may take 5000 ms.*Set turnTimeoutMs/s,
    ],
    ["text in the log", { CHIME_LEX_CONFIG: '{"logContent":true}' }, /^doubt logContent is on/],
    [
      "the kill switch",
      { CHIME_LEX_STANDARD_MESSAGES: "NONE", CHIME_LEX_TARGETED_MESSAGES: "NONE" },
      /^doubt The kill switch is on/,
    ],
    [
      "a handoff that nobody could keep",
      { CHIME_LEX_CONFIG: '{"handoff":{}}', CHIME_LEX_CLAIMS_TABLE: "" },
      /^wrong handoff is configured without a table.*Set CHIME_LEX_CLAIMS_TABLE/s,
    ],
    [
      "a placeholder that nobody could keep",
      { CHIME_LEX_CONFIG: '{"delivery":"reply","placeholderAfterMs":1000}', CHIME_LEX_CLAIMS_TABLE: "" },
      /^wrong placeholderAfterMs is configured without a table.*Set CHIME_LEX_CLAIMS_TABLE/s,
    ],
    [
      "a pause that no word ends",
      { CHIME_LEX_CONFIG: '{"handoff":{"phrases":["human please"]}}' },
      /^doubt handoff has no resumePhrases.*Add handoff.resumePhrases/s,
    ],
  ])("and finds %s", async (_what, env, told) => {
    const { wrong, code } = await findings({ ...WELL, ...env });
    expect(wrong).toHaveLength(1);
    expect(`${wrong[0]?.level} ${wrong[0]?.what} ${wrong[0]?.fix}`).toMatch(told);
    expect(code).toBe(wrong[0]?.level === "wrong" ? 1 : 0);
  });

  it("asks for no table for typing, which nobody needs to take away again", async () => {
    const env = { ...WELL, CHIME_LEX_CONFIG: '{"delivery":"reply","typingAfterMs":1000}', CHIME_LEX_CLAIMS_TABLE: "" };
    const { wrong } = await findings(env);
    expect(wrong.map(({ level }) => level)).toEqual(["doubt"]);
  });

  it("tells every wrong variable at once, as the handler does, and goes on", async () => {
    const env = { CHIME_LEX_BOT_ALIAS_ARN: "wrong", CHIME_LEX_ONFAILURE: "deny" };
    const read = written({ FunctionName: "f", Timeout: 30, Runtime: "nodejs24.x", Environment: { Variables: env } });
    const { code, wrong } = await findings({}, "--read", read);
    expect(code).toBe(1);
    expect(wrong.map(({ what }) => what)).toEqual([
      expect.stringMatching(
        /^CONFIG_INVALID: CHIME_LEX_ONFAILURE is an unknown variable.*CHIME_LEX_BOT_ALIAS_ARN must be a bot alias ARN/,
      ),
      expect.stringMatching(/may run 30 s: less than Lex's fulfilment/),
    ]);
    const { out } = await command(["doctor"], { env });
    expect(out).toContain("  aws lambda get-policy --function-name chime-lex-bridge > resource-policy.json\n");
  });

  it("prints no policy for a configuration that can't be read", async () => {
    const { code, err } = await command(["doctor", "--policy"], { env: { CHIME_LEX_BOT_ALIAS_ARN: "wrong" } });
    expect(code).toBe(2);
    expect(err).toMatch(/^CONFIG_INVALID: /);
  });
});

describe("doctor looks at what is deployed", () => {
  const chime = (statement: object) => ({
    Policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "lambda:InvokeFunction",
          Principal: { Service: "messaging.chime.amazonaws.com" },
          ...statement,
        },
      ],
    }),
  });
  const from = (source: string) =>
    chime({
      Condition: { ArnLike: { "AWS:SourceArn": source }, StringEquals: { "AWS:SourceAccount": "111122223333" } },
    });
  const silent = { Lex: { InvokedBy: { StandardMessages: "NONE", TargetedMessages: "NONE" } } };

  it.each<[what: string, read: object, told: RegExp]>([
    [
      "a function with too little time",
      { FunctionName: "f", Timeout: 30, Runtime: "nodejs24.x" },
      /may run 30 s: less than Lex's fulfilment \(30 s\) and the reserve.*--timeout 60/s,
    ],
    [
      "an old runtime",
      { FunctionName: "f", Timeout: 60, Runtime: "nodejs20.x" },
      /nodejs20\.x: the AWS SDK's releases.*Use nodejs24\.x/s,
    ],
    [
      "a wrong principal",
      chime({ Principal: { Service: "chime.amazonaws.com" } }),
      /principal must be messaging\.chime\.amazonaws\.com, and is chime\.amazonaws\.com.*add-permission/s,
    ],
    [
      "the ARN of the page, with appInstance",
      from("arn:aws:chime:us-east-1:111122223333:appInstance/*"),
      /It says appInstance, where ARNs say app-instance/,
    ],
    ["another app instance", from(`${APP_INSTANCE}9`), /alone, and this is/],
    ["a permission for everyone", chime({}), /for any app instance, of any account/],
    [
      "events that get lost",
      { FunctionArn: "f", MaximumRetryAttempts: 2 },
      /Events whose every attempt failed are lost.*put-function-event-invoke-config/s,
    ],
    [
      "retries that are off",
      { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure: { Destination: "arn:q" } } },
      /retried 0 times/,
    ],
    [
      "a bot that answers too",
      {
        AppInstanceBot: {
          AppInstanceBotArn: "b",
          Configuration: { Lex: { InvokedBy: { StandardMessages: "AUTO", TargetedMessages: "ALL" } } },
        },
      },
      /answers by itself.*two answers.*update-app-instance-bot/s,
    ],
    [
      "a native welcome beside the bridge's",
      {
        AppInstanceBot: { AppInstanceBotArn: "b", Configuration: { Lex: { ...silent.Lex, WelcomeIntent: "Welcome" } } },
      },
      /WelcomeIntent of its own.*Keep one of the two/s,
    ],
    [
      "a table that keeps everything",
      { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } },
      /keeps claims, and the text in them, for good.*AttributeName=expires/s,
    ],
    [
      "a missing permission",
      {
        RoleName: "r",
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: ["lex:RecognizeText", "dynamodb:GetItem", "dynamodb:UpdateItem"],
              Resource: "*",
            },
          ],
        },
      },
      /The role lacks chime:ChannelFlowCallback on arn:aws:chime:.*doctor --policy/s,
    ],
    [
      "a grant that is too wide",
      { RoleName: "r", PolicyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] } },
      /allowed \*: more than the bridge needs/,
    ],
  ])("and finds %s", async (_what, read, told) => {
    // The function's own variables are what counts, where they are known.
    const value = "FunctionName" in read ? { ...read, Environment: { Variables: WELL } } : read;
    const { wrong } = await findings(WELL, "--read", written(value));
    expect(wrong).toHaveLength(1);
    expect(`${wrong[0]?.what} ${wrong[0]?.fix}`).toMatch(told);
  });

  it.each<[what: string, read: object]>([
    ["its permission, as deployed here", from(`${APP_INSTANCE}*`)],
    ["a permission for all app instances of the account", from("arn:aws:chime:us-east-1:111122223333:app-instance/*")],
    ["a bot that keeps silent", { AppInstanceBot: { Configuration: silent } }],
    ["a table that forgets", { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expires" } }],
    ["retries and a queue", { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: "arn:q" } } }],
  ])("and finds nothing wrong with %s", async (_what, read) => {
    const { wrong, code, all } = await findings(WELL, "--read", written(read));
    expect([wrong, code, all.length]).toEqual([[], 0, 2]);
  });

  it("and finds nothing wrong with the policy that it prints itself", async () => {
    const printed = await command(["doctor", "--policy"], { env: WELL });
    expect(printed.code).toBe(0);
    const policy = JSON.parse(printed.out);
    expect(policy.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(["AskLex", "CallChimeBack", "Claims"]);
    expect(policy.Statement[2].Resource).toEqual(["arn:aws:dynamodb:us-east-1:111122223333:table/chime-lex-claims"]);
    const { wrong } = await findings(WELL, "--read", written({ RoleName: "r", PolicyDocument: policy }));
    expect(wrong).toEqual([]);
  });

  it("reads the function's own variables, not those of this shell", async () => {
    const Variables = { ...WELL, AWS_ENDPOINT_URL: "http://127.0.0.1:4870" };
    const read = written({ FunctionName: "f", Timeout: 60, Runtime: "nodejs24.x", Environment: { Variables } });
    const { wrong, code } = await findings({}, "--read", read);
    expect(wrong.map(({ what }) => what)).toEqual([
      "AWS_ENDPOINT_URL is set: calls go to http://127.0.0.1:4870, not to AWS.",
    ]);
    expect(code).toBe(1);
  });

  it.each<[what: string, args: () => string[], told: RegExp]>([
    [
      "a file that is no answer",
      () => ["--read", written({ hello: 1 })],
      /is no answer of the AWS CLI that doctor knows\. Run doctor without --read/,
    ],
    ["a file that holds no JSON", () => ["--read", written("nonsense")], /holds no JSON/],
    [
      "an app instance that is none",
      () => ["--policy", "--app-instance", "x"],
      /x is no app instance\. Give --app-instance arn:aws:chime:/,
    ],
  ])("and tells %s in one message", async (_what, args, told) => {
    const { code, err } = await command(["doctor", ...args()], { env: WELL });
    expect(code).toBe(2);
    expect(err).toMatch(told);
  });

  it("asks which app instance, where nothing names one", async () => {
    const { err } = await command(["doctor", "--policy"], { env: { CHIME_LEX_BOT_ALIAS_ARN: ALIAS } });
    expect(err).toMatch(/Which app instance this is for isn't known\. Give --app-instance/);
  });
});

describe("doctor, as its pages call it", () => {
  const ROOT = new URL("../../../", import.meta.url);
  const page = readFileSync(new URL("docs/deploy.md", ROOT), "utf8");
  const bridge = JSON.parse(/^`bridge\.json`[\s\S]*?```json\n([\s\S]*?)```/m.exec(page)?.[1] ?? "");
  const Variables = { CHIME_LEX_CONFIG: JSON.stringify(bridge) };
  /** An app instance without any AppInstanceBot, as `replace` with ALL has it. */
  const answers = async (source = `${APP_INSTANCE}*`) => {
    const policy = await command(["doctor", "--policy", "--app-instance", APP_INSTANCE], { env: Variables });
    return {
      "bridge.json": bridge,
      "function.json": { FunctionName: "f", Timeout: 60, Runtime: "nodejs24.x", Environment: { Variables } },
      "resource-policy.json": {
        Policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Action: "lambda:InvokeFunction",
              Principal: { Service: "messaging.chime.amazonaws.com" },
              Condition: { ArnLike: { "AWS:SourceArn": source } },
            },
          ],
        }),
      },
      "role-policy.json": { RoleName: "r", PolicyDocument: JSON.parse(policy.out) },
      "retries.json": { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: "arn:q" } } },
    };
  };
  const inFolder = (contents: object) => {
    const cwd = mkdtempSync(join(workshop, "called-"));
    for (const [name, value] of Object.entries(contents)) writeFileSync(join(cwd, name), JSON.stringify(value));
    return cwd;
  };
  const argsOf = (line: string) =>
    line
      .trim()
      .split(/\s+/)
      .slice(line.includes("npx") ? 2 : 1);
  const called = [...page.matchAll(/^npx chime-lex-bridge doctor.*$/gm)].map(([line]) => line);

  it.each(called)("does what docs/deploy.md says: %s", async (line) => {
    const { code, out, err } = await command(argsOf(line), { cwd: inFolder(await answers()) });
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toMatch(/^(wrong|doubt)/m);
    expect(out.includes("The role is allowed everything")).toBe(line.includes("role-policy"));
  });

  it("knows each of its own examples", async () => {
    const { out } = await command(["doctor", "--help"]);
    const examples = out
      .slice(out.indexOf("Examples:"))
      .replaceAll("\\\n", "")
      .split("\n")
      .flatMap((line) => /^ {2}(chime-lex-bridge doctor.*?)(?: {2,}[a-z].*)?$/.exec(line)?.[1] ?? []);
    expect(examples).toHaveLength(6);
    for (const example of examples) {
      const cwd = inFolder({ ...(await answers()), "facts.json": { recordedFacts: 1, facts: {} } });
      cpSync(new URL("fixtures/bots/bank-bot", ROOT), join(cwd, "MyBot.zip"), { recursive: true });
      const told = await command(argsOf(example), { cwd, env: Variables });
      expect([example, told.code, told.err]).toEqual([example, 0, ""]);
    }
  });

  it("finds policies for two app instances, and asks where neither names one", async () => {
    const files = await answers(`${APP_INSTANCE}9*`);
    const line = called.find((one) => one.includes("role-policy")) ?? "";
    const other = await command(argsOf(line), { cwd: inFolder(files) });
    expect([other.code, other.out]).toEqual([1, expect.stringMatching(/^wrong {1,2}The policies are for different/m)]);
    const unnamed = { ...files, "resource-policy.json": { Policy: "{}" }, "role-policy.json": { PolicyDocument: {} } };
    const { code, out } = await command(argsOf(line), { cwd: inFolder(unnamed) });
    expect([code, out]).toEqual([0, expect.stringMatching(/^doubt {1,2}Which app instance this is for isn't known/m)]);
  });
});

describe("doctor looks whether a bot has the language that is spoken", () => {
  const korean = "fixtures/bots/hotel-bot-ko";
  const told = (all: Finding[]) => all.filter(({ what }) => /spoken to|no locale/.test(what));

  it("and names those that exist where it hasn't", async () => {
    const { code, all } = await findings(WELL, "--bot", korean);
    expect(code).toBe(1);
    expect(told(all)).toMatchObject([
      { level: "wrong", what: expect.stringMatching(/has no locale en_US/), fix: expect.stringMatching(/ko_KR/) },
    ]);
  });

  it("and says which one it is", async () => {
    const { all } = await findings({ ...WELL, CHIME_LEX_LOCALE_ID: "ko_KR" }, "--bot", korean);
    expect(told(all)).toMatchObject([{ level: "fine", what: expect.stringMatching(/is spoken to in ko_KR/) }]);
  });

  it("and whether it is the one that is wanted", async () => {
    const { code, all } = await findings(WELL, "--bot", "fixtures/bots/showcase-bot", "--locale", "es_ES");
    expect(code).toBe(1);
    expect(all).toContainEqual({
      level: "wrong",
      what: "Showcase is spoken to in en_US, not in es_ES.",
      fix: "Set its localeId, or CHIME_LEX_LOCALE_ID, to es_ES.",
    });
  });
});
