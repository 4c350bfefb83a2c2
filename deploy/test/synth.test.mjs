import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { plainSam } from "./templates.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const workshop = mkdtempSync(join(tmpdir(), "synth-"));
after(() => rmSync(workshop, { recursive: true }));
const synth = (...args) =>
  promisify(execFile)(process.execPath, [at("../../scripts/synth.mjs"), ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
const write = (name, text) => {
  writeFileSync(join(workshop, name), text);
  return join(workshop, name);
};
const BOT = {
  lexBotAliasArn: "arn:aws:lex:eu-west-2:444455556666:bot-alias/MYOWNBOT01/MYOWNALIAS",
  localeId: "en_GB",
  invokedBy: { targetedMessages: "NONE" },
};
const APP_INSTANCE = "arn:aws:chime:eu-central-1:444455556666:app-instance/1f0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a9";

describe("npm run synth", () => {
  it("writes both templates of one's own configuration, without a network, and says what deploys them", async () => {
    const config = write("bridge.json", JSON.stringify({ bots: [BOT], onFailure: "release" }));
    const own = ["--config", config, "--app-instance", APP_INSTANCE, "--reserved-concurrency", "60"];
    const { code, stdout, stderr } = await synth(...own);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^CDK {3}deploy\/out\/cdk\/ChimeLexBridge\.template\.json\n/);
    assert.match(stdout, /aws cloudformation deploy .*--parameter-overrides file:\/\/parameters\.json/);

    const cdk = readFileSync(at("../out/cdk/ChimeLexBridge.template.json"), "utf8");
    const { Parameters } = JSON.parse(readFileSync(at("../out/sam/parameters.json"), "utf8"));
    for (const arn of [BOT.lexBotAliasArn, `${APP_INSTANCE}/*`]) assert.ok(cdk.includes(arn));
    const { Function: processor } = plainSam(Parameters).resources;
    assert.equal(processor.Environment.Variables.CHIME_LEX_BOT_ALIAS_ARN, BOT.lexBotAliasArn);
    assert.equal(processor.Environment.Variables.CHIME_LEX_LOCALE_ID, "en_GB");
    assert.equal(processor.ReservedConcurrentExecutions, "60");
    assert.match(cdk, /"ReservedConcurrentExecutions": 60/);
    assert.deepEqual(JSON.parse(processor.Environment.Variables.CHIME_LEX_CONFIG), {
      onFailure: "release",
      bots: [{ invokedBy: { targetedMessages: "NONE" } }],
    });
    assert.match(readFileSync(at("../out/sam/template.yaml"), "utf8"), /^ *CodeUri: function\.zip$/m);
    assert.deepEqual(readFileSync(at("../out/sam/function.zip")), readFileSync(at("../../dist/lambda/function.zip")));
  });

  it("writes the stream of memberships into both where it is asked for", async () => {
    const bot = { ...BOT, appInstanceBotArn: `${APP_INSTANCE}/bot/b`, welcomeIntent: "Welcome" };
    const config = write("welcome.json", JSON.stringify({ bots: [bot] }));
    const { code, stderr } = await synth(
      "--config",
      config,
      "--app-instance",
      APP_INSTANCE,
      "--membership-stream",
      "new",
    );
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(readFileSync(at("../out/cdk/ChimeLexBridge.template.json"), "utf8"), /"index\.memberships"/);
    const { Parameters } = JSON.parse(readFileSync(at("../out/sam/parameters.json"), "utf8"));
    assert.equal(plainSam(Parameters).resources.MembershipsFunction.Handler, "index.memberships");
    assert.deepEqual(readFileSync(at("../out/sam/template.yaml"), "utf8").match(/^ *CodeUri: .*$/gm), [
      "      CodeUri: function.zip",
      "      CodeUri: function.zip",
    ]);
  });

  for (const [what, args, told] of [
    [
      "an option that it doesn't know",
      ["--confg", "x"],
      /Unknown option '--confg'\. The command knows four options: --config/,
    ],
    [
      "a limit that lets nothing through",
      ["--reserved-concurrency", "0"],
      /--reserved-concurrency must be a whole number from 1; 60 is recommended/,
    ],
    [
      "a stream that Chime doesn't write to",
      ["--membership-stream", "arn:aws:kinesis:us-east-1:111122223333:stream/joins"],
      /--membership-stream must be new, or an ARN such as arn:aws:kinesis:/,
    ],
    [
      "an app instance that is none",
      ["--app-instance", "arn:aws:chime:x"],
      /--app-instance must be an ARN such as arn:aws:chime:/,
    ],
    ["a file that isn't there", ["--config", "/nowhere.json"], /\/nowhere\.json isn't there\. Give --config the path/],
    ["a file that holds no JSON", ["--config", write("none.json", "bots: []")], /none\.json holds no JSON/],
    [
      "a wrong alias ARN",
      ["--config", write("wrong.json", '{"bots":[{"lexBotAliasArn":"arn:aws:lex:us-east-1:1:bot/x"}]}')],
      /^CONFIG_INVALID: bots\[0\]\.lexBotAliasArn must be a bot alias ARN such as arn:[^\n]*\n$/,
    ],
  ]) {
    it(`tells ${what} in one message with the fix`, async () => {
      const { code, stdout, stderr } = await synth(...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, told);
    });
  }
});
