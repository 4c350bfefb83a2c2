// npm run docs: writes docs/errors.md, docs/configuration.md, docs/emulator-operations.md and the table of refusals in docs/operations.md from the sources' tables. With --check it writes nothing, and fails
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
  OPTION_PROSE,
  VARIABLES,
  WIRE_RULES,
  checkConfig,
  defaultsOf,
  problemsOf,
  ...refusing
} = await load(`
  import * as z from "zod/mini";
  import { checkConfig } from "./src/config/config.ts";
  import { Config } from "./src/config/schema.ts";
  export { WIRE_RULES } from "./src/aws/choose-wire.ts";
  export { ERRORS } from "./src/errors/bridge-error.ts";
  export { CALLBACK_REFUSALS, LEX_REFUSALS, LOOKUP_REFUSALS, SEND_REFUSALS } from "./src/errors/refusals.ts";
  export { isDoubtful, isPassing, isTurnFree } from "./src/errors/repeats.ts";
  export { OPTION_PROSE } from "./tools/operate/option-prose.ts";
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

const KINDS = {
  throttled: "a throttle by name, whatever its status, or 429",
  broken: "5xx",
  refused: "any other 4xx",
  unreadable: "a page of a proxy, half a body",
  unreachable: "no connection",
  lost: "a connection that broke",
  late: "408, or no answer in time",
};
const SIGNED = [
  "signs anew at once, once, with credentials read anew; then leaves the posters, and fails the invocation. A turn fails instead",
  "nothing yet: Lambda tries again. Of a turn, what `onFailure` says",
];

const pages = {
  "errors.md": errorsPage(),
  "configuration.md": configurationPage(),
  "emulator-operations.md": operationsPage(),
  "operations.md": await refusalsPage(),
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

/** The page as it stands, with its table of refusals made anew between two marks. */
async function refusalsPage() {
  const page = await readFile(join(root, "docs", "operations.md"), "utf8");
  const { CALLBACK_REFUSALS, LEX_REFUSALS, LOOKUP_REFUSALS, SEND_REFUSALS } = refusing;
  const rows = [
    [
      "any",
      "`ExpiredToken…`, `InvalidSignature…`, `RequestExpired` and their kind; no credentials",
      "`CREDENTIALS_REFUSED`",
      ...SIGNED,
    ],
    ...refusalRows("turn", LEX_REFUSALS, turnOf),
    ...refusalRows("callback", CALLBACK_REFUSALS, callbackOf),
    ...refusalRows("part", SEND_REFUSALS, partOf),
    ...refusalRows("look", LOOKUP_REFUSALS, lookOf),
  ];
  const made = table(["call", "refused with, or ended by", "code", "what the bridge does", "what people see"], rows);
  return page.replace(
    /(<!-- refusals: generated by npm run docs -->\n)[\s\S]*?(<!-- \/refusals -->)/,
    (_, begin, end) => `${begin}\n${made}\n\n${end}`,
  );
}

/** One row a code: the names and statuses that lead to it, and what follows. */
function refusalRows(call, refusals, follows) {
  const why = new Map();
  const add = (code, what) => why.set(code, [...(why.get(code) ?? []), what]);
  for (const [name, code] of Object.entries(refusals.byName)) add(code, `\`${name}\``);
  for (const [status, code] of Object.entries(refusals.byStatus)) add(code, status);
  for (const [kind, what] of Object.entries(KINDS)) add(refusals[kind], what);
  if (call === "callback") {
    add("CALLBACK_NOT_PENDING", "400, saying that the message isn't pending");
    add("CALLBACK_NOT_GRANTED", "403 in IAM's words");
  }
  return [...why].map(([code, whys]) => [call, whys.join(", "), `\`${code}\``, ...follows(code)]);
}

function turnOf(code) {
  if (refusing.isTurnFree(code, false)) return ["asks again while the turn has time", "the reply, later"];
  if (refusing.isTurnFree(code, true))
    return [
      "asks again while the turn has time, if it came back within a second; else never",
      "the reply, later, or what `onFailure` says",
    ];
  return ["never asks again", "what `onFailure` says"];
}

function callbackOf(code) {
  if (refusing.isPassing(code)) return ["posts it again up to the deadline", "the reply, later"];
  if (refusing.isDoubtful(code)) return ["posts it again, six tries", "the reply, later"];
  if (code === "CALLBACK_REJECTED")
    return ["posts the message's own words, then its MessageId alone", "their message as it was"];
  if (code === "CALLBACK_NOT_GRANTED")
    return [
      "fails the invocation, unless a try of ours may have been accepted, or the claims show another who may have posted",
      "nothing yet: Lambda tries again",
    ];
  if (code === "CALLBACK_FORBIDDEN")
    return [
      "counts as settled, unless the claims show that nobody can have posted: then as `CALLBACK_NOT_GRANTED`",
      "what was posted before",
    ];
  if (code === "CALLBACK_NOT_PENDING" || code === "CALLBACK_CONFLICT")
    return ["counts as settled", "what was posted before"];
  return ["fails the invocation; no smaller callback", "nothing yet: Lambda tries again"];
}

function partOf(code) {
  if (refusing.isPassing(code)) return ["sends it again up to the deadline, with the same token", "the reply, later"];
  if (refusing.isDoubtful(code)) return ["sends it again, eight tries, with the same token", "the reply, later"];
  return ["fails the invocation", "their own message; the rest of the reply when a later attempt gets through"];
}

function lookOf(code) {
  if (code === "LOOKUP_REFUSED")
    return ["asks once more, then as the next bot; nobody may see it: says nothing", "their own message alone"];
  if (refusing.isPassing(code)) return ["asks again while the turn has time", "the reply, later"];
  return ["asks again, three tries; then goes on without", "the reply, to the sender alone"];
}

function configurationPage() {
  const example = checkConfig(EXAMPLE);
  if (!example.settings) throw new Error(`The example is no configuration: ${problemsOf(EXAMPLE).join(" ")}`);
  const defaults = defaultsOf(LEAST);
  const variables = new Map(Object.entries(VARIABLES).map(([name, path]) => [path, name]));
  const rows = Object.entries(OPTION_PROSE).map(([path, { values, what }]) => [
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
handler's log. \`POWERTOOLS_METRICS_NAMESPACE\` and \`POWERTOOLS_METRICS_DISABLED\` are heeded too. Any other variable of Powertools for AWS (\`POWERTOOLS_LOG_LEVEL\`,
\`POWERTOOLS_LOGGER_SAMPLE_RATE\` …), a log level of Lambda's other than \`INFO\`, or a \`TZ\` other than UTC has Powertools itself write the lines: it lies beside the function in
\`powertools.cjs\`, and costs some ten milliseconds of the start.

## When it is wrong

\`createBridge(config, { onInvalidConfig: "release" })\` logs the error once, and releases every message unchanged, outcome \`failed\`, as the deployed handler does. Otherwise (\`"throw"\`, the default) it throws \`CONFIG_INVALID\`: in a
function that makes its bridge as it loads, nobody is called back then, and every message stays pending. For

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
  if (value === undefined) return "–";
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
