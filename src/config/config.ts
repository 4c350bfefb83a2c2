import * as z from "zod/mini";
import type { GateRules } from "../../mappers/gate/gate.ts";
import { ARN_PATTERN } from "../../mappers/shapes/limits.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { conflictsIn, type Problem } from "./conflicts.ts";
import { type BotPolicies, oneOf, POLICIES, POLICY_DEFAULTS, yesOrNo } from "./policies.ts";
import type { BotSettings, Settings } from "./settings.ts";

const BOT_ALIAS_ARN =
  /^arn:(?<partition>aws[a-z-]*):lex:(?<region>[a-z0-9-]+):(?<account>\d{12}):bot-alias\/(?<botId>[0-9A-Za-z]{10})\/(?<botAliasId>[0-9A-Za-z]{10})$/;
/** A locale of Lex V2, such as `en_US` or `es_419`. */
export const LOCALE_ID = /^[a-z]{2,3}_[A-Za-z0-9]{2,4}$/;

const text = (message: string, pattern: RegExp) => z.string(message).check(z.regex(pattern, message));
const between = (least: number, most: number, unit = " of milliseconds") => {
  const message = `must be a whole number${unit} from ${least} to ${most}`;
  return z.number(message).check(z.int(message), z.minimum(least, message), z.maximum(most, message));
};
const member = () => z.string("must be a text").check(z.minLength(1, "must name a member of Metadata"));

const Bot = z.strictObject({
  lexBotAliasArn: text(
    "must be a bot alias ARN such as arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
    BOT_ALIAS_ARN,
  ),
  localeId: z._default(text("must be a locale such as en_US", LOCALE_ID), "en_US"),
  appInstanceBotArn: z.optional(
    text(
      "must be the ARN of an AppInstanceBot: arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>",
      /\/bot\/[^/]+$/,
    ).check(z.regex(ARN_PATTERN, "must be an ARN")),
  ),
  aliases: z._default(
    z.array(
      z
        .string("must be a name")
        .check(z.regex(/^[^\s@\uFF20][^@\uFF20]{0,63}$/u, "must be 1 to 64 characters without @, such as bank")),
      "must be a list of names",
    ),
    [],
  ),
  invokedBy: z._default(
    z.strictObject({
      standardMessages: z._default(oneOf("ALL", "AUTO", "MENTIONS", "NONE"), "ALL"),
      targetedMessages: z._default(oneOf("ALL", "NONE"), "ALL"),
    }),
    { standardMessages: "ALL", targetedMessages: "ALL" },
  ),
  ...optionalOf(POLICIES),
});

/**
 * Every option of the bridge. `docs/configuration.md` lists them with their environment variables; both are read off this
 * schema. Unknown options are refused by name.
 */
export const Config = z.strictObject(
  {
    bots: z.array(Bot, "must be a list of bots").check(z.minLength(1, "must hold a bot")),
    delivery: z._default(oneOf("replace", "reply"), "replace"),
    ...defaultsOf(POLICIES),
    edits: z._default(oneOf("ignore", "answer"), "ignore"),
    keepInput: z._default(yesOrNo(), true),
    lookup: z._default(yesOrNo(), true),
    mentionsPath: z._default(member(), "mentions"),
    attachmentsPath: z._default(member(), "attachments"),
    applicationPaths: z._default(z.array(member(), "must be a list of members of Metadata"), ["isMeetingInfo"]),
    nativeEmpty: z._default(oneOf("release", "deny"), "release"),
    nativeError: z._default(oneOf("release", "message"), "release"),
    claims: z._default(
      z.strictObject({
        table: z.optional(
          z.string("must be a table's name").check(z.regex(/^[a-zA-Z0-9_.-]{3,255}$/, "must be a table's name")),
        ),
      }),
      {},
    ),
    claimReleases: z._default(yesOrNo(), false),
    onUnknownTurn: z._default(oneOf("failure", "release", "again"), "failure"),
    requestsPerSecond: z._default(between(1, 1_000, ""), 10),
    turnTimeoutMs: z._default(between(100, 120_000), 35_000),
    reserveMs: z._default(between(100, 30_000), 2_000),
    logContent: z._default(yesOrNo(), false),
  },
  "must be an object",
);

