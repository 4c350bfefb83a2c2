import { type Command, Option } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { codeHooks, json, milliseconds } from "./options/arg-options.ts";
import { checkRun, name, type RunOptions, timings, watch } from "./options/run-options.ts";

export interface TalkOptions extends RunOptions {
  /** Scripts, or folders of them; the ones that come with the package where none is given. */
  readonly paths: readonly string[];
  /** The export for scripts that name none. */
  readonly bot?: string;
  /** The bots' functions, modules or addresses, by the name of the bot. */
  readonly codeHooks?: Readonly<Record<string, string>>;
  /** The path of a configuration of the bridge. */
  readonly config?: string;
  /** A running emulator. */
  readonly url?: string;
  /** The alias ARN of a live bot, which answers in the emulator's channel. */
  readonly live?: string;
  readonly locale?: string;
  /** A channel in an account, and the ARN of the member who speaks there. */
  readonly channel?: string;
  readonly as?: string;
  readonly timeoutMs: number;
  readonly coverage: boolean;
  /** Shows the transcripts of what passes too. */
  readonly verbose: boolean;
  /** Where to write the results as JUnit XML. */
  readonly junit?: string;
  /** Where to write the results of each user turn, as CSV or as JUnit XML. */
  readonly results?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge talk                                 the conversations that come with the package
  chime-lex-bridge talk ./talks --bot ./MyBot.zip       your own, with an export of your bot
  chime-lex-bridge talk ./talks --coverage              which intents, slots, branches and buttons they never visit
  chime-lex-bridge talk ./talks --watch -t balance      those with "balance" in title or file name, after each change
  chime-lex-bridge talk ./talks --live arn:aws:lex:…    the same with the bot in your account
  chime-lex-bridge talk ./talks --url http://127.0.0.1:4870
  chime-lex-bridge talk import set.csv --into ./talks   a test set of the Lex V2 Test Workbench as scripts`;

/** The command `talk`; `found` is called with what its line asks for. Gives back the one that others stand below. */
export function addTalk(program: Command, found: (options: TalkOptions) => void): Command {
  return program
    .command("talk")
    .enablePositionalOptions()
    .description("hold conversations with a bot, and say where they differ from their scripts")
    .argument("[path...]", "scripts (YAML), or folders of them")
    .option("--bot <export>", "the Lex V2 export for scripts that name none, zip or folder")
    .addOption(codeHooks())
    .option("--config <file>", "options of the bridge, as a JSON file")
    .option("--url <address>", "use the emulator that runs there")
    .option("--live <arn>", "let the live bot of this alias answer")
    .option("--locale <id>", "the language to speak; by default the configuration's, else the first of the export")
    .option("--channel <arn>", "use a channel of your account")
    .option("--as <arn>", "who speaks in it")
    .option("--timeout <ms>", "how long to wait for each answer", milliseconds, 30_000)
    .addOption(new Option("--coverage", "show the parts of the bot that were never visited").default(false))
    .addOption(new Option("--verbose", "show every transcript").default(false))
    .addOption(name())
    .addOption(timings())
    .addOption(watch())
    .option("--junit <file>", "also write the results as JUnit XML")
    .option("--results <file>", "count intents and slots turn by turn, and write each turn: .csv, or .xml for JUnit")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((paths: string[], { hook, timeout, name: only, ...options }) =>
      found({
        paths,
        timeoutMs: timeout,
        ...(only === undefined ? {} : { only }),
        ...(hook === undefined ? {} : { codeHooks: hook }),
        ...options,
      }),
    );
}

/** Throws USAGE for options that exclude or need one another. */
export function checkTalk({ codeHooks: hooks, ...options }: TalkOptions): void {
  const { url, live, channel, as, bot, config, locale, coverage, results } = options;
  checkRun(options);
  const places = Object.entries({ "--url": url, "--live": live, "--channel": channel }).filter(([, given]) => given);
  if (places.length > 1)
    throw new BridgeError("USAGE", `${places.map(([name]) => name).join(" and ")} exclude each other.`);
  if (channel && !as?.startsWith("arn:")) {
    throw new BridgeError("USAGE", "--channel needs --as with the ARN of a user who is a member.");
  }
  if (as && !channel) throw new BridgeError("USAGE", "--as is for --channel; elsewhere a script says who speaks.");
  if (locale && (url || channel)) {
    throw new BridgeError("USAGE", "--locale is for a bot that the command asks itself, not for --url or --channel.");
  }
  if ((url || channel) && (bot || config)) {
    throw new BridgeError("USAGE", "--bot and --config are for the command's own emulator.");
  }
  if (hooks && places.length > 0) {
    throw new BridgeError(
      "USAGE",
      "--hook is for an export that the command runs itself: bots elsewhere have their own.",
    );
  }
  if (results !== undefined && !/\.(csv|xml)$/i.test(results)) {
    throw new BridgeError("USAGE", "--results takes a file that ends in .csv or .xml.");
  }
  if (results !== undefined && channel) {
    throw new BridgeError("USAGE", "--results needs a place where turns can be seen, not --channel.");
  }
  if (coverage && places.length > 0) {
    throw new BridgeError("USAGE", `--coverage needs an export that the command runs itself, not ${places[0]?.[0]}.`);
  }
}
