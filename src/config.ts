import * as z from "zod/mini";
import { FAILURE_TEXT } from "../mappers/failure-to-reply.ts";
import type { GateRules } from "../mappers/gate.ts";
import type { SessionPolicy } from "../mappers/message-to-session.ts";
import { ARN_PATTERN } from "../mappers/shapes/limits.ts";
import { BridgeError } from "./errors.ts";

const BOT_ALIAS_ARN =
  /^arn:(?<partition>aws[a-z-]*):lex:(?<region>[a-z0-9-]+):(?<account>\d{12}):bot-alias\/(?<botId>[0-9A-Za-z]{10})\/(?<botAliasId>[0-9A-Za-z]{10})$/;

const text = (message: string, pattern: RegExp) => z.string(message).check(z.regex(pattern, message));
const oneOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be one of ${words.join(", ")}`);
const between = (least: number, most: number) => {
  const message = `must be a whole number of milliseconds from ${least} to ${most}`;
  return z.number(message).check(z.int(message), z.minimum(least, message), z.maximum(most, message));
};
const yesOrNo = () => z.boolean("must be true or false");
/** What the documents promise and this version doesn't have is refused by name, not taken for something else. */
const notYet = (word: string, instead: string) =>
  z.refine<string>((value) => value !== word, `can't be ${word} yet: this version knows ${instead}`);

const Bot = z
  .strictObject({
    lexBotAliasArn: text(
      "must be a bot alias ARN such as arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      BOT_ALIAS_ARN,
    ),
    localeId: z._default(text("must be a locale such as en_US", /^[a-z]{2,3}_[A-Za-z0-9]{2,4}$/), "en_US"),
    appInstanceBotArn: z.optional(
      text(
        "must be the ARN of an AppInstanceBot: arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>",
        /\/bot\/[^/]+$/,
      ).check(z.regex(ARN_PATTERN, "must be an ARN")),
    ),
    invokedBy: z._default(
      z.strictObject({
        standardMessages: z._default(
          oneOf("ALL", "AUTO", "MENTIONS", "NONE").check(notYet("AUTO", "ALL, MENTIONS and NONE")),
          "ALL",
        ),
        targetedMessages: z._default(oneOf("ALL", "NONE"), "ALL"),
      }),
      { standardMessages: "ALL", targetedMessages: "ALL" },
    ),
  })
  .check(
    z.refine(
      ({ invokedBy, appInstanceBotArn }) => invokedBy.standardMessages !== "MENTIONS" || Boolean(appInstanceBotArn),
      {
        path: ["appInstanceBotArn"],
        message: "is required with MENTIONS, which look for this ARN",
      },
    ),
  );

/**
 * Every option of the bridge. `docs/configuration.md` lists them with their environment variables; both are read off this
 * schema. Unknown options are refused by name.
 */
export const Config = z.strictObject(
  {
    bots: z
      .array(Bot, "must be a list of bots")
      .check(z.minLength(1, "must hold a bot"), z.maxLength(1, "must hold a single bot: this version serves one")),
    delivery: z._default(oneOf("replace", "reply").check(notYet("reply", "replace")), "replace"),
    onFailure: z._default(oneOf("error", "message", "release", "deny"), "error"),
    failureText: z._default(
      z.string().check(z.minLength(1, "must not be empty"), z.maxLength(1024, "must be at most 1024 characters")),
      FAILURE_TEXT,
    ),
    emptyReply: z._default(oneOf("release", "envelope", "deny"), "release"),
    longText: z._default(oneOf("error", "release", "truncate"), "error"),
    edits: z._default(oneOf("ignore", "answer"), "ignore"),
    keepInput: z._default(yesOrNo(), true),
    mentionsPath: z._default(z.string().check(z.minLength(1, "must name a member of Metadata")), "mentions"),
    attachmentsPath: z._default(z.string().check(z.minLength(1, "must name a member of Metadata")), "attachments"),
    session: z._default(oneOf("sender-in-channel", "channel", "sender"), "sender-in-channel"),
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
    turnTimeoutMs: z._default(between(100, 120_000), 35_000),
    reserveMs: z._default(between(100, 30_000), 2_000),
    logContent: z._default(yesOrNo(), false),
  },
  "must be an object",
);

/** What `createBridge` takes: `bots[0].lexBotAliasArn` is all that is required. */
export type BridgeConfig = z.input<typeof Config>;

/** The bot that a delivery is for, with its alias ARN taken apart. */
export interface BotSettings {
  readonly region: string;
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly appInstanceBotArn: string | undefined;
  readonly standardMessages: "ALL" | "MENTIONS" | "NONE";
  readonly targetedMessages: "ALL" | "NONE";
}

/** The configuration after reading: complete, legal, and with nothing left to look up. Times are milliseconds. */
export interface Settings extends Omit<z.output<typeof Config>, "bots" | "delivery" | "session"> {
  readonly bot: BotSettings;
  readonly delivery: "replace";
  readonly session: SessionPolicy;
}

/** One wrong option: its path in the configuration, and what it must be. */
export interface Problem {
  readonly path: string;
  readonly what: string;
}

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
  const { bots, ...rest } = parsed.data;
  return {
    settings: { ...rest, delivery: "replace", bot: botToSettings(bots[0] as z.output<typeof Bot>) },
    problems: [],
  };
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
  const missing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ path: path || "the configuration", what: missing ? `is required and ${issue.message}` : issue.message }];
}

function joinPath(path: string, key: PropertyKey): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path ? `${path}.${String(key)}` : String(key);
}

function botToSettings(bot: z.output<typeof Bot>): BotSettings {
  const { region = "", botId = "", botAliasId = "" } = BOT_ALIAS_ARN.exec(bot.lexBotAliasArn)?.groups ?? {};
  const { standardMessages, targetedMessages } = bot.invokedBy;
  return {
    region,
    botId,
    botAliasId,
    localeId: bot.localeId,
    appInstanceBotArn: bot.appInstanceBotArn,
    standardMessages: standardMessages === "AUTO" ? "NONE" : standardMessages,
    targetedMessages,
  };
}

/** What the gate goes by, less what depends on the message. */
export function settingsToGateRules({ bot, ...settings }: Settings): Omit<GateRules, "isText"> {
  return {
    bots: [
      {
        arn: bot.appInstanceBotArn,
        aliases: [],
        standardMessages: bot.standardMessages,
        targetedMessages: bot.targetedMessages,
        longText: settings.longText,
      },
    ],
    mentionsPath: settings.mentionsPath,
    edits: settings.edits,
    keepInput: settings.keepInput,
  };
}
