import { checkConfig, problemsToError } from "./config.ts";
import type { Problem } from "./conflicts.ts";
import { OPTIONS } from "./options.ts";
import { suggestFor } from "./schema.ts";
import type { Settings } from "./settings.ts";

/**
 * The handler's variables, and the option that each sets. `CHIME_LEX_CONFIG`, not among them, holds a whole
 * configuration, and `CHIME_LEX_WIRE` says how the packed function talks to AWS.
 */
export const VARIABLES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(OPTIONS).flatMap(([path, { variable }]) => (variable ? [[variable, path]] : [])),
);

export type Environment = Readonly<Record<string, string | undefined>>;

type Branch = { [name: string]: unknown };

/**
 * The settings that an environment describes: `CHIME_LEX_CONFIG` first, then the single variables over it. An empty variable
 * counts as absent. Throws CONFIG_INVALID that lists every wrong variable, unknown `CHIME_LEX_…` ones included, each with
 * what it must be.
 */
export function envToSettings(env: Environment): Settings {
  const { config, problems } = envToConfig(env);
  const checked = checkConfig(config);
  problems.push(
    ...checked.problems.map(({ path, what }) => {
      const variable = variableOf(path, what);
      // Without any bot, the variable names the list, and what is missing is the one ARN.
      return { path: variable, what: path === "bots" && variable !== `CHIME_LEX_CONFIG: ${path}` ? NO_BOT : what };
    }),
  );
  if (!checked.settings || problems.length > 0) throw problemsToError(problems);
  return checked.settings;
}

/** The configuration that an environment describes, unchecked, and what is wrong with its variables. */
export function envToConfig(env: Environment): { config: unknown; problems: Problem[] } {
  const problems: Problem[] = Object.keys(env)
    .filter((name) => name.startsWith("CHIME_LEX_") && !isVariable(name))
    .map((name) => ({ path: name, what: `is an unknown variable${suggestFor(name, KNOWN)}` }));
  const wire = env["CHIME_LEX_WIRE"];
  if (wire && wire !== "lean" && wire !== "sdk") problems.push({ path: "CHIME_LEX_WIRE", what: "must be lean or sdk" });
  const config = readJson(env["CHIME_LEX_CONFIG"], problems);
  for (const [name, path] of Object.entries(VARIABLES)) {
    const value = env[name];
    if (value) setPath(config, path, value);
  }
  return { config, problems };
}

const NO_BOT =
  "is required: the ARN of the bot alias, such as arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID";

/** The name to use for an option when something is wrong with it: its variable, where it has one. */
function variableOf(path: string, what: string): string {
  if (path === "bots" && what.startsWith("is required")) return "CHIME_LEX_BOT_ALIAS_ARN";
  const found = Object.entries(VARIABLES).find(([, option]) => option === path);
  return found ? found[0] : `CHIME_LEX_CONFIG: ${path}`;
}

const KNOWN = ["CHIME_LEX_CONFIG", "CHIME_LEX_WIRE", ...Object.keys(VARIABLES)];

function isVariable(name: string): boolean {
  return KNOWN.includes(name);
}

function readJson(text: string | undefined, problems: Problem[]): Branch {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isBranch(value)) return value;
  } catch {
    // Reported below, with the same fix: the parser's own message would quote the configuration.
  }
  problems.push({
    path: "CHIME_LEX_CONFIG",
    what: 'must hold a JSON object, such as {"bots":[{"lexBotAliasArn":"arn:…"}]}',
  });
  return {};
}

/**
 * Sets `bots[0].invokedBy.x` and the like, creating what is missing on the way. A value that is in the way is left for the schema
 * to report.
 */
function setPath(root: Branch, path: string, value: string): void {
  const keys = path.replace("[0]", ".0").split(".");
  const last = keys.pop() ?? path;
  let branch: unknown = root;
  for (const [position, key] of keys.entries()) {
    if (!isBranch(branch) && !Array.isArray(branch)) return;
    const parent = branch as Branch;
    parent[key] ??= keys[position + 1] === "0" ? [] : {};
    branch = parent[key];
  }
  if (isBranch(branch)) branch[last] = value;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
