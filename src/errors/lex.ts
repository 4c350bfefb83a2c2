/** What can go wrong with a turn (API_runtime_RecognizeText; `docs/facts.md` §5). */
export const LEX_ERRORS = {
  LEX_VALIDATION: {
    fault: "configuration",
    wire: 400,
    what: "Lex refused the request as invalid.",
    fix: "Compare the bot alias ARN and localeId with the bot, and check that the locale is built.",
  },
  LEX_ACCESS_DENIED: {
    fault: "configuration",
    wire: 403,
    what: "Lex denied access to the bot alias.",
    fix: "Grant the function's role lex:RecognizeText on the bot alias ARN.",
  },
  LEX_NOT_FOUND: {
    fault: "configuration",
    wire: 404,
    what: "Lex knows no such bot, alias or locale.",
    fix: "Check lexBotAliasArn and localeId, and that the alias points at a version with that locale.",
  },
  LEX_CONFLICT: {
    fault: "lex",
    wire: 409,
    what: "Two requests used the same Lex session at the same time.",
    fix: "Nothing, if it is rare. With one session per channel, expect it: prefer a session per sender.",
  },
  LEX_DEPENDENCY_FAILED: {
    fault: "bot",
    wire: 424,
    what: "The bot's own Lambda function failed, or returned something that Lex does not understand.",
    fix: "Look at the log of the bot's code hook function, and at its permission for lexv2.amazonaws.com.",
  },
  LEX_THROTTLED: {
    fault: "lex",
    wire: 429,
    what: "Requests exceeded Lex's rate limit, or the bot's fulfillment hung.",
    fix: "Use an alias other than TSTALIASID (2 conversations at once), ask for a higher quota, and time the bot's function.",
  },
  LEX_INTERNAL: {
    fault: "lex",
    wire: 500,
    what: "Lex had an internal error.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  LEX_BAD_GATEWAY: {
    fault: "lex",
    wire: 502,
    what: "Lex could not reach a service that it depends on.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  LEX_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "The bridge could not connect to Lex, so no turn was taken.",
    fix: "Check the region of the bot alias ARN, the endpoint override, and the function's route out of its VPC.",
  },
  LEX_CONNECTION_LOST: {
    fault: "network",
    wire: 503,
    what: "The connection to Lex broke after the request was sent; whether the turn was taken is unknown.",
    fix: "Nothing, if it is rare. The bridge does not repeat the turn, because that could advance the dialog twice.",
  },
  LEX_TIMEOUT: {
    fault: "bot",
    wire: 504,
    what: "Lex did not answer in the time that this delivery had for its turn.",
    fix: "Give the processor function more time than the bot's slowest fulfillment (30 s) plus the reserve, or make the bot faster.",
  },
  TURN_UNKNOWN: {
    fault: "network",
    wire: 500,
    what: "Another attempt asked Lex and then died, so nobody knows whether the turn was taken.",
    fix: "Find out why the function died: memory, timeout, a crash. The bridge does not repeat the turn, because that could advance the dialog twice.",
  },
  LEX_ANSWER_UNREADABLE: {
    fault: "lex",
    wire: 500,
    what: "Lex answered in a form that the bridge does not know.",
    fix: "Report it, with the form of the answer and without its text.",
  },
} as const;
