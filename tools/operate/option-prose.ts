/** What `docs/configuration.md` says of an option. */
export interface OptionProse {
  readonly values: string;
  readonly what: string;
}

/** Every option by its path in the configuration, in the order of the docs. The rows in `src/config/options.ts` judge them; a test keeps the two equal. */
export const OPTION_PROSE = {
  "bots[0].lexBotAliasArn": {
    values: "`arn:aws:lex:<region>:<account>:bot-alias/<botId>/<aliasId>`",
    what: "The Lex V2 bot alias to ask. The Lex client uses its region.",
  },
  "bots[0].localeId": {
    values: "a locale of the bot, such as `en_US`",
    what: "The language in which the bridge asks the bot.",
  },
  "bots[0].appInstanceBotArn": {
    values: "`arn:aws:chime:<region>:<account>:app-instance/<id>/bot/<id>`",
    what: "The AppInstanceBot that people mention and target, and that speaks in `reply`. Required in `reply`, with `AUTO`, and with `MENTIONS` unless it has `aliases`.",
  },
  "bots[0].aliases": {
    values: "a list of names without `@`",
    what: "Names that mention the bot in a text as `@name`, in any case. The bridge removes the mention before it asks the bot.",
  },
  "bots[0].invokedBy.standardMessages": {
    values: "`ALL`, `AUTO`, `MENTIONS`, `NONE`",
    what: "Which messages to everyone the bot answers, in the terms of an AppInstanceBot's own configuration. `AUTO` is `ALL` if the channel has one other member that isn't hidden, else `MENTIONS`. `NONE` is the kill switch.",
  },
  "bots[0].invokedBy.targetedMessages": {
    values: "`ALL`, `NONE`",
    what: "Whether the bot answers messages that are targeted at it, if the event or the lookup shows the target.",
  },
  delivery: {
    values: "`replace`, `reply`",
    what: "`replace` replaces the message in flight with the bot's reply. `reply` lets the user's message through at once; the bot then replies as its AppInstanceBot.",
  },
  onFailure: {
    values: "`error`, `message`, `release`, `deny`",
    what: "What a failed turn becomes: a lex-error with its numeric code, a friendly text, the message unchanged, or nothing. In `reply`, `release` says nothing, and `deny` isn't allowed.",
  },
  failureText: {
    values: "1–1024 characters",
    what: 'The text for `onFailure: "message"` if `failureTexts` has none. Without it, the bridge uses its own text in the language of the turn.',
  },
  failureTexts: {
    values: "an object of texts by locale (`de_DE`, `de` or `*`), each an object of texts by code (`429` or `default`)",
    what: 'What `onFailure: "message"` says, by code and locale.',
  },
  emptyReply: {
    values: "`release`, `envelope`, `deny`",
    what: 'What a turn without messages becomes: the message unchanged, `{"Messages":[]}`, or nothing. In `reply`, `release` says nothing, and `deny` isn\'t allowed.',
  },
  longText: {
    values: "`error`, `release`, `truncate`",
    what: "What a text over Lex's 1024 characters becomes: a failure with code 400, the message unchanged, or a text cut at a word. In `replace` with `keepInput`, the bridge always releases such a message, because Metadata can't keep its words.",
  },
  private: {
    values: "`true`, `false`",
    what: "In `reply`: whether every reply is targeted at the sender. The answer to a message targeted at the bot is always private, if the event or the lookup shows the target.",
  },
  push: {
    values: "`off`, `preview`, `generic`",
    what: "Whether a reply sends a push notification: none, its first readable words, or only that there is one.",
  },
  pushTitle: {
    values: "1–50 characters",
    what: "The title of the push notification, such as the bot's name.",
  },
  session: {
    values: "`sender-in-channel`, `channel`, `sender`",
    what: "Who shares a Lex conversation. Sub-channels have separate conversations. The function `session` may decide otherwise.",
  },
  sharedSlot: {
    values: "`anyone`, `asker`",
    what: "In a shared conversation: who may answer when the bot has asked for something. With `asker`, the bridge releases what others say meanwhile. It costs one GetSession per turn, and keeps the asker in the session attribute `CHIME.LEX.asker`. If the bot's function returns session attributes, it must return this one too; otherwise anyone may answer, with the warning `asker-lost`.",
  },
  welcomeIntent: {
    values: "an intent's name, such as `Welcome`",
    what: "The intent that `bridge.greet` begins a new member's conversation with, by PutSession, if there is no session yet. It is a turn, and is never repeated.",
  },
  typingAfterMs: {
    values: "milliseconds, 0–120000",
    what: "In `reply`, for persistent messages: how long the bot may think before people are shown that it types, once a message. Without it, nothing is shown. A sign that would cost answers their rate is left out ([people.md](people.md#a-sign-of-life)).",
  },
  placeholderAfterMs: {
    values: "milliseconds, 0–120000",
    what: "In `reply`, for persistent messages: how long the bot may think before a placeholder is sent, which is then edited into the answer. It needs `claims.table`, and the role `Replace` ([people.md](people.md#a-placeholder)).",
  },
  placeholderTexts: {
    values: "an object of texts by locale (`de_DE`, `de` or `*`)",
    what: 'What the placeholder says. Without a text for the language, the bridge says "One moment please …" in its own words.',
  },
  placeholderAttributes: {
    values: "`true`, `false`",
    what: "Whether the answer's message attributes travel in the Metadata of the edit, and are set by the edit's callback. What AWS makes of that is unverified: `false` leaves them out, and the answer has those of its placeholder.",
  },
  welcomeTexts: {
    values: "a list of texts",
    what: "What `bridge.greet` says where `welcomeIntent` isn't set, can't be asked, fails or says nothing.",
  },
  welcomeAtFirstMessage: {
    values: "`true`, `false`",
    what: "Whether a conversation's first message is welcomed before it is answered, once in `rememberDays`. It costs a GetSession where a container doesn't know the conversation yet. Use it or a welcome for who joins, not both.",
  },
  resetPhrases: {
    values: "a list of texts",
    what: "What users say to start over: the bridge then ends the Lex session and takes no turn. Case, final punctuation of any script, marks of direction and the amount of white space don't matter.",
  },
  resetText: {
    values: "1–1024 characters",
    what: "What the bot says after a reset phrase.",
  },
  requestAttributes: {
    values: "an object of texts",
    what: "More request attributes for every turn. Names that begin with `x-amz-lex:` or `CHIME.` aren't allowed, except `x-amz-lex:time-zone`, `x-amz-lex:accept-content-types` and `x-amz-lex:intent-switch`. The function `requestAttributes` may add others.",
  },
  sessionAttributes: {
    values: "an object of texts",
    what: "Session attributes for every turn, merged over those of the session, which costs a GetSession. `sendSessionAttributes` must name each of them.",
  },
  sendSessionAttributes: {
    values: "a list of names",
    what: "The only session attributes that the bridge may send to Lex, wherever they come from.",
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
    what: "Slots and session attributes that the bridge never exports, whatever the two lists above say.",
  },
  edits: {
    values: "`ignore`, `answer`",
    what: "Whether an edited message, which comes through the flow again, is a turn.",
  },
  keepInput: {
    values: "`true`, `false`",
    what: "In `replace`: whether Metadata must keep the user's words as `CHIME.LEX.input`. If it can't, the bridge releases the message.",
  },
  lookup: {
    values: "`true`, `false`",
    what: "In `reply`: whether the bridge reads the message back after its release, for its target, mentions and content type. Without it, a private question gets a public answer, unless `private` is on.",
  },
  mentionsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the ARNs of mentioned members.",
  },
  attachmentsPath: {
    values: "a member of Metadata, with dots for members inside",
    what: "Where Metadata lists the files attached to a message, each with `name` and, if known, `contentType`. Request attributes describe them to the bot. If the message has no words, the bridge asks the bot with the file names.",
  },
  applicationPaths: {
    values: "a list of members, with dots for members inside",
    what: "Marks of messages that the application sends to its own clients. A message is one of them if Metadata, or a Content that is a JSON object, holds one of these members with a value other than `false` and null. The bridge lets it through untouched and asks no bot. `isMeetingInfo` marks the invitations of AWS's chat demo.",
  },
  nativeEmpty: {
    values: "`release`, `deny`",
    what: 'What happens to the empty reply `{"Messages":[]}` of another bot that Chime itself connects to Lex. It takes effect only if such messages reach the flow.',
  },
  nativeError: {
    values: "`release`, `message`",
    what: 'What happens to the failure `{"Code":403}` of another bot: it stays unchanged, or becomes a friendly text. It takes effect only if such messages reach the flow.',
  },
  "claims.table": {
    values: "a DynamoDB table with the partition key `id` (a string)",
    what: "The table that remembers deliveries across containers. Without it, each container remembers its own in memory.",
  },
  "handoff.intents": {
    values: "a list of intents",
    what: "Intents that ask for a person. Once one of them is fulfilled, or ready to be, the bots pause, and the bot's answer goes out. [people.md](people.md) shows what `handoff` is for; `{}` is enough to pause by code.",
  },
  "handoff.attribute": {
    values: "the name of a session attribute",
    what: "A session attribute that asks for a person: any value but an empty one and `false`. The bot's function sets it in the turn that asks, and removes it in the next.",
  },
  "handoff.phrases": {
    values: "a list of texts",
    what: "What users say to the bot to get a person: the bots pause, the bot says `handoff.text`, and Lex isn't asked. Case, final punctuation of any script, marks of direction and the amount of white space don't matter.",
  },
  "handoff.resumePhrases": {
    values: "a list of texts",
    what: "What an agent, or the user who asked for a person, says to bring the bots back, compared like `phrases`, and none of them. Others aren't obeyed, and with the scope `session` agents aren't either.",
  },
  "handoff.agents": {
    values: "a list of the ARNs of users",
    what: "People whose messages pause the bots in a channel. Each must be an AppInstanceUser; a bot is refused. The function `isAgent` may name others. With the scope `session`, agents' messages pause nothing.",
  },
  "handoff.scope": {
    values: "`channel`, `session`",
    what: "What pauses: all bots of the bridge in the channel and sub-channel, or only the conversation of the user who asked for a person.",
  },
  "handoff.resumeAfterMs": {
    values: "60000–604800000 ms",
    what: "After how long a pause ends by itself. Each message of an agent counts anew.",
  },
  "handoff.text": {
    values: "1–1024 characters",
    what: "What the bot says after one of `handoff.phrases`, and where a turn asks for a person without a word.",
  },
  claimReleases: {
    values: "`true`, `false`",
    what: "Whether the bridge also remembers a message that it only lets through: it costs one more write, and a missing permission shows at once.",
  },
  onUnknownTurn: {
    values: "`failure`, `release`, `again`",
    what: "What to do if an attempt died during its turn, so nobody knows whether the turn was taken: a failure as `onFailure` says, the message unchanged, or a second turn.",
  },
  requestsPerSecond: {
    values: "1–1000",
    what: "How many requests a second a function makes as one bot: lookups, member counts, and messages. Chime accepts about ten from one bearer.",
  },
  rememberDays: {
    values: "3–365",
    what: "How many days the bridge remembers what the bot said of its own accord (`bridge.say`, a welcome), so that it says it once. Longer than a stream of memberships may be replayed.",
  },
  turnTimeoutMs: {
    values: "100–120000 ms",
    what: "The longest time for a turn. A Lex fulfillment may take 30 seconds.",
  },
  reserveMs: {
    values: "100–30000 ms",
    what: "How much of a delivery's time is reserved for the callback; at most a third of it.",
  },
  logContent: {
    values: "`true`, `false`",
    what: "Whether the decision record holds the user's words, the bot's, and what services said of failed calls. Off, it never does.",
  },
} as const satisfies Record<string, OptionProse>;