type Schemas = typeof POLICIES;
type Optional = { [Name in keyof Schemas]: z.ZodMiniOptional<Schemas[Name]> };
type Defaulted = {
  [Name in keyof Schemas]: Name extends keyof typeof POLICY_DEFAULTS ? z.ZodMiniDefault<Schemas[Name]> : Schemas[Name];
};

function optionalOf(schemas: Schemas): Optional {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, z.optional(schema as z.ZodMiniType)]),
  ) as unknown as Optional;
}

function defaultsOf(schemas: Schemas): Defaulted {
  const defaults: Readonly<Record<string, unknown>> = POLICY_DEFAULTS;
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      name in defaults ? z._default(schema as z.ZodMiniType, defaults[name] as never) : schema,
    ]),
  ) as unknown as Defaulted;
}

/** What `createBridge` takes: `bots[0].lexBotAliasArn` is all that is required. */
export type BridgeConfig = z.input<typeof Config>;

/** Reads a configuration, or throws CONFIG_INVALID with every wrong option and what it must be. */
export function readConfig(config: unknown): Settings {
  const { settings, problems } = checkConfig(config);
  if (!settings) throw problemsToError(problems);
  return settings;
}

/** The settings of a configuration, or every problem that it has. */
export function checkConfig(config: unknown): { settings?: Settings; problems: readonly Problem[] } {
  const parsed = z.safeParse(Config, config, { reportInput: true });
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(issueToProblems) };
  const settings = parsedToSettings(parsed.data);
  const given: readonly Readonly<Record<string, unknown>>[] = parsed.data.bots;
  const problems = conflictsIn(settings, (bot, option) => given[bot]?.[option] !== undefined);
  return problems.length > 0 ? { problems } : { settings, problems };
}

/** One error for all of them. */
export function problemsToError(problems: readonly Problem[]): BridgeError {
  return new BridgeError("CONFIG_INVALID", problems.map(({ path, what }) => `${path} ${what}.`).join(" "));
}

function issueToProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.reduce<string>(joinPath, "");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: joinPath(path, key), what: "is no option" }));
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, what: message }));
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ path: path || "the configuration", what: missing ? `is required and ${issue.message}` : issue.message }];
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path ? `${path}.${String(key)}` : String(key);
}

function parsedToSettings({ bots, ...parsed }: z.output<typeof Config>): Settings {
  const policies = Object.keys(POLICIES) as (keyof BotPolicies)[];
  const shared = Object.fromEntries(policies.map((name) => [name, parsed[name]])) as unknown as BotPolicies;
  const rest = Object.fromEntries(Object.entries(parsed).filter(([name]) => !(name in POLICIES)));
  const [first, ...others] = bots.map((bot) => botToSettings(bot, shared));
  if (!first) throw new BridgeError("INTERNAL", "A configuration without bots.");
  return { ...(rest as Omit<Settings, "bots">), bots: [first, ...others] };
}

function botToSettings({ lexBotAliasArn, invokedBy, ...bot }: z.output<typeof Bot>, shared: BotPolicies): BotSettings {
  const { region = "", botId = "", botAliasId = "" } = BOT_ALIAS_ARN.exec(lexBotAliasArn)?.groups ?? {};
  const own = Object.fromEntries(Object.entries(bot).filter(([, value]) => value !== undefined));
  return {
    ...shared,
    appInstanceBotArn: undefined,
    ...(own as typeof bot),
    region,
    botId,
    botAliasId,
    ...invokedBy,
  } as BotSettings;
}

/** What the gate goes by, less what depends on the message. */
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
