/**
 * The closed table of what can go wrong. `fault` says who can mend it, `wire` is the number a lex-error message carries,
 * `fix` is what to do. `docs/errors.md` is generated from this table.
 */
export const ERRORS = {
  EVENT_WITHOUT_IDS: {
    fault: "caller",
    wire: 400,
    what: "The event lacks CallbackId, ChannelMessage.ChannelArn or ChannelMessage.MessageId, so nobody can be called back.",
    fix: "Pass the processor event exactly as Amazon Chime SDK messaging sent it.",
  },
  EVENT_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "The event has its three ids, but a field has another type than Chime gives it.",
    fix: "Pass the processor event exactly as Amazon Chime SDK messaging sent it. The message was released unchanged.",
  },
  CONFIG_INVALID: {
    fault: "configuration",
    wire: 500,
    what: "The configuration has unknown, missing or wrong options.",
    fix: "Correct each option named in the message; docs/configuration.md lists them all.",
  },
  TEXT_TOO_LONG: {
    fault: "user",
    wire: 400,
    what: "The message is longer than the 1024 characters that Lex takes.",
    fix: 'Ask for shorter messages, or set longText to "release", or to "truncate" together with keepInput false.',
  },
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
    what: "Two requests used the same Lex session at once.",
    fix: "Nothing, if it is rare. With one session per channel, expect it: prefer a session per sender.",
  },
  LEX_DEPENDENCY_FAILED: {
    fault: "bot",
    wire: 424,
    what: "The bot's own Lambda function failed or answered something that Lex does not understand.",
    fix: "Look at the log of the bot's code hook function, and at its permission for lexv2.amazonaws.com.",
  },
  LEX_THROTTLED: {
    fault: "lex",
    wire: 429,
    what: "Lex is over its rate, or the bot's fulfilment hung.",
    fix: "Use an alias other than TSTALIASID (2 conversations at once), ask for a higher quota, and time the bot's function.",
  },
  LEX_INTERNAL: {
    fault: "lex",
    wire: 500,
    what: "Lex failed inside.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  LEX_BAD_GATEWAY: {
    fault: "lex",
    wire: 502,
    what: "Lex could not reach what it depends on.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  LEX_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "No connection to Lex could be opened, so no turn was taken.",
    fix: "Check the region of the bot alias ARN, the endpoint override, and the function's way out of its VPC.",
  },
  LEX_CONNECTION_LOST: {
    fault: "network",
    wire: 503,
    what: "The connection to Lex broke after the request was sent; whether the turn was taken is unknown.",
    fix: "Nothing, if it is rare. The turn is not repeated, since that could advance the dialog twice.",
  },
  LEX_TIMEOUT: {
    fault: "bot",
    wire: 504,
    what: "Lex did not answer in the time that this delivery had for its turn.",
    fix: "Give the processor function more time than the bot's slowest fulfilment (30 s) plus the reserve, or speed the bot up.",
  },
  TURN_UNKNOWN: {
    fault: "network",
    wire: 500,
    what: "Another attempt asked Lex and was never heard of again, so the turn's fate is unknown.",
    fix: "Look at why the function died: memory, its time-out, a crash. The turn is not repeated, since that could advance the dialog twice.",
  },
  LEX_ANSWER_UNREADABLE: {
    fault: "lex",
    wire: 500,
    what: "Lex answered in a shape that the bridge does not know.",
    fix: "Report it, with the shape of the answer and without its text.",
  },
  REPLY_TOO_LARGE: {
    fault: "bot",
    wire: 500,
    what: "Nothing of the bot's reply fits into 4096 bytes, even after everything that may be dropped was dropped.",
    fix: "Shorten the bot's custom payload: it is never cut, since half a payload is worse than none.",
  },
  CALLBACK_FORBIDDEN: {
    fault: "configuration",
    wire: 403,
    what: "Chime refused the callback: already settled, older than 48 hours, or the grant is missing.",
    fix: "If no callback at all goes through, grant the function's role chime:ChannelFlowCallback on the app instance.",
  },
  CALLBACK_NOT_GRANTED: {
    fault: "configuration",
    wire: 403,
    what: "Chime refused the callback of a delivery that nobody else can have settled: the grant is missing.",
    fix: "Grant the function's role chime:ChannelFlowCallback on the app instance. The message stays pending until a retry gets through.",
  },
  CLAIMS_REFUSED: {
    fault: "configuration",
    wire: 500,
    what: "The table of claims refuses to be used.",
    fix: "Check that the table exists in the function's region with the partition key id (a string), and that the role may read and update it.",
  },
  CLAIMS_UNAVAILABLE: {
    fault: "network",
    wire: 503,
    what: "The table of claims is throttled, too slow or out of reach.",
    fix: "Use on-demand capacity, and check the region, the endpoint override, and the function's way out of its VPC.",
  },
  CALLBACK_NOT_PENDING: {
    fault: "chime",
    wire: 400,
    what: "The message is not pending any more: a callback was accepted before.",
    fix: "Nothing: this is how a redelivery ends.",
  },
  CALLBACK_CONFLICT: {
    fault: "chime",
    wire: 409,
    what: "Another callback for this message was being accepted at the same moment.",
    fix: "Nothing: this is how a redelivery ends.",
  },
  CALLBACK_REJECTED: {
    fault: "bridge",
    wire: 400,
    what: "Chime refused the callback as invalid.",
    fix: "Report it, with the sizes in the decision record.",
  },
  CALLBACK_UNAUTHORIZED: {
    fault: "configuration",
    wire: 401,
    what: "Chime does not accept these credentials.",
    fix: "Check the function's role and region, and that no endpoint override is left on.",
  },
  CALLBACK_THROTTLED: {
    fault: "chime",
    wire: 429,
    what: "Chime is over its rate for this channel.",
    fix: "About 30 requests a second and channel (10 in some regions) is the ceiling: spread the load over channels.",
  },
  CALLBACK_FAILED: {
    fault: "chime",
    wire: 500,
    what: "Chime failed inside; whether the callback was accepted is unknown, and it was tried again.",
    fix: "Nothing, if it is rare; otherwise look at the AWS health page.",
  },
  CALLBACK_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "No connection to Chime could be opened, so the callback was not sent.",
    fix: "Check the region, the endpoint override, and the function's way out of its VPC.",
  },
  CALLBACK_CONNECTION_LOST: {
    fault: "network",
    wire: 503,
    what: "The connection to Chime broke after the callback was sent; whether it was accepted is unknown, and it was tried again.",
    fix: "Nothing, if it is rare.",
  },
  CALLBACK_TIMEOUT: {
    fault: "chime",
    wire: 504,
    what: "Chime did not answer the callback in the time that was left.",
    fix: "Give the function more time: the reserve kept for the callback is a third of it, at most reserveMs.",
  },
  SEND_REFUSED: {
    fault: "caller",
    wire: 400,
    what: "Chime refused to take the message.",
    fix: "Check the channel ARN, and that the sender is one of its members.",
  },
  SEND_FORBIDDEN: {
    fault: "configuration",
    wire: 403,
    what: "Chime does not let the bot speak in the channel.",
    fix: "Make the AppInstanceBot a member of the channel, and grant the function's role chime:SendChannelMessage on the bot's ARN and on the app instance's channels.",
  },
  SEND_THROTTLED: {
    fault: "chime",
    wire: 429,
    what: "The bot or the channel is over its rate of messages, and stayed so until the time was over.",
    fix: "Nothing is lost: the delivery is tried again. If it happens often, let several bots share the channels, or make the bot say less; docs/operations.md has the rates.",
  },
  SEND_UNREACHABLE: {
    fault: "network",
    wire: 503,
    what: "No connection to Chime could be made to send the bot's message.",
    fix: "Check the function's network and AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING.",
  },
  SEND_CONNECTION_LOST: {
    fault: "network",
    wire: 502,
    what: "The connection broke while the bot's message was sent, so it may have been taken.",
    fix: "Nothing, if it is rare: it is sent again with the same token, which Chime takes once.",
  },
  SEND_TIMEOUT: {
    fault: "network",
    wire: 504,
    what: "Chime took too long to take the bot's message.",
    fix: "Give the function more time; the delivery is tried again, and what arrived is not repeated.",
  },
  SEND_FAILED: {
    fault: "chime",
    wire: 500,
    what: "Chime failed to take the bot's message.",
    fix: "Nothing, if it is rare: the delivery is tried again, and what arrived is not repeated.",
  },
  LOOKUP_REFUSED: {
    fault: "configuration",
    wire: 403,
    what: "Chime does not show the bot what it asked for.",
    fix: "Make the AppInstanceBot a member of the channel, and grant the function's role chime:GetChannelMessage, chime:ListChannelMessages and chime:ListChannelMemberships.",
  },
  LOOKUP_FAILED: {
    fault: "chime",
    wire: 502,
    what: "Chime failed to show the bot what it asked for.",
    fix: "Nothing, if it is rare. If it happens often, look at the channel's and the bot's rates in docs/operations.md.",
  },
  EMULATOR_NOT_SETTLED: {
    fault: "caller",
    wire: 504,
    what: "Messages of the emulated channel are still pending.",
    fix: "Look at the delivery: a processor that never calls back leaves its message pending, as in production.",
  },
  EXPORT_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "This is not a Lex V2 bot export that the emulator can run.",
    fix: "Export the bot from the Lex V2 console (or with create-export) as LexJson, and pass the zip or the unpacked folder.",
  },
  PROCESSOR_UNUSABLE: {
    fault: "caller",
    wire: 400,
    what: "The processor module can't be loaded, or exports no function named handler.",
    fix: "Pass the path of a JavaScript module that exports handler.",
  },
  CODE_HOOK_UNUSABLE: {
    fault: "caller",
    wire: 400,
    what: "The code hook can't be loaded, exports no function named handler, or stands behind an address that can't be used.",
    fix: "Pass the path of a JavaScript module that exports handler, or an address such as http://127.0.0.1:9000/.",
  },
  CASE_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A case folder is missing, or one of its files is malformed.",
    fix: "A case holds case.json and 1-event.json, and as far as the delivery goes 2-turn-request, 3-turn-result or 3-turn-failure, 4-callback.",
  },
  CONVERSATION_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A conversation script is missing or malformed.",
    fix: "Correct the line that is named; docs/testing.md lists every key of a script.",
  },
  CASSETTE_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A cassette is missing, malformed, or of a version that is not known here.",
    fix: "Record it again with chime-lex-bridge record.",
  },
  CASSETTE_MISMATCH: {
    fault: "caller",
    wire: 500,
    what: "A call was made that the cassette does not hold.",
    fix: "If the change is meant, record the cassette again, or replay it once with --mode update.",
  },
  CREDENTIALS_MISSING: {
    fault: "configuration",
    wire: 403,
    what: "There are no AWS credentials to ask a live bot with.",
    fix: "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; the bot's own emulator (--bot) needs none.",
  },
  MATCHER_MISUSED: {
    fault: "caller",
    wire: 400,
    what: "A matcher was given something that it can't judge.",
    fix: "Give it a callback, a decision record, the result of a case, a message of a channel, or an emulator.",
  },
  PORT_IN_USE: {
    fault: "caller",
    wire: 400,
    what: "The port is taken.",
    fix: "Pass another one with --port, or 0 for any free one.",
  },
  USAGE: {
    fault: "caller",
    wire: 400,
    what: "The command was used wrongly.",
    fix: "Run it with --help.",
  },
  HOOK_FAILED: {
    fault: "caller",
    wire: 500,
    what: "A function given to the bridge threw, took too long, or returned something that is no answer.",
    fix: "Look at the cause. What became of the message is in docs/embedding.md, by the function's name.",
  },
  INTERNAL: {
    fault: "bridge",
    wire: 500,
    what: "The bridge itself, or a function given to it, threw.",
    fix: "Look at the cause; if it is the bridge's own, report it.",
  },
} as const satisfies Record<string, ErrorEntry>;

