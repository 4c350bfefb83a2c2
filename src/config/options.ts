import { ARN_PATTERN } from "../../mappers/shapes/limits.ts";
import { flagRule, listRule, numberRule, type Rule, recordRule, textRule, wordRule } from "./rule.ts";

/** One option: what it takes, its default, and its environment variable for the handler. */
export interface OptionRow {
  readonly rule: Rule;
  /** Absent: the option is required, or may be absent (`isOptional`). */
  readonly fallback?: unknown;
  readonly isOptional?: true;
  readonly variable?: string;
}

export const BOT_ALIAS_ARN =
  /^arn:(?<partition>aws[a-z-]*):lex:(?<region>[a-z0-9-]+):(?<account>\d{12}):bot-alias\/(?<botId>[0-9A-Za-z]{10})\/(?<botAliasId>[0-9A-Za-z]{10})$/;
/** A locale of Lex V2, such as `en_US` or `es_419`. */
/** What a bot can be mentioned by. */
export const ALIAS = /^[^\s@\uFF20][^@\uFF20]{0,63}$/u;
export const LOCALE_ID = /^[a-z]{2,3}_[A-Za-z0-9]{2,4}$/;
/** What Lex reserves, but lets callers set: Lex V2 developer guide "Setting request attributes", `docs/facts.md` §3. */
const SET_BY_CALLERS = ["time-zone", "accept-content-types", "intent-switch"];
const inAnyCase = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
/** Lex reserves the first for itself (`docs/facts.md` §3), the bridge the second. */
export const RESERVED_ATTRIBUTE = new RegExp(
  `^(?!x-amz-lex:(?:${SET_BY_CALLERS.join("|")})$)(?:${inAnyCase("x-amz-lex:")}|${inAnyCase("CHIME")}\\.)`,
);

const patterned = (what: string, matches: RegExp) => textRule(what, { matches, what });
const notEmpty = { least: 1, what: "must not be empty" } as const;
const atMost = (most: number) => ({ most, what: `must be at most ${most} characters` });
const sentence = (most = 1024) => textRule("must be a text", notEmpty, atMost(most));
const anyText = textRule("must be a text");
const names = listRule(textRule("must be a name", notEmpty, atMost(64)), "must be a list of names");
const phrases = listRule(textRule("must be a text", notEmpty, atMost(64)), "must be a list of texts");
const member = textRule("must be a text", { least: 1, what: "must name a member of Metadata" });
const BOT_ARN = "must be the ARN of an AppInstanceBot: arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>";
const OF_LOCALE = "must be a locale such as de_DE, a language such as de, or *";
const OF_CODE = "must be a code of three digits, or default";
const LOCALE_KEY = patterned(OF_LOCALE, /^(\*|[a-z]{2,3}(_[A-Za-z0-9]{2,4})?)$/);
const RESERVED = `is reserved: names under x-amz-lex: and CHIME. belong to Lex and to the bridge, but for x-amz-lex:${SET_BY_CALLERS.join(", ")}`;

/** What may be set for a bot only. */
export const BOT_OPTIONS = {
  lexBotAliasArn: {
    rule: patterned(
      "must be a bot alias ARN such as arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      BOT_ALIAS_ARN,
    ),
    variable: "CHIME_LEX_BOT_ALIAS_ARN",
  },
  localeId: {
    rule: patterned("must be a locale such as en_US", LOCALE_ID),
    fallback: "en_US",
    variable: "CHIME_LEX_LOCALE_ID",
  },
  appInstanceBotArn: {
    rule: textRule(
      BOT_ARN,
      { matches: /\/bot\/[^/]+$/, what: BOT_ARN },
      { matches: ARN_PATTERN, what: "must be an ARN" },
    ),
    isOptional: true,
    variable: "CHIME_LEX_APP_INSTANCE_BOT_ARN",
  },
  aliases: {
    rule: listRule(
      textRule("must be a name", {
        matches: ALIAS,
        what: "must be 1 to 64 characters without @, such as bank",
      }),
      "must be a list of names",
    ),
    fallback: [],
  },
} as const satisfies Record<string, OptionRow>;

/** `invokedBy` of a bot, in the words of an AppInstanceBot's own configuration. */
export const INVOKED_BY = {
  standardMessages: {
    rule: wordRule("ALL", "AUTO", "MENTIONS", "NONE"),
    fallback: "ALL",
    variable: "CHIME_LEX_STANDARD_MESSAGES",
  },
  targetedMessages: { rule: wordRule("ALL", "NONE"), fallback: "ALL", variable: "CHIME_LEX_TARGETED_MESSAGES" },
} as const satisfies Record<string, OptionRow>;

