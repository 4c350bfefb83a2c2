import { type Command, Option } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { REPLAY_MODES, type ReplayMode } from "../../testing/cassette/replay.ts";
import { codeHooks, json, milliseconds, words } from "./options/arg-options.ts";

export interface RecordOptions {
  /** The cassette to write. */
  readonly cassette: string;
  /** One message a turn. */
  readonly texts: readonly string[];
  /** A conversation's script, in place of texts. */
  readonly talk?: string;
  readonly bot?: string;
  /** The bots' functions, modules or addresses, by the name of the bot. */
  readonly codeHooks?: Readonly<Record<string, string>>;
  readonly live?: string;
  readonly locale?: string;
  readonly config?: string;
  /** What happens to free text. */
  readonly words: "kept" | "replaced";
  /** Names to look for beside the senders'. */
  readonly names: readonly string[];
  readonly as: string;
  /** Whether a cassette that is there is recorded anew. */
  readonly overwrite: boolean;
  readonly timeoutMs: number;
  readonly json: boolean;
}

export interface ReplayArgs {
  readonly cassettes: readonly string[];
  readonly mode: ReplayMode;
  readonly bot?: string;
  readonly live?: string;
  readonly json: boolean;
}

export interface FromCassetteOptions {
  readonly cassette: string;
  /** The folder in which the cases are made. */
  readonly into: string;
  /** What their folders' names begin with; the cassette's where none is given. */
  readonly as?: string;
  readonly json: boolean;
}

const RECORD_EXAMPLES = `
Examples:
  chime-lex-bridge record talks/balance.json --talk balance.yaml --bot ./MyBot.zip
  chime-lex-bridge record balance.json "Check balance" "savings" --live arn:aws:lex:…:bot-alias/… --bot ./MyBot.zip
                                  the live bot answers; texts of its export may stay in the cassette
  chime-lex-bridge record balance.json "Hello" --words kept --name "Ana Lima"
                                  replaces only known names and what looks like a secret`;

const REPLAY_EXAMPLES = `
Examples:
  chime-lex-bridge replay talks/*.json                             does the bridge still do the same?
  chime-lex-bridge replay talks/*.json --mode passthrough --bot ./MyBot.zip    does the bot still answer the same?
  chime-lex-bridge replay talks/*.json --mode update --bot ./MyBot.zip         shows what changed, and keeps it`;

const live = () => new Option("--live <arn>", "ask the live bot of this alias");

export function addRecord(program: Command, found: (options: RecordOptions) => void): void {
  program
    .command("record")
    .description("record a bot's answers, scrubbed, as a cassette")
    .argument("<cassette>", "the file to write")
    .argument("[text...]", "one message a turn")
    .option("--talk <script>", "hold this conversation instead of sending texts")
    .option("--bot <export>", "the bot's Lex V2 export: it answers; with --live, it shows which texts may stay")
    .addOption(live())
    .addOption(codeHooks())
    .option("--locale <id>", "the language to speak; by default the configuration's, else the first of the export")
    .option("--config <file>", "options of the bridge, as a JSON file")
    .addOption(words("what to do with words that are neither the bot's nor the script's"))
    .addOption(
      new Option("--name <name>", "another name to scrub, besides the senders'; may be repeated").argParser(
        (value: string, before: string[] | undefined) => [...(before ?? []), value],
      ),
    )
    .option("--as <user>", "who speaks", "ana")
    .option("--overwrite", "record a cassette that is there anew", false)
    .option("--timeout <ms>", "how long to wait for each answer", milliseconds, 30_000)
    .addOption(json())
    .addHelpText("after", RECORD_EXAMPLES)
    .action((cassette: string, texts: string[], { timeout, name = [], hook, ...options }) =>
      found({
        ...{ cassette, texts, names: name, timeoutMs: timeout },
        ...(hook === undefined ? {} : { codeHooks: hook }),
        ...options,
      }),
    );
}

export function addReplay(program: Command, found: (options: ReplayArgs) => void): void {
  program
    .command("replay")
    .description("replay cassettes, and say what differs from the recording")
    .argument("<cassette...>", "cassettes that record wrote, or folders of them")
    .addOption(
      new Option(
        "--mode <mode>",
        "locked: the cassette answers; passthrough: the bot answers; update: the bot answers, and its answers are kept",
      )
        .choices(REPLAY_MODES)
        .default("locked"),
    )
    .option("--bot <export>", "the Lex V2 export of the bot to ask, zip or folder")
    .addOption(live())
    .addOption(json())
    .addHelpText("after", REPLAY_EXAMPLES)
    .action((cassettes: string[], options) => found({ cassettes, ...options }));
}

/** Below the command `case`. */
export function addFromCassette(cases: Command, found: (options: FromCassetteOptions) => void): void {
  cases
    .command("from-cassette")
    .description("make a case from each message of a cassette")
    .argument("<cassette>", "a cassette that record wrote")
    .requiredOption("--into <folder>", "where to make the case folders")
    .option("--as <name>", "what their folders' names begin with")
    .addOption(json())
    .addHelpText("after", "\nExample:\n  chime-lex-bridge case from-cassette talks/balance.json --into cases")
    .action((cassette: string, options) => found({ cassette, ...options }));
}

/** Throws USAGE for options that exclude or need one another. */
export function checkRecord({ texts, talk, bot, live: arn, codeHooks: hooks }: RecordOptions): void {
  if (talk && texts.length > 0) throw new BridgeError("USAGE", "Texts and --talk exclude each other.");
  if (!talk && texts.length === 0) throw new BridgeError("USAGE", "There is nothing to record: pass texts, or --talk.");
  if (hooks && arn) throw new BridgeError("USAGE", "--hook and --live exclude each other: a live bot has its own.");
  if (!talk && !bot && !arn) throw new BridgeError("USAGE", "No bot was named: pass --bot or --live.");
}

export function checkReplay({ mode, bot, live: arn }: ReplayArgs): void {
  if (mode === "locked" && (bot || arn))
    throw new BridgeError("USAGE", "In locked mode the cassette answers: --bot and --live are for the other modes.");
  if (mode !== "locked" && !bot && !arn)
    throw new BridgeError("USAGE", `--mode ${mode} asks a bot: pass --bot or --live.`);
  if (bot && arn) throw new BridgeError("USAGE", "--bot and --live exclude each other.");
}