interface ErrorEntry {
  readonly fault: "caller" | "user" | "configuration" | "bot" | "lex" | "chime" | "network" | "bridge";
  readonly wire: number;
  readonly what: string;
  readonly fix: string;
}

export type ErrorCode = keyof typeof ERRORS;

/**
 * The only error the bridge throws. `message` begins with the code and ends with the fix; `cause` is what was caught.
 * `detail` is safe to log: it never holds message text.
 */
export class BridgeError extends Error {
  override readonly name = "BridgeError";
  readonly code: ErrorCode;
  readonly fault: ErrorEntry["fault"];
  /** The number that a lex-error message carries for this. */
  readonly wire: number;
  readonly fix: string;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: { cause?: unknown; fix?: string }) {
    const entry: ErrorEntry = ERRORS[code];
    const fix = options?.fix ?? entry.fix;
    super(
      `${code}: ${detail ?? entry.what} ${fix}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.fault = entry.fault;
    this.wire = entry.wire;
    this.fix = fix;
    this.detail = detail;
  }

  /** Whatever was caught, as a BridgeError: itself, or INTERNAL with the caught value as its cause. */
  static from(caught: unknown): BridgeError {
    if (caught instanceof BridgeError) return caught;
    const name = caught instanceof Error ? caught.name : typeof caught;
    return new BridgeError("INTERNAL", `${name} was thrown.`, { cause: caught });
  }
}
