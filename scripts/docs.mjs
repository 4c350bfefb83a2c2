// npm run docs: writes docs/errors.md, docs/configuration.md and docs/emulator-operations.md from the sources' tables. With --check it writes nothing, and fails
// where a file isn't what it would write. A folder given as argument stands for docs/.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const args = process.argv.slice(2);
const isCheck = args.includes("--check");
const folder = args.find((arg) => !arg.startsWith("--")) ?? join(root, "docs");

const {
  ERRORS,
  IDENTITY_OPERATIONS,
  MESSAGING_OPERATIONS,
  OPTIONS,
  VARIABLES,
  WIRE_RULES,
  checkConfig,
  defaultsOf,
  problemsOf,
} = await load(`
  import * as z from "zod/mini";
  import { Config, checkConfig } from "./src/config/config.ts";
  export { WIRE_RULES } from "./src/aws/choose-wire.ts";
  export { ERRORS } from "./src/errors/bridge-error.ts";
  export { OPTIONS } from "./src/config/options.ts";
  export { VARIABLES } from "./src/config/env.ts";
  export { checkConfig };
  export { IDENTITY_OPERATIONS, MESSAGING_OPERATIONS } from "./tools/emulator/http/chime/known-operations.ts";
  export const defaultsOf = (config) => z.parse(Config, config);
  export const problemsOf = (config) => checkConfig(config).problems.map(({ path, what }) => path + " " + what + ".");
`);

const LEX_ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";
const LEAST = { bots: [{ lexBotAliasArn: LEX_ALIAS }] };
const EXAMPLE = {
  bots: [
    {
      lexBotAliasArn: LEX_ALIAS,
      localeId: "en_GB",
      appInstanceBotArn:
        "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3",
      invokedBy: { standardMessages: "MENTIONS" },
    },
  ],
  onFailure: "message",
  failureText: "Sorry, I can't answer just now.",
};
const WRONG = { bots: [{ localeId: "english" }], onFailure: "ignore", logContents: true };

const GENERATED = "This page is generated from the sources by `npm run docs`. Change them, not it.";

const FAULTS = {
  caller: "the code or the person that calls the bridge or its command",
  user: "the person who wrote the message",
  configuration: "the bridge's options, or a grant of its role",
  bot: "the Lex bot, or its own Lambda function",
  lex: "Amazon Lex V2",
  chime: "Amazon Chime SDK messaging",
  network: "what lies between",
  bridge: "this project: a bug",
};

const pages = {
  "errors.md": errorsPage(),
  "configuration.md": configurationPage(),
  "emulator-operations.md": operationsPage(),
};
const stale = [];
for (const [name, text] of Object.entries(pages)) {
  const path = join(folder, name);
  if (!isCheck) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => undefined)) !== text) stale.push(path);
}
for (const path of stale) process.stderr.write(`${path} is not what its source says. Run: npm run docs\n`);
process.exitCode = stale.length > 0 ? 1 : 0;

function errorsPage() {
  const turn = [];
  const groups = { LEX: turn, TURN: turn, CALLBACK: [], OTHER: [] };
  for (const [code, { fault, wire, what, fix }] of Object.entries(ERRORS)) {
    if (!FAULTS[fault]) throw new Error(`scripts/docs.mjs doesn't say who ${fault} is.`);
    const group = groups[code.split("_", 1)[0]] ?? groups.OTHER;
    group.push([`\`${code}\``, fault, wire, what, fix]);
  }
  const errors = (rows) => table(["code", "fault", "number", "what happened", "what to do"], rows);
  return `# Errors

${GENERATED}

Everything that fails, fails with one of these codes. The library throws a single class, \`BridgeError\`: its \`message\` begins with the code and
ends with what to do; \`code\`, \`fault\`, \`wire\` (the number), \`fix\`, \`detail\` and \`cause\` are members. The decision record of a delivery carries
code, fault, fix and detail under \`error\`: none of these holds message text.

Few are thrown at all. A turn that fails is *answered*, by \`onFailure\` ([configuration.md](configuration.md)). Whatever else breaks before the
callback, the message is released unchanged and the outcome is \`failed\` (a failed hook drops it where \`onFailure\` is \`deny\`). What \`bridge.handle\`
throws is \`EVENT_WITHOUT_IDS\`, and a \`CALLBACK_…\` code when no callback went through.

**number** is what people's clients get as \`{"Code":<number>}\` in an \`application/amz-chime-lex-error\` message. Only the failure of a turn is told that
way: the codes under [Asking Lex](#asking-lex), \`TEXT_TOO_LONG\`, \`REPLY_TOO_LARGE\`, and \`INTERNAL\` where something given to the bridge threw during the turn. For the
others it says the same in the same terms, and is never sent.

**fault** is who can mend it:

${table(["fault", "is"], Object.entries(FAULTS))}

## Asking Lex

${errors(groups.LEX)}

## Calling Chime back

${errors(groups.CALLBACK)}

A delivery whose callback was accepted before is no error: refused with \`CALLBACK_FORBIDDEN\`, \`CALLBACK_NOT_PENDING\` or \`CALLBACK_CONFLICT\`, it ends
as \`settled\` ([facts.md](facts.md#14-the-second-callback) §1.4). After \`CALLBACK_REJECTED\` a smaller callback is posted, so that the message doesn't stay pending.

## Everything else

${errors(groups.OTHER)}
`;
}

