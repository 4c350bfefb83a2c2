/** One option of the bridge, as `docs/configuration.md` shows it. */
export interface Option {
  /** Its environment variable, for the handler. */
  readonly variable?: string;
  readonly values: string;
  readonly what: string;
}

/**
 * Every option by its path in the configuration. The schema in `src/config.ts` judges them, this table explains them; a test keeps
 * the two equal. `docs/configuration.md` is generated from both.
 */
export const OPTIONS = {
  "bots[0].lexBotAliasArn": {
    variable: "CHIME_LEX_BOT_ALIAS_ARN",
    values: "`arn:aws:lex:<region>:<account>:bot-alias/<botId>/<aliasId>`",
    what: "The Lex V2 bot alias that is asked. Its region is where the Lex client goes.",
  },
  "bots[0].localeId": {
    variable: "CHIME_LEX_LOCALE_ID",
    values: "a locale of the bot, such as `en_US`",
    what: "The language in which the bot is asked.",
  },
  "bots[0].appInstanceBotArn": {
    variable: "CHIME_LEX_APP_INSTANCE_BOT_ARN",
    values: "`arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>`",
    what: "The AppInstanceBot as whom the bot is mentioned and targeted. Required with `MENTIONS`.",
  },
  "bots[0].invokedBy.standardMessages": {
    variable: "CHIME_LEX_STANDARD_MESSAGES",
    values: "`ALL`, `MENTIONS`, `NONE` (`AUTO` is not there yet, and refused)",
    what: "Which messages to everyone the bot answers, in the words of an AppInstanceBot's own configuration. `NONE` is the kill switch.",
  },
  "bots[0].invokedBy.targetedMessages": {
    variable: "CHIME_LEX_TARGETED_MESSAGES",
    values: "`ALL`, `NONE`",
    what: "Whether the bot answers messages that are targeted at it, where the event tells.",
  },
  delivery: {
    variable: "CHIME_LEX_DELIVERY",
    values: "`replace` (`reply` is not there yet, and refused)",
    what: "`replace` puts the bot's reply in the place of the message in flight.",
  },
  onFailure: {
    variable: "CHIME_LEX_ON_FAILURE",
    values: "`error`, `message`, `release`, `deny`",
    what: "What a failed turn becomes: a lex-error with its numeric code, a friendly text, the message unchanged, or nothing.",
  },
  failureText: {
    values: "1–1024 characters",
    what: 'The text that `onFailure: "message"` says.',
  },
  emptyReply: {
    variable: "CHIME_LEX_EMPTY_REPLY",
    values: "`release`, `envelope`, `deny`",
    what: 'What a turn without messages becomes: the message unchanged, `{"Messages":[]}`, or nothing.',
  },
  longText: {
    variable: "CHIME_LEX_LONG_TEXT",
    values: "`error`, `release`, `truncate`",
    what: "What becomes of a text over Lex's 1024 characters: a failure with code 400, the message unchanged, or a cut at a word. With `keepInput` such a message is released in any case, since Metadata can't keep its words.",
  },
  edits: {
    values: "`ignore`, `answer`",
    what: "Whether an edited message, which comes through the flow again, is a turn.",
  },
  keepInput: {
    values: "`true`, `false`",
    what: "Whether the user's words must be kept in Metadata as `CHIME.LEX.input`. Where they can't be, the message is released.",
  },
  mentionsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the ARNs of the mentioned.",
  },
  attachmentsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the files beside a message, each with `name` and, if known, `contentType`. They are described to the bot in request attributes.",
  },
  session: {
    values: "`sender-in-channel`, `channel`, `sender`",
    what: "Who shares a Lex conversation.",
  },
  "claims.table": {
    variable: "CHIME_LEX_CLAIMS_TABLE",
    values: "a DynamoDB table with the partition key `id` (a string)",
    what: "Where deliveries are remembered across containers. Without it they are remembered in memory, which another container doesn't see.",
  },
  claimReleases: {
    values: "`true`, `false`",
    what: "Whether a message that is only let through is remembered too: one write more, and a missing grant shows at once.",
  },
  onUnknownTurn: {
    values: "`failure`, `release`, `again`",
    what: "What becomes of a turn whose fate is unknown, since the attempt that took it died: a failure as `onFailure` says, the message unchanged, or a second turn.",
  },
  turnTimeoutMs: {
    values: "100–120000 ms",
    what: "How long a turn may take at most. Lex's own fulfilment may take 30 seconds.",
  },
  reserveMs: {
    values: "100–30000 ms",
    what: "How much of a delivery's time is kept for the callback; a third of it where there is less.",
  },
  logContent: {
    values: "`true`, `false`",
    what: "Whether the decision record holds the user's words and the bot's. Off, it never does.",
  },
} as const satisfies Record<string, Option>;
