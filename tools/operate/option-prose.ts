/** What `docs/configuration.md` says of an option. */
export interface OptionProse {
  readonly values: string;
  readonly what: string;
}

/** Every option by its path in the configuration, in the order of the docs. The rows in `src/config/options.ts` judge them; a test keeps the two equal. */
export const OPTION_PROSE = {
  "bots[0].lexBotAliasArn": {
    values: "`arn:aws:lex:<region>:<account>:bot-alias/<botId>/<aliasId>`",
    what: "The Lex V2 bot alias that is asked. Its region is where the Lex client goes.",
  },
  "bots[0].localeId": {
    values: "a locale of the bot, such as `en_US`",
    what: "The language in which the bot is asked.",
  },
  "bots[0].appInstanceBotArn": {
    values: "`arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>`",
    what: "The AppInstanceBot as whom the bot is mentioned and targeted, and speaks in `reply`. Required in `reply`, with `AUTO`, and with `MENTIONS` unless it has `aliases`.",
  },
  "bots[0].aliases": {
    values: "a list of names without `@`",
    what: "Names that mention the bot in a text as `@name`, in any case. The mention is taken off what the bot is asked.",
  },
  "bots[0].invokedBy.standardMessages": {
    values: "`ALL`, `AUTO`, `MENTIONS`, `NONE`",
    what: "Which messages to everyone the bot answers, in the words of an AppInstanceBot's own configuration. `AUTO` is `ALL` where the channel has one other member that isn't hidden, else `MENTIONS`. `NONE` is the kill switch.",
  },
  "bots[0].invokedBy.targetedMessages": {
    values: "`ALL`, `NONE`",
    what: "Whether the bot answers messages that are targeted at it, where the event or the lookup tells.",
  },
  delivery: {
    values: "`replace`, `reply`",
    what: "`replace` puts the bot's reply in place of the message in flight. `reply` lets the user's message through at once, and the bot then speaks for itself, as its AppInstanceBot.",
  },
  onFailure: {
    values: "`error`, `message`, `release`, `deny`",
    what: "What a failed turn becomes: a lex-error with its numeric code, a friendly text, the message unchanged, or nothing. In `reply`, `release` says nothing, and `deny` is refused.",
  },
  failureText: {
    values: "1–1024 characters",
    what: 'The text that `onFailure: "message"` says where `failureTexts` has none. Without it, a text of the bridge\'s own in the language of the turn.',
  },
  failureTexts: {
    values: "an object of texts by locale (`de_DE`, `de` or `*`), each an object of texts by code (`429` or `default`)",
    what: 'What `onFailure: "message"` says, by code and locale.',
  },
  emptyReply: {
    values: "`release`, `envelope`, `deny`",
    what: 'What a turn without messages becomes: the message unchanged, `{"Messages":[]}`, or nothing. In `reply`, `release` says nothing, and `deny` is refused.',
  },
  longText: {
    values: "`error`, `release`, `truncate`",
    what: "What becomes of a text over Lex's 1024 characters: a failure with code 400, the message unchanged, or a cut at a word. In `replace` with `keepInput` such a message is released in any case, since Metadata can't keep its words.",
  },
  private: {
    values: "`true`, `false`",
    what: "In `reply`: whether every reply is targeted at the sender. A message that was targeted at the bot is answered so in any case, where the event or the lookup tells.",
  },
  push: {
    values: "`off`, `preview`, `generic`",
    what: "Whether a reply brings a push notification: none, its first readable words, or only that there is one.",
  },
  pushTitle: {
    values: "1–50 characters",
    what: "The title of the push notification, such as the bot's name.",
  },
  session: {
    values: "`sender-in-channel`, `channel`, `sender`",
    what: "Who shares a Lex conversation. Sub-channels are kept apart. The function `session` may say otherwise.",
  },
  sharedSlot: {
    values: "`anyone`, `asker`",
    what: "In a shared conversation: who may answer when the bot has asked for something. With `asker`, what others say meanwhile is released. It costs a GetSession a turn, and keeps the asker in the session attribute `CHIME.LEX.asker`: a function of the bot that answers session attributes must give that back, else anyone may answer, with the warning `asker-lost`.",
  },
  resetPhrases: {
    values: "a list of texts",
    what: "What users say to start over: the Lex session is then ended, and no turn taken. Case and punctuation at the end don't matter.",
  },
  resetText: {
    values: "1–1024 characters",
    what: "What the bot says after a reset phrase.",
  },
  requestAttributes: {
    values: "an object of texts",
    what: "More request attributes for every turn. Names under `x-amz-lex:` and `CHIME.` are refused, but for `x-amz-lex:time-zone`, `x-amz-lex:accept-content-types` and `x-amz-lex:intent-switch`. The function `requestAttributes` may add others.",
  },
  sessionAttributes: {
    values: "an object of texts",
    what: "Session attributes for every turn, merged over what the session holds, which costs a GetSession. Each must be named in `sendSessionAttributes`.",
  },
  sendSessionAttributes: {
    values: "a list of names",
    what: "The session attributes that may be sent to Lex at all, wherever they come from.",
  },
  exportSlots: {
    values: "a list of names, `*` at an end for any",
    what: "The slots whose values become message attributes `CHIME.LEX.sessionState.intent.slots.<name>` of the reply. Everyone who sees the reply sees them.",
  },
  exportSessionAttributes: {
    values: "a list of names, `*` at an end for any",
    what: "The session attributes that become message attributes `CHIME.LEX.sessionState.sessionAttributes.<name>` of the reply. Everyone who sees the reply sees them.",
  },
  exportDeny: {
    values: "a list of names, `*` at an end for any",
    what: "Slots and session attributes that are never exported, whatever the two lists above say.",
  },
  edits: {
    values: "`ignore`, `answer`",
    what: "Whether an edited message, which comes through the flow again, is a turn.",
  },
  keepInput: {
    values: "`true`, `false`",
    what: "In `replace`: whether the user's words must be kept in Metadata as `CHIME.LEX.input`. Where they can't be, the message is released.",
  },
  lookup: {
    values: "`true`, `false`",
    what: "In `reply`: whether the message is read back after its release, for its target, mentions and content type. Without it a private question gets a public answer, unless `private` is on.",
  },
  mentionsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the ARNs of the mentioned.",
  },
  attachmentsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the files beside a message, each with `name` and, if known, `contentType`. They are described to the bot in request attributes; where there are no words, their names are what it is asked.",
  },
  applicationPaths: {
    values: "a list of members, with dots for members inside",
    what: "What marks a message as one that the application sends to its own clients: Metadata, or a Content that is a JSON object, holds one of these members, and neither `false` nor null in it. It passes by untouched, and no bot is asked. `isMeetingInfo` marks the invitations of AWS's chat demo.",
  },
  nativeEmpty: {
    values: "`release`, `deny`",
    what: 'What becomes of the empty reply `{"Messages":[]}` of another bot, one that Chime itself connects to Lex, on its way through. It takes effect only if such messages reach the flow.',
  },
  nativeError: {
    values: "`release`, `message`",
    what: 'What becomes of the failure `{"Code":403}` of another bot on its way through: unchanged, or a friendly text in its place. It takes effect only if such messages reach the flow.',
  },
  "claims.table": {
    values: "a DynamoDB table with the partition key `id` (a string)",
    what: "Where deliveries are remembered across containers. Without it they are remembered in memory, which another container doesn't see.",
  },
  claimReleases: {
    values: "`true`, `false`",
    what: "Whether a message that is only let through is remembered too: one write more, and a missing permission shows at once.",
  },
  onUnknownTurn: {
    values: "`failure`, `release`, `again`",
    what: "What becomes of a turn whose fate is unknown, since the attempt that took it died: a failure as `onFailure` says, the message unchanged, or a second turn.",
  },
  requestsPerSecond: {
    values: "1–1000",
    what: "How many requests a second a function makes in one bot's name: lookups, counts of members, and messages. What Chime takes of one bearer is about ten.",
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
} as const satisfies Record<string, OptionProse>;
