// Part of npm run docs: writes schemas/*.json, the JSON Schemas of the files that people write, from the zod schemas that read them. With
// --check it writes nothing, and fails where a file isn't what it would write.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./load-source.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const { z, Config, About, CassetteFile, OPTION_PROSE, script } = await load(`
  export * as z from "zod/mini";
  export { Config } from "./src/config/schema.ts";
  export { About } from "./tools/testing/case-files.ts";
  export { CassetteFile } from "./tools/testing/cassette/cassette.ts";
  export { OPTION_PROSE } from "./tools/operate/option-prose.ts";
  export * as script from "./tools/testing/conversation/script/script.ts";
`);

const CASE_KEYS = {
  title: "A sentence that says what the case shows.",
  source: "Where the payload comes from.",
  config: "Options of the bridge, which override the run's.",
  outcome: "How the delivery ends.",
  reason: "The step that stopped the message.",
  error: "The code of the failure (docs/errors.md).",
  losses: "The kinds of loss in fitting, in any order.",
  version: "The version of this format.",
  placeholders: "Made-up members, in a case from a log.",
};
const SCRIPT_KEYS = {
  title: "A sentence that says what the conversation shows.",
  bot: "The Lex V2 export, a zip or a folder, relative to this file. Without it, the run's.",
  config: "Options of the bridge, which override the run's. ARNs that are missing are the emulator's.",
  clock: "When it begins, in ISO 8601. By default now.",
  codeHooks:
    "The bots' own functions by bot name: a module relative to this file, module.js:export, or an http:// address.",
  fulfillment: "How a fulfillment ends if it calls a function and there is none.",
  seed: "Selects the bot's message variations.",
  turns: "What is said, in order.",
};

const config = describe(toJson(Config), proseOf("", OPTION_PROSE));
describe(config.properties.bots.items, { ...proseOf("", OPTION_PROSE), ...proseOf("bots[0].", OPTION_PROSE) });
describe(config.properties.bots.items.properties.invokedBy, proseOf("bots[0].invokedBy.", OPTION_PROSE));
describe(config.properties.claims, proseOf("claims.", OPTION_PROSE));

const schemas = {
  "config.json": { title: "Configuration of chime-lex-bridge", ...config },
  "case.json": { title: "case.json of a case", ...describe(withOptions(toJson(About)), CASE_KEYS) },
  "cassette.json": { title: "A cassette of chime-lex-bridge record", ...toJson(CassetteFile) },
  "script.json": { title: "A conversation's script", ...describe(withOptions(scriptSchema()), SCRIPT_KEYS) },
};

const isCheck = process.argv.includes("--check");
const stale = [];
for (const [name, schema] of Object.entries(schemas)) {
  const path = join(root, "schemas", name);
  const text = `${JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", ...schema }, null, 1)}\n`;
  if (!isCheck) await writeFile(path, text);
  else if ((await readFile(path, "utf8").catch(() => undefined)) !== text) stale.push(path);
}
for (const path of stale) process.stderr.write(`${path} is not what its source says. Run: npm run docs\n`);
process.exitCode = stale.length > 0 ? 1 : 0;

/** As a file may hold it, before defaults: the draft that editors know best. */
function toJson(schema) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
  return json;
}

/**
 * A script as it is written. The reader takes each step by its one key and opens what is short (a text for a step, a title for a card), so
 * the forms stand here. It takes every scalar as it is written, `0042` as a text: an editor's YAML has numbers there.
 */
function scriptSchema() {
  const { AssignedFaults, BotStep, Head, JoinStep, LeaveStep, NamedFault, PauseStep, ResumeStep, UserStep, WaitStep } =
    script;
  const head = toJson(Head);
  const bot = toJson(BotStep);
  const short = (schema) => ({ anyOf: [{ type: "string" }, schema] });
  bot.properties.card = short(bot.properties.card);
  const message = bot.properties.oneOf.items;
  message.properties.card = short(message.properties.card);
  bot.properties.oneOf.items = short(message);
  const fault = { anyOf: [{ type: "string" }, toJson(NamedFault), toJson(AssignedFaults)] };
  // The one that isn't a fault's name begins with an operation.
  fault.anyOf[2].properties = Object.fromEntries(
    fault.anyOf[2].propertyNames.enum.map((name) => [name, fault.anyOf[2].additionalProperties]),
  );
  fault.anyOf[2].additionalProperties = false;
  delete fault.anyOf[2].propertyNames;
  const user = toJson(UserStep);
  const { text, press, ...rest } = user.properties;
  const said = { ...user, properties: { text, ...rest }, required: ["text"] };
  const pressed = { ...user, properties: { press, ...rest }, required: ["press"] };
  Object.assign(bot, { minProperties: 1 });
  Object.assign(message, { minProperties: 1, maxProperties: 1 });
  const orTrue = (schema) => ({ anyOf: [{ const: true }, toJson(schema)] });
  const steps = {
    user: { anyOf: [{ type: "string" }, said, pressed] },
    agent: { anyOf: [{ type: "string" }, said, pressed] },
    bot: short(bot),
    join: short(toJson(JoinStep)),
    leave: toJson(LeaveStep),
    pause: orTrue(PauseStep),
    resume: orTrue(ResumeStep),
    wait: toJson(WaitStep),
    fault,
  };
  head.properties.turns.items = {
    type: "object",
    properties: steps,
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  };
  const { $schema: _, ...properties } = withNumbers(head).properties;
  return { ...head, properties: { $schema: head.properties.$schema, ...properties } };
}

/** Every text may be a number, but for those that are one of some words. */
function withNumbers(schema) {
  if (Array.isArray(schema)) return schema.map(withNumbers);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === "propertyNames" ? value : withNumbers(value)]),
  );
  const isText = schema.type === "string" && schema.enum === undefined && schema.const === undefined;
  return isText ? { ...inner, type: ["string", "number"] } : inner;
}

/** The bridge's options where a file overrides some of them: nothing is required there. */
function withOptions(schema) {
  const { required: _, ...options } = structuredClone(config);
  delete options.properties.bots.items.required;
  schema.properties.config = options;
  return schema;
}

function describe(schema, words) {
  for (const [name, member] of Object.entries(schema.properties)) {
    if (words[name]) schema.properties[name] = { description: words[name], ...member };
  }
  return schema;
}

/** What the docs say of the options below a path, by their own names, without the docs' marks. */
function proseOf(prefix, prose) {
  const below = Object.entries(prose).filter(
    ([path]) => path.startsWith(prefix) && !/[.[]/.test(path.slice(prefix.length)),
  );
  return Object.fromEntries(
    below.map(([path, { what }]) => [path.slice(prefix.length), what.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")]),
  );
}
