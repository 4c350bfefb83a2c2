/** What can go wrong with the emulator, the test kit and the command line. */
export const TOOLS_ERRORS = {
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
    what: "The processor module can't be loaded, or exports no such function.",
    fix: "Pass the path of a module that exports handler, or name its export: module.js:lambdaHandler.",
  },
  CODE_HOOK_UNUSABLE: {
    fault: "caller",
    wire: 400,
    what: "The code hook can't be loaded, exports no such function, or has an address that can't be used.",
    fix: "Pass the path of a module that exports handler (or module.js:lambdaHandler), or an address such as http://127.0.0.1:9000/.",
  },
  CASE_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A case folder is missing, or one of its files is malformed.",
    fix: "A case needs case.json and 1-event.json. If the delivery gets that far, it also needs 2-turn-request, 3-turn-result or 3-turn-failure, and 4-callback.",
  },
  CONVERSATION_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A conversation script is missing or malformed.",
    fix: "Correct the line named in the message; docs/testing.md lists every key of a script.",
  },
  TEST_SET_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "This is no test set of the Lex V2 Test Workbench in text form.",
    fix: "Give it the columns of docs/testing.md as CSV in UTF-8, with Source and Input in every row.",
  },
  CASSETTE_UNREADABLE: {
    fault: "caller",
    wire: 400,
    what: "A cassette is missing, malformed, or of an unknown version.",
    fix: "Record it again with chime-lex-bridge record.",
  },
  CASSETTE_MISMATCH: {
    fault: "caller",
    wire: 500,
    what: "The bridge made a call that is not in the cassette.",
    fix: "If the change is intended, record the cassette again, or replay it once with --mode update.",
  },
  CREDENTIALS_MISSING: {
    fault: "configuration",
    wire: 403,
    what: "There are no AWS credentials for asking a live bot.",
    fix: "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; the bot's own emulator (--bot) needs none.",
  },
  MATCHER_MISUSED: {
    fault: "caller",
    wire: 400,
    what: "A matcher got something that it can't check.",
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
    what: "A command, or a function of the package, was used wrongly.",
    fix: "Correct what the message names; a command shows its use with --help.",
  },
} as const;