function operationsPage() {
  const rows = (operations) =>
    operations
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ name, request, isEmulated }) => [name, `\`${request}\``, isEmulated ? "yes" : "refused by name"]);
  const operations = (list) => table(["operation", "request", "emulated"], rows(list));
  return `# Operations of the emulator

${GENERATED}

For whoever points a client of Amazon Chime SDK at the [emulator](emulator.md) and asks which calls it answers. The tables hold every operation that the
AWS SDK's clients export; a test compares them, so that a new release of the SDK tells what it added. What isn't emulated is refused with 404
\`UnknownOperationException\` and the operation's name. Of Lex V2's runtime the emulator has RecognizeText and the session operations.

## Chime SDK messaging

${operations(MESSAGING_OPERATIONS)}

## Chime SDK identity

${operations(IDENTITY_OPERATIONS)}
`;
}

function configurationPage() {
  const example = checkConfig(EXAMPLE);
  if (!example.settings) throw new Error(`The example is no configuration: ${problemsOf(EXAMPLE).join(" ")}`);
  const defaults = defaultsOf(LEAST);
  const variables = new Map(Object.entries(VARIABLES).map(([name, path]) => [path, name]));
  const rows = Object.entries(OPTIONS).map(([path, { values, what }]) => [
    `\`${path}\``,
    code(variables.get(path)),
    values,
    valueAt(LEAST, path) ? "required" : code(valueAt(defaults, path)),
    what,
  ]);
  const problems = problemsOf(WRONG);
  return `# Configuration

${GENERATED}

\`createBridge\` takes an object, the Lambda handler reads the environment. Both end in the same schema: unknown options are refused by name, and
a wrong configuration is told whole, each option with what it must be. Only \`bots[0].lexBotAliasArn\` is required.

## Options

${table(["option", "variable", "values", "default", "what it does"], rows)}

\`bots\` may hold several. Functions aren't options: the hooks and the ports are \`createBridge\`'s second argument
([embedding.md](embedding.md)).

**Time.** A turn may take \`turnTimeoutMs\`, but never so long that less than \`reserveMs\` is left of the delivery's deadline for the callback (a third of
the time, where that is less). Give the function 60 seconds: the bot's own fulfilment may take 30.

## How the packed function speaks to AWS

\`dist/lambda/index.cjs\` holds a lean wire of its own: Node's HTTP with kept connections, and AWS's own signer. The AWS SDK lies beside it in \`sdk.cjs\`, and is loaded
where the environment asks for something that only the SDK knows. The choice is made once, and logged as \`wire\` with its reason. \`CHIME_LEX_WIRE=sdk\` (or \`lean\`) decides
it by hand: set it to \`sdk\` when you suspect the lean wire. The library itself, \`createBridge\` and \`chime-lex-bridge/lambda\`, is always on the SDK's clients.

${table(
  ["looks at", "the SDK is loaded because"],
  WIRE_RULES.map(({ variables, reason }) => [
    variables
      .split(", ")
      .map((name) => code(name))
      .join(", "),
    reason,
  ]),
)}

The lean wire reads \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\`, \`AWS_SESSION_TOKEN\`, \`AWS_REGION\`, \`AWS_ENDPOINT_URL\` and its forms for a service, and sends \`X-Amzn-Trace-Id\`. It
follows the clock of the service's answers once its own is four minutes off.

## As an object

\`\`\`ts
import { type BridgeConfig, createBridge } from "chime-lex-bridge";

const config: BridgeConfig = ${JSON.stringify(EXAMPLE, null, 2).replaceAll(/"([A-Za-z]+)":/g, "$1:")};

export const bridge = createBridge(config);
\`\`\`

## As environment

The handler reads the variables of the table, and \`CHIME_LEX_CONFIG\`, which holds a whole configuration as JSON: the way to set an option that
has no variable of its own. The single variables go over it. An empty variable counts as absent; any other \`CHIME_LEX_…\` variable is refused, since it
is most likely a slip. The example above, as the value of \`CHIME_LEX_CONFIG\`:

\`\`\`json
${JSON.stringify(EXAMPLE)}
\`\`\`

Region, credentials and endpoints are the AWS SDK's own variables (\`AWS_REGION\`, \`AWS_ENDPOINT_URL_LEX_RUNTIME_V2\`,
\`AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING\`); the Lex client goes to the region of the bot alias ARN. \`POWERTOOLS_SERVICE_NAME\` names the service in the
handler's log.

## When it is wrong

\`createBridge\` throws \`CONFIG_INVALID\`. The handler never fails to load: it logs the error once, and releases every message unchanged, outcome
\`failed\`. For

\`\`\`json
${JSON.stringify(WRONG)}
\`\`\`

it says:

${problems.map((problem) => `- ${problem}`).join("\n")}
`;
}

/** The bundle of a module's text, imported: Node 20 loads no TypeScript. */
async function load(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function valueAt(config, path) {
  return path
    .replace("[0]", ".0")
    .split(".")
    .reduce((value, key) => value?.[key], config);
}

function code(value) {
  return value === undefined ? "–" : `\`${value}\``;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
