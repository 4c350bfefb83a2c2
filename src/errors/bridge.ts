/** What can go wrong with an event, the configuration, the claims store, and the bridge itself. */
export const BRIDGE_ERRORS = {
  EVENT_WITHOUT_IDS: {
    fault: "caller",
    wire: 400,
    what: "The event lacks CallbackId, ChannelMessage.ChannelArn or ChannelMessage.MessageId, so the bridge can't call Chime back.",
    fix: "Pass the processor event exactly as Amazon Chime SDK messaging sent it.",
  },
  EVENT_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "The event has its three ids, but a field has a type that Chime never sends.",
    fix: "Pass the processor event exactly as Amazon Chime SDK messaging sent it. The message was released unchanged.",
  },
  CONFIG_INVALID: {
    fault: "configuration",
    wire: 500,
    what: "The configuration has unknown, missing or wrong options.",
    fix: "Correct each option named in the message; docs/configuration.md lists them all.",
  },
  NO_TIME_FOR_TURN: {
    fault: "chime",
    wire: 504,
    what: "The message was let through, but too little time was left by then for a turn: nothing was asked.",
    fix: "Nothing, if it is rare: the next attempt asks. Else give the function 60 seconds, and look at what Chime throttles.",
  },
  TEXT_TOO_LONG: {
    fault: "user",
    wire: 400,
    what: "The message is longer than the 1024 characters that Lex accepts.",
    fix: 'Ask for shorter messages, or set longText to "release", or to "truncate" together with keepInput false.',
  },
  REPLY_TOO_LARGE: {
    fault: "bot",
    wire: 500,
    what: "No part of the bot's reply fits into 4096 bytes, even after the bridge dropped everything that it may drop.",
    fix: "Shorten the bot's custom payload. The bridge never cuts one, because half a payload is worse than none.",
  },
  CLAIMS_REFUSED: {
    fault: "configuration",
    wire: 500,
    what: "The claims table can't be used: it is missing, denied, or made for something else.",
    fix: "Check that the table exists in the function's region with the partition key id (a string), and that the role may read and update it.",
  },
  CLAIMS_UNAVAILABLE: {
    fault: "network",
    wire: 503,
    what: "The claims table is throttled, too slow or out of reach.",
    fix: "Use on-demand capacity, and check the region, the endpoint override, and the function's route out of its VPC.",
  },
  WORDS_HELD: {
    fault: "caller",
    wire: 409,
    what: "Another call with the same token is still at work on these words of the bot's own.",
    fix: "Nothing, if the other call ends well. Otherwise say it again later, with the same token: it is said once.",
  },
  WORDS_PAUSED: {
    fault: "caller",
    wire: 409,
    what: "A person has taken over, and the bot says nothing of its own accord meanwhile.",
    fix: "Say it again with the same token once the bots speak again, or with duringPause: true. A welcome is better left out.",
  },
  WORDS_UNREMEMBERED: {
    fault: "network",
    wire: 503,
    what: "The claims store can't be used, so the bot says nothing of its own accord: it might say it twice.",
    fix: "Say it again with the same token once the store answers; the record's warnings say what is wrong with it.",
  },
  CREDENTIALS_REFUSED: {
    fault: "configuration",
    wire: 403,
    what: "A service refused the credentials, the signature or the clock before it looked at the request, even after the bridge signed it again.",
    fix: "Check the function's role, its clock, and that its credentials haven't expired; the detail names the service. The request had no effect, so a later attempt may get through.",
  },
  HOOK_FAILED: {
    fault: "caller",
    wire: 500,
    what: "A function given to the bridge threw, took too long, or returned something that isn't a valid answer.",
    fix: "Look at the cause. docs/embedding.md says, by function name, what happened to the message.",
  },
  INTERNAL: {
    fault: "bridge",
    wire: 500,
    what: "The bridge itself, or a function given to it, threw.",
    fix: "Look at the cause. If the bridge itself is at fault, report it.",
  },
} as const;