/** How a bot answers. Each of these may be set beside `bots`, for all of them, and in a bot, for that bot alone. */
export const POLICIES = {
  onFailure: {
    rule: wordRule("error", "message", "release", "deny"),
    fallback: "error",
    variable: "CHIME_LEX_ON_FAILURE",
  },
  failureText: { rule: sentence(), isOptional: true },
  failureTexts: {
    rule: recordRule(
      LOCALE_KEY,
      recordRule(patterned(OF_CODE, /^(default|\d{3})$/), sentence(), "must be an object of texts by code"),
      "must be an object of texts by locale",
    ),
    fallback: {},
  },
  emptyReply: {
    rule: wordRule("release", "envelope", "deny"),
    fallback: "release",
    variable: "CHIME_LEX_EMPTY_REPLY",
  },
  longText: { rule: wordRule("error", "release", "truncate"), fallback: "error", variable: "CHIME_LEX_LONG_TEXT" },
  private: { rule: flagRule, fallback: false },
  push: { rule: wordRule("off", "preview", "generic"), fallback: "off" },
  pushTitle: { rule: sentence(50), isOptional: true },
  session: { rule: wordRule("sender-in-channel", "channel", "sender"), fallback: "sender-in-channel" },
  sharedSlot: { rule: wordRule("anyone", "asker"), fallback: "anyone" },
  welcomeIntent: {
    rule: patterned("must be an intent's name, such as Welcome", /^([0-9a-zA-Z][_-]?){1,100}$/),
    isOptional: true,
  },
  welcomeTexts: { rule: listRule(sentence(), "must be a list of texts"), fallback: [] },
  welcomeAtFirstMessage: { rule: flagRule, fallback: false },
  typingAfterMs: { rule: numberRule(0, 120_000), isOptional: true },
  placeholderAfterMs: { rule: numberRule(0, 120_000), isOptional: true },
  placeholderTexts: {
    rule: recordRule(LOCALE_KEY, sentence(), "must be an object of texts by locale"),
    fallback: {},
  },
  placeholderAttributes: { rule: flagRule, fallback: true },
  resetPhrases: { rule: phrases, fallback: [] },
  resetText: { rule: sentence(), fallback: "All right, let's start over." },
  requestAttributes: {
    rule: recordRule(
      textRule("must be a text", notEmpty, { refuses: RESERVED_ATTRIBUTE, what: RESERVED }),
      anyText,
      "must be an object of texts",
    ),
    fallback: {},
  },
  sessionAttributes: {
    rule: recordRule(textRule("must be a text", notEmpty), anyText, "must be an object of texts"),
    fallback: {},
  },
  sendSessionAttributes: { rule: names, fallback: [] },
  exportSlots: { rule: names, fallback: [] },
  exportSessionAttributes: { rule: names, fallback: [] },
  exportDeny: { rule: names, fallback: [] },
} as const satisfies Record<string, OptionRow>;

/** What may be set beside `bots`, policies apart. */
export const BRIDGE_OPTIONS = {
  delivery: { rule: wordRule("replace", "reply"), fallback: "replace", variable: "CHIME_LEX_DELIVERY" },
  edits: { rule: wordRule("ignore", "answer"), fallback: "ignore" },
  keepInput: { rule: flagRule, fallback: true },
  lookup: { rule: flagRule, fallback: true },
  mentionsPath: { rule: member, fallback: "mentions" },
  attachmentsPath: { rule: member, fallback: "attachments" },
  applicationPaths: { rule: listRule(member, "must be a list of members of Metadata"), fallback: ["isMeetingInfo"] },
  nativeEmpty: { rule: wordRule("release", "deny"), fallback: "release" },
  nativeError: { rule: wordRule("release", "message"), fallback: "release" },
  claimReleases: { rule: flagRule, fallback: false },
  onUnknownTurn: { rule: wordRule("failure", "release", "again"), fallback: "failure" },
  requestsPerSecond: { rule: numberRule(1, 1_000, ""), fallback: 10 },
  rememberDays: { rule: numberRule(3, 365, ""), fallback: 90 },
  turnTimeoutMs: { rule: numberRule(100, 120_000), fallback: 35_000 },
  reserveMs: { rule: numberRule(100, 30_000), fallback: 2_000 },
  logContent: { rule: flagRule, fallback: false },
} as const satisfies Record<string, OptionRow>;

/** `claims` of the bridge. */
export const CLAIMS_OPTIONS = {
  table: {
    rule: patterned(
      "must be a table's name: 3 to 255 characters of a-z, A-Z, 0-9, _, - and .",
      /^[a-zA-Z0-9_.-]{3,255}$/,
    ),
    isOptional: true,
    variable: "CHIME_LEX_CLAIMS_TABLE",
  },
} as const satisfies Record<string, OptionRow>;

const OF_USER =
  "must be an AppInstanceUser's ARN, as a bot is no agent: arn:<partition>:chime:<region>:<account>:app-instance/<id>/user/<id>";
const USER_ARN = /^arn:aws[a-z-]*:chime:[a-z0-9-]+:\d{12}:app-instance\/[^/\s]+\/user\/[^/\s]+$/;

/** `handoff` of the bridge: when a person takes over, and the bots keep quiet. */
export const HANDOFF_OPTIONS = {
  intents: { rule: names, fallback: [] },
  attribute: { rule: textRule("must be the name of a session attribute", notEmpty), isOptional: true },
  phrases: { rule: phrases, fallback: [] },
  resumePhrases: { rule: phrases, fallback: [] },
  agents: {
    rule: listRule(patterned(OF_USER, USER_ARN), "must be a list of the ARNs of users"),
    fallback: [],
  },
  scope: { rule: wordRule("channel", "session"), fallback: "channel" },
  resumeAfterMs: { rule: numberRule(60_000, 604_800_000), fallback: 1_800_000 },
  text: { rule: sentence(), fallback: "One moment please, a person will take over." },
} as const satisfies Record<string, OptionRow>;

/**
 * Every option by its path in the configuration; what may also be set in a bot is listed once, beside `bots`.
 * `docs/configuration.md` says what each is for.
 */
export const OPTIONS: Readonly<Record<string, OptionRow>> = {
  ...pathed("bots[0].", BOT_OPTIONS),
  ...pathed("bots[0].invokedBy.", INVOKED_BY),
  ...POLICIES,
  ...BRIDGE_OPTIONS,
  ...pathed("claims.", CLAIMS_OPTIONS),
  ...pathed("handoff.", HANDOFF_OPTIONS),
};

function pathed(before: string, rows: Readonly<Record<string, OptionRow>>): Record<string, OptionRow> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [`${before}${name}`, row]));
}
