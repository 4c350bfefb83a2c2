import type { GateRules } from "../../mappers/gate/gate-rules.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { conflictsIn, type Problem } from "./conflicts.ts";
import {
  BOT_ALIAS_ARN,
  BOT_OPTIONS,
  BRIDGE_OPTIONS,
  CLAIMS_OPTIONS,
  HANDOFF_OPTIONS,
  INVOKED_BY,
  POLICIES,
} from "./options.ts";
import { readRows } from "./read-rows.ts";
import { isPlain } from "./rule.ts";
import { configProblems } from "./schema.ts";
import type { BotPolicies, BotSettings, HandoffSettings, Input, Output, Settings } from "./settings.ts";

/** What `createBridge` takes: `bots[0].lexBotAliasArn` is all that is required. */
export type BridgeConfig = {
  /** Where an editor finds the schema of the file: `./node_modules/chime-lex-bridge/schemas/config.json`. The bridge doesn't read it. */
  $schema?: string | undefined;
  bots: (Input<typeof BOT_OPTIONS> & {
    invokedBy?: Input<typeof INVOKED_BY> | undefined;
  } & Input<typeof POLICIES>)[];
  claims?: Input<typeof CLAIMS_OPTIONS> | undefined;
  handoff?: Input<typeof HANDOFF_OPTIONS> | undefined;
} & Input<typeof POLICIES> &
  Input<typeof BRIDGE_OPTIONS>;

/** Reads a configuration, or throws CONFIG_INVALID with every wrong option and what it must be. */
export function readConfig(config: unknown): Settings {
  const { settings, problems } = checkConfig(config);
  if (!settings) throw problemsToError(problems);
  return settings;
}

/**
 * The settings of a configuration, or every problem that it has. What is right is read from the rows; the schema, made from the same
 * rows, is asked only what is wrong.
 */
export function checkConfig(config: unknown): { settings?: Settings; problems: readonly Problem[] } {
  const settings = readSettings(config);
  if (!settings) {
    const problems = configProblems(config);
    if (problems.length === 0) throw new BridgeError("INTERNAL", "A configuration that the schema takes was not read.");
    return { problems };
  }
  const given = (config as { bots: readonly Readonly<Record<string, unknown>>[] }).bots;
  const problems = conflictsIn(settings, (bot, option) => given[bot]?.[option] !== undefined);
  return problems.length > 0 ? { problems } : { settings, problems };
}

/** One error that lists them all. */
export function problemsToError(problems: readonly Problem[]): BridgeError {
  return new BridgeError(
    "CONFIG_INVALID",
    problems.map(({ path, what }) => `${path} ${what}${what.endsWith("?") ? "" : "."}`).join(" "),
  );
}

/** The settings of a configuration in which every option is right by itself; undefined where one is not. */
function readSettings(config: unknown): Settings | undefined {
  if (!isPlain(config)) return undefined;
  const { bots: listed, claims: claimed = {}, handoff: handed, $schema = "", ...rest } = config;
  if (typeof $schema !== "string") return undefined;
  const { own, policies } = splitPolicies(rest);
  const options = readRows(BRIDGE_OPTIONS, own) as Output<typeof BRIDGE_OPTIONS> | undefined;
  const shared = readRows(POLICIES, policies) as BotPolicies | undefined;
  const claims = readRows(CLAIMS_OPTIONS, claimed) as Output<typeof CLAIMS_OPTIONS> | undefined;
  const handoff = handed === undefined ? undefined : (readRows(HANDOFF_OPTIONS, handed) as HandoffSettings | undefined);
  if (handed !== undefined && !handoff) return undefined;
  if (!options || !shared || !claims || !Array.isArray(listed)) return undefined;
  const [first, ...others] = Array.from(listed, (bot) => readBot(bot, shared));
  if (!first || others.includes(undefined)) return undefined;
  return { ...options, claims, ...(handoff ? { handoff } : {}), bots: [first, ...(others as BotSettings[])] };
}

function readBot(config: unknown, shared: BotPolicies): BotSettings | undefined {
  if (!isPlain(config)) return undefined;
  const { invokedBy: invoked = {}, ...rest } = config;
  const { own, policies } = splitPolicies(rest);
  const bot = readRows(BOT_OPTIONS, own) as Output<typeof BOT_OPTIONS> | undefined;
  const invokedBy = readRows(INVOKED_BY, invoked) as Output<typeof INVOKED_BY> | undefined;
  const given = readRows(POLICIES, policies, "as-given");
  if (!bot || !invokedBy || !given) return undefined;
  const { lexBotAliasArn, ...named } = bot;
  const { region = "", botId = "", botAliasId = "" } = BOT_ALIAS_ARN.exec(lexBotAliasArn)?.groups ?? {};
  return { ...shared, appInstanceBotArn: undefined, ...named, ...given, region, botId, botAliasId, ...invokedBy };
}

function splitPolicies(options: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(options);
  return {
    own: Object.fromEntries(entries.filter(([name]) => !(name in POLICIES))),
    policies: Object.fromEntries(entries.filter(([name]) => name in POLICIES)),
  };
}
/** What the gate decides by, except what depends on the message. */
export function settingsToGateRules({ bots, delivery, ...settings }: Settings): Omit<GateRules, "isText"> {
  return {
    bots: bots.map(({ appInstanceBotArn, aliases, standardMessages, targetedMessages, longText }) => ({
      arn: appInstanceBotArn,
      aliases,
      standardMessages,
      targetedMessages,
      longText,
    })),
    mentionsPath: settings.mentionsPath,
    attachmentsPath: settings.attachmentsPath,
    applicationPaths: settings.applicationPaths,
    edits: settings.edits,
    // In `reply` the user's words stay where they are.
    keepInput: delivery === "replace" && settings.keepInput,
  };
}
