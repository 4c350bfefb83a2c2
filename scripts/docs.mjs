// npm run docs: writes docs/errors.md, docs/configuration.md, docs/emulator-operations.md and the table of refusals in docs/operations.md from the sources' tables. With --check it writes nothing, and fails
// where a file isn't what it would write. A folder given as argument stands for docs/.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./load-source.mjs";

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
  export { CALLBACK_REFUSALS, LEX_REFUSALS, LOOKUP_REFUSALS, SEND_REFUSALS, UPDATE_REFUSALS } from "./src/errors/refusals.ts";
  export { isDoubtful, isPassing, isTurnFree } from "./src/errors/repeats.ts";
  export { OPTION_PROSE } from "./tools/operate/option-prose.ts";
  export { VARIABLES } from "./src/config/env.ts";
  export { checkConfig };
  export { IDENTITY_OPERATIONS, MESSAGING_OPERATIONS } from "./tools/emulator/http/chime/known-operations.ts";
  export const defaultsOf = (config) => z.parse(Config, config);
  export const problemsOf = (config) => checkConfig(config).problems.map(({ path, what }) => path + " " + what + (what.endsWith("?") ? "" : "."));
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
  configuration: "the bridge's options, or a permission of its role",
  bot: "the Lex bot, or its own Lambda function",
  lex: "Amazon Lex V2",
  chime: "Amazon Chime SDK messaging",
  network: "the network in between",
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
const CREDENTIALS = "`ExpiredToken…`, `InvalidSignature…`, `RequestExpired` and their kind; no credentials";
const SIGNED = "repeats it at once with fresh credentials. Refused twice in a row,";
const REST = "their own message; the rest of the reply when a later attempt gets through";
const SIGNED_THEN = {
  turn: ["the turn fails", "the reply, or what `onFailure` says"],
  callback: [
    "it leaves the posters, unless one of its tries may have been accepted, and fails the invocation; in `reply`, with nothing asked, it gives its claim up",
    "the reply, or nothing yet: Lambda tries again",
  ],
  part: ["it fails the invocation", REST],
  edit: ["it fails the invocation", "the placeholder, until a later attempt gets through"],
  look: ["it continues without", "the reply, or the reply only to the sender"],
  claim: ["it counts as a store that can't be used", "their message as it was, or the reply"],
};

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

Look here when a log, a client or the library shows an error code. Every failure has one of these codes. The library throws a single class, \`BridgeError\`. Its \`message\` begins with the code and
ends with what to do; \`code\`, \`fault\`, \`wire\` (the number), \`fix\`, \`detail\` and \`cause\` are members. A delivery's decision record has
code, fault, fix and detail under \`error\`; none of these holds message text.

The bridge throws few of them. It *answers* a failed turn, as \`onFailure\` says ([configuration.md](configuration.md)). If anything else breaks before the
callback, it releases the message unchanged, with the outcome \`failed\` (a failed hook drops the message if \`onFailure\` is \`deny\`). \`bridge.handle\`
throws \`EVENT_WITHOUT_IDS\`, and a \`CALLBACK_…\` code if no callback went through.

**number** is what clients get as \`{"Code":<number>}\` in an \`application/amz-chime-lex-error\` message. The bridge sends it only for a failed turn:
the codes under [Asking Lex](#asking-lex), \`TEXT_TOO_LONG\`, \`REPLY_TOO_LARGE\`, and \`INTERNAL\` if something given to the bridge threw during the turn. It never sends
the numbers of the others.

**fault** says who can fix it:

${table(["fault", "is"], Object.entries(FAULTS))}

## Asking Lex

${errors(groups.LEX)}

## Calling Chime back

${errors(groups.CALLBACK)}

If Chime accepted a delivery's callback before, that isn't an error: refused with \`CALLBACK_FORBIDDEN\`, \`CALLBACK_NOT_PENDING\` or \`CALLBACK_CONFLICT\`, the delivery ends
as \`settled\` ([facts.md](facts.md#14-the-second-callback) §1.4). After \`CALLBACK_REJECTED\`, the bridge posts a smaller callback, so the message doesn't stay pending.

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

Read this page to see which calls the [emulator](emulator.md) answers, if you point an Amazon Chime SDK client at it. The tables list every operation that the
AWS SDK's clients export. A test compares them, so a new SDK release shows what it added. For other operations the emulator returns 404
\`UnknownOperationException\` with the operation's name. GetMessagingSessionEndpoint returns the emulator's own address,
whatever NetworkType asks for; the [session](emulator.md#the-messaging-session) itself is a WebSocket at \`/connect\`, which no model lists. From Lex V2's runtime, the emulator has RecognizeText and the session operations.

## Chime SDK messaging

${operations(MESSAGING_OPERATIONS)}

## Chime SDK identity

${operations(IDENTITY_OPERATIONS)}
`;
}

