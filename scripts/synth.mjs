// npm run synth: both templates, offline, in deploy/out. `--config bridge.json --app-instance arn:…` for your own; without them the
// example's. `--reserved-concurrency 60` limits how many deliveries are under way, `--membership-stream new` welcomes who joins. Prints where they are,
// and what deploys them.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { deployReady, folder } from "./deploy.mjs";
import { run } from "./ready.mjs";

const APP_INSTANCE = /^arn:[^:]+:chime:[a-z0-9-]+:\d{12}:app-instance\/[^/*]+$/;
const STREAM = /^(new|arn:[^:]+:kinesis:[^:]+:\d{12}:stream\/chime-messaging-[\w.-]+)$/;
/** What the role of template.yaml is granted, in `replace` and in `reply`; the same with a stream of memberships. */
const GRANTED = ["AskLex,CallChimeBack", "AskLex,CallChimeBack,Speak,LookUp"];
const GRANTED_WITH_STREAM = ["AskLex,Welcome,CallChimeBack,Speak", "AskLex,Welcome,CallChimeBack,Speak,LookUp"];
const options = readArguments();
const file = resolve(options.config ?? `${folder}example/bridge.json`);
const config = readConfig(file);

await deployReady();
const out = `${folder}out/`;
rmSync(out, { recursive: true, force: true });
const appInstance = options["app-instance"] ?? exampleAppInstance();
const concurrency = options["reserved-concurrency"];
const limit = concurrency === undefined ? [] : ["--reserved-concurrency", concurrency];
const stream = options["membership-stream"];
const welcome = stream === undefined ? [] : ["--membership-stream", stream];
const args = [
  "dist/example/app.js",
  "--config",
  file,
  "--app-instance",
  appInstance,
  ...limit,
  ...welcome,
  "--outdir",
  `${out}cdk`,
];
const code = await run(process.execPath, args, { cwd: folder });
if (code !== 0) process.exit(code);

const parameters = await configToParameters(config, appInstance);
if (parameters) {
  mkdirSync(`${out}sam`);
  const template = readFileSync(`${folder}template.yaml`, "utf8");
  writeFileSync(`${out}sam/template.yaml`, template.replace(/^( *CodeUri: ).*$/gm, "$1function.zip"));
  copyFileSync(fileURLToPath(new URL("../dist/lambda/function.zip", import.meta.url)), `${out}sam/function.zip`);
  writeFileSync(`${out}sam/parameters.json`, `${JSON.stringify({ Parameters: parameters }, null, 2)}\n`);
}
process.stdout.write(`CDK   deploy/out/cdk/ChimeLexBridge.template.json
      npx aws-cdk deploy --app deploy/out/cdk
SAM   ${
  parameters
    ? `deploy/out/sam/template.yaml, with function.zip and parameters.json
      cd deploy/out/sam
      aws cloudformation package --template-file template.yaml --s3-bucket <a bucket of yours> --output-template-file packaged.yaml
      aws cloudformation deploy --template-file packaged.yaml --stack-name chime-lex-bridge --parameter-overrides file://parameters.json --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND`
    : "none: this configuration needs grants that template.yaml has no statement for"
}
`);

function readArguments() {
  try {
    const text = { type: "string" };
    const { values } = parseArgs({
      options: { config: text, "app-instance": text, "reserved-concurrency": text, "membership-stream": text },
    });
    if (!APP_INSTANCE.test(values["app-instance"] ?? exampleAppInstance()))
      return fail("--app-instance must be an ARN such as arn:aws:chime:us-east-1:111122223333:app-instance/<id>.");
    if (!/^[1-9]\d*$/.test(values["reserved-concurrency"] ?? "1"))
      return fail("--reserved-concurrency must be a whole number from 1; 60 is recommended (docs/scale.md).");
    if (!STREAM.test(values["membership-stream"] ?? "new"))
      return fail(
        "--membership-stream must be new, or an ARN such as arn:aws:kinesis:…:stream/chime-messaging-<name>.",
      );
    return values;
  } catch (error) {
    const known = "--config, --app-instance, --reserved-concurrency and --membership-stream";
    return fail(`${error.message.split(". ")[0]}. The command knows four options: ${known}.`);
  }
}

function readConfig(path) {
  if (!existsSync(path))
    return fail(`${path} isn't there. Give --config the path of a JSON file (docs/configuration.md).`);
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return fail(`${path} holds no JSON. Give --config a file with a configuration (docs/configuration.md).`);
  }
}

function exampleAppInstance() {
  const bot = JSON.parse(readFileSync(`${folder}example/bridge.json`, "utf8")).bots[0];
  return bot.appInstanceBotArn.split("/bot/")[0];
}

async function configToParameters(
  { $schema: _, bots: [bot, ...others], claims: __, delivery, ...rest },
  AppInstanceArn,
) {
  const { configToPolicy } = await import("../dist/operate.js");
  const sids = configToPolicy(config, { appInstanceArn: AppInstanceArn }).Statement.map(({ Sid }) => Sid);
  if (others.length > 0 || !(stream ? GRANTED_WITH_STREAM : GRANTED).includes(sids.join())) return undefined;
  const { lexBotAliasArn, localeId, appInstanceBotArn, ...more } = bot;
  const own = { ...rest, ...(Object.keys(more).length > 0 ? { bots: [more] } : {}) };
  return {
    AppInstanceArn,
    BotAliasArn: lexBotAliasArn,
    ...(localeId ? { LocaleId: localeId } : {}),
    ...(appInstanceBotArn ? { AppInstanceBotArn: appInstanceBotArn } : {}),
    ...(delivery ? { Delivery: delivery } : {}),
    ...(concurrency === undefined ? {} : { ReservedConcurrency: concurrency }),
    ...(stream === undefined ? {} : { MembershipStream: stream }),
    ...(Object.keys(own).length > 0 ? { Config: JSON.stringify(own) } : {}),
  };
}

function fail(what) {
  process.stderr.write(`${what}\n`);
  process.exit(2);
}