/** The page as it stands, with its table of refusals made anew between two marks. */
async function refusalsPage() {
  const page = await readFile(join(root, "docs", "operations.md"), "utf8");
  const { CALLBACK_REFUSALS, LEX_REFUSALS, LOOKUP_REFUSALS, SEND_REFUSALS, UPDATE_REFUSALS } = refusing;
  const rows = [
    ...refusalRows("turn", LEX_REFUSALS, turnOf),
    ...refusalRows("callback", CALLBACK_REFUSALS, callbackOf),
    ...refusalRows("part", SEND_REFUSALS, partOf),
    ...refusalRows("edit", UPDATE_REFUSALS, editOf),
    ...refusalRows("look", LOOKUP_REFUSALS, lookOf),
    ...claimRows(),
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
  add("INTERNAL", "a plain error of a port of your own");
  return [signedRow(call), ...[...why].map(([code, whys]) => [call, whys.join(", "), `\`${code}\``, ...follows(code)])];
}

function signedRow(call) {
  const [does, sees] = SIGNED_THEN[call];
  return [call, CREDENTIALS, code("CREDENTIALS_REFUSED"), `${SIGNED} ${does}`, sees];
}

/** Calls of the claims table. Their codes come from its own reading of errors, which knows no other service's names. */
function claimRows() {
  return [
    signedRow("claim"),
    [
      "claim",
      "no such table, another key, no permission; a plain error of a store of your own",
      "`CLAIMS_REFUSED`, `INTERNAL`",
      "doesn't repeat it: a store that can't be used",
      "their message as it was; the reply, if the turn was taken",
    ],
    [
      "claim",
      "a throttle, 5xx, a page of a proxy, half a body, no connection, no answer within a second",
      code("CLAIMS_UNAVAILABLE"),
      "repeats it: six tries in half of the time before the turn, up to the deadline after it; then a store that can't be used",
      "the reply, later; their message as it was, if the table stays out",
    ],
  ];
}

function turnOf(code) {
  if (refusing.isTurnFree(code, false))
    return ["asks again while the turn has time", "the reply, later, or what `onFailure` says"];
  if (refusing.isTurnFree(code, true))
    return [
      "asks again while the turn has time, if the answer came within a second; else never",
      "the reply, later, or what `onFailure` says",
    ];
  return ["never asks again", "what `onFailure` says"];
}

function callbackOf(code) {
  if (refusing.isPassing(code)) return ["posts it again up to the deadline", "the reply, later"];
  if (refusing.isDoubtful(code)) return ["posts it again, six tries", "the reply, later"];
  if (code === "CALLBACK_REJECTED")
    return [
      "posts the message's own words, then its MessageId alone (a denial, if `onMessage` changed the message). Nothing follows a denial",
      "their message as it was",
    ];
  if (code === "CALLBACK_NOT_GRANTED")
    return [
      "fails the invocation, unless one of our tries may have been accepted, or the claims show another attempt that may have posted",
      "nothing yet: Lambda tries again",
    ];
  if (code === "CALLBACK_FORBIDDEN")
    return [
      "counts as settled, in `reply` after what the record says is left to do; unless the claims show that nobody can have posted: then as `CALLBACK_NOT_GRANTED`",
      "what was posted before",
    ];
  if (code === "CALLBACK_NOT_PENDING" || code === "CALLBACK_CONFLICT")
    return ["counts as settled, in `reply` after what the record says is left to do", "what was posted before"];
  return ["fails the invocation; no smaller callback", "nothing yet: Lambda tries again"];
}

function partOf(code) {
  if (refusing.isPassing(code)) return ["sends it again up to the deadline, with the same token", "the reply, later"];
  if (refusing.isDoubtful(code)) return ["sends it again, eight tries, with the same token", "the reply, later"];
  return ["fails the invocation", REST];
}

function editOf(code) {
  const sends = "sends the answer as a message of its own, unless the channel shows it";
  if (code === "UPDATE_FORBIDDEN") return [sends, "the reply, and the placeholder where it still stands"];
  if (code === "UPDATE_REFUSED")
    return [`edits it again, eight tries; then ${sends}`, "the reply, and the placeholder where it still stands"];
  if (refusing.isPassing(code)) return ["edits it again up to the deadline", "the placeholder, then the reply"];
  return ["edits it again, eight tries", "the placeholder, then the reply"];
}

function lookOf(code) {
  if (code === "LOOKUP_REFUSED")
    return ["asks as each bot in turn, and all once more; if none may see it, says nothing", "only their own message"];
  if (refusing.isPassing(code))
    return ["asks again while the turn has time; then continues without", "the reply, later; else only to the sender"];
  return ["asks again, three tries; then continues without", "the reply, only to the sender"];
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

Look here to set up the bridge. \`createBridge\` takes an object; the Lambda handler reads the environment. Both use the same schema. An unknown option is an error with its name, and
an error lists every wrong option with what it must be. Only \`bots[0].lexBotAliasArn\` is required.

## Options

${table(["option", "variable", "values", "default", "what it does"], rows)}

\`bots\` may hold several. Functions aren't options: the hooks and the ports are \`createBridge\`'s second argument
([embedding.md](embedding.md)).

**Time.** A turn may take \`turnTimeoutMs\`, but it always leaves \`reserveMs\` before the delivery's deadline for the callback (or a third of
the time, if that is less). Give the function 60 seconds: the bot's own fulfillment may take 30.

## How the packed function speaks to AWS

\`dist/lambda/index.cjs\` has its own lean wire: Node's HTTP with kept connections, and AWS's own signer. Deploy the whole folder, as it is or zipped: \`rare.cjs\` holds what few messages need (the texts
of errors, aliases, markup) and loads with the first that does, \`people.cjs\` what handoff, placeholders, resets and words of the bot's own accord need, and the AWS SDK is in \`sdk.cjs\`, and loads if the environment asks for something that only the SDK can do. The function chooses once, and logs the choice as \`wire\` with its reason. To choose by hand, set \`CHIME_LEX_WIRE=sdk\` (or \`lean\`):
use \`sdk\` if you suspect the lean wire. The library itself, \`createBridge\` and \`chime-lex-bridge/lambda\`, always uses the SDK's clients.

${table(
  ["variable", "the SDK is loaded because"],
  WIRE_RULES.map(({ variables, reason }) => [
    variables
      .split(", ")
      .map((name) => code(name))
      .join(", "),
    reason,
  ]),
)}

The lean wire reads \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\`, \`AWS_SESSION_TOKEN\`, \`AWS_REGION\`, \`AWS_ENDPOINT_URL\` and its per-service forms, and sends \`X-Amzn-Trace-Id\`. If
its own clock is off by four minutes, it follows the clock in the service's answers.

## As an object

\`\`\`ts
import { type BridgeConfig, createBridge } from "chime-lex-bridge";

const config: BridgeConfig = ${JSON.stringify(EXAMPLE, null, 2).replaceAll(/"([A-Za-z]+)":/g, "$1:")};

export const bridge = createBridge(config);
\`\`\`

## As environment

The handler reads the variables of the table, and \`CHIME_LEX_CONFIG\`, which holds a whole configuration as JSON. Use it to set an option that
has no variable. The single variables override it. An empty variable counts as absent. Any other \`CHIME_LEX_…\` variable is an error, because it
is most likely a typo. The example above, as the value of \`CHIME_LEX_CONFIG\`:

\`\`\`json
${JSON.stringify(EXAMPLE)}
\`\`\`

For region, credentials and endpoints, set the AWS SDK's own variables (\`AWS_REGION\`, \`AWS_ENDPOINT_URL_LEX_RUNTIME_V2\`,
\`AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING\`); the Lex client uses the region of the bot alias ARN. \`POWERTOOLS_SERVICE_NAME\` names the service in the
handler's log. \`POWERTOOLS_METRICS_NAMESPACE\` and \`POWERTOOLS_METRICS_DISABLED\` also work. With any other variable of Powertools for AWS (\`POWERTOOLS_LOG_LEVEL\`,
\`POWERTOOLS_LOGGER_SAMPLE_RATE\` …), a log level of Lambda's other than \`INFO\`, or a \`TZ\` other than UTC, Powertools itself writes the lines. It is in
\`powertools.cjs\` beside the function, and adds some ten milliseconds to the start.

## In an editor

A file with \`$schema\` is checked and completed while you write it. The schemas come with the package:

\`\`\`json
{
  "$schema": "./node_modules/chime-lex-bridge/schemas/config.json",
  "bots": [{ "lexBotAliasArn": "${LEX_ALIAS}" }]
}
\`\`\`

\`case.json\`, \`cassette.json\` and \`script.json\` in the same folder are for the files of [testing.md](testing.md). The bridge and the commands accept \`$schema\` in each of them, and don't read it. In code, they are \`chime-lex-bridge/schemas/config.json\` and so on.

## When it is wrong

With \`onInvalidConfig: "release"\`, \`createBridge\` logs the error once and releases every message unchanged, outcome \`failed\`, like the deployed handler. Otherwise (\`"throw"\`, the default) it throws \`CONFIG_INVALID\`. If your
function creates its bridge while it loads, it then never calls back, and every message stays pending. For

\`\`\`json
${JSON.stringify(WRONG)}
\`\`\`

it says:

${problems.map((problem) => `- ${problem}`).join("\n")}
`;
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
