import type { Command } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { bots, collected, json } from "./options/arg-options.ts";

export interface RedriveOptions {
  /** The path of failed events, `-` for standard input. */
  readonly file?: string;
  /** The URL of the queue of failed events. */
  readonly queue?: string;
  readonly release: boolean;
  readonly run: boolean;
  /** Runs without a table of claims, at the risk of a second turn. */
  readonly withoutTable: boolean;
  readonly dryRun: boolean;
  /** Takes what Chime refuses with 403 out of the queue as well. */
  readonly deleteRefused: boolean;
  readonly json: boolean;
}

export interface DoctorOptions {
  /** The path of a configuration; the environment's where none is given. */
  readonly config?: string;
  /** Answers of the AWS CLI, as JSON files. */
  readonly read: readonly string[];
  /** Prints the least policy for this configuration, and nothing else. */
  readonly policy: boolean;
  readonly appInstance?: string;
  /** Exports of the bots, in the order of the configuration's. */
  readonly bots: readonly string[];
  /** The language that is to be spoken; the configuration's where none is given. */
  readonly locale?: string;
  readonly functionName: string;
  /** Writes the script that asks an account what no page says, and nothing else. */
  readonly recordFacts: boolean;
  /** The path of what that script wrote. */
  readonly facts?: string;
  readonly json: boolean;
}

const REDRIVE_EXAMPLES = `
Without --release or --run, the command changes nothing and says what it would do.

Examples:
  chime-lex-bridge redrive --file failed.jsonl                 what it holds, and what can still be done
  chime-lex-bridge redrive --file failed.jsonl --release       lets the messages through unchanged
  chime-lex-bridge redrive --queue https://sqs.… --run         runs the bridge again, as CHIME_LEX_… configure it,
                                                               and deletes settled events from the queue`;

const DOCTOR_EXAMPLES = `
Examples:
  chime-lex-bridge doctor                                      the environment's configuration
  chime-lex-bridge doctor --config bridge.json --policy \\
    --app-instance arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1
  chime-lex-bridge doctor --bot ./MyBot.zip                    does the bot have the configured language?
  aws lambda get-function-configuration --function-name chime-lex-bridge > function.json
  chime-lex-bridge doctor --read function.json                 what is deployed
  chime-lex-bridge doctor --record-facts                       a script that asks your account what no page of AWS says
  chime-lex-bridge doctor --facts facts.json                   what its file settles in docs/facts.md`;

export function addRedrive(program: Command, parsed: (options: RedriveOptions) => void): void {
  program
    .command("redrive")
    .description("retry failed events, within the 48 hours in which Chime accepts a callback")
    .option(
      "--file <file>",
      "events, Lambda's records of them, or the output of sqs receive-message; - for standard input",
    )
    .option("--queue <url>", "the queue of failed events")
    .option("--release", "let each message through unchanged", false)
    .option("--run", "hand each event to the bridge again", false)
    .option("--without-table", "with --run: allow second turns if no claims table is configured", false)
    .option("--dry-run", "only say what the command would do", false)
    .option("--delete-refused", "also delete events from the queue that Chime refuses with 403", false)
    .addOption(json())
    .addHelpText("after", REDRIVE_EXAMPLES)
    .action(parsed);
}

export function addDoctor(program: Command, parsed: (options: DoctorOptions) => void): void {
  program
    .command("doctor")
    .description("check a configuration and its deployment, and say what is wrong")
    .option("--config <file>", "a configuration, as a JSON file; by default the environment's")
    .option("--read <file>", "output of the AWS CLI, as a JSON file; may be repeated", collected, [])
    .option("--policy", "print the least-privilege policy for the function's role", false)
    .option("--app-instance <arn>", "the app instance, if the configuration names no AppInstanceBot")
    .addOption(bots())
    .option("--locale <id>", "with --bot: the language to speak; by default the configuration's")
    .option("--function-name <name>", "the function's name in the printed commands", "chime-lex-bridge")
    .option("--record-facts", "write record-facts.mjs, a script that records facts in an account", false)
    .option("--facts <file>", "show which rows of docs/facts.md a recorded file settles")
    .addOption(json())
    .addHelpText("after", DOCTOR_EXAMPLES)
    .action(({ bot = [], ...options }) => parsed({ bots: bot, ...options }));
}

export function checkRedrive({ file, queue, release, run, withoutTable, deleteRefused }: RedriveOptions): void {
  if ((file === undefined) === (queue === undefined))
    throw new BridgeError("USAGE", "redrive needs either --file or --queue.");
  if (release && run) throw new BridgeError("USAGE", "--release and --run exclude each other.");
  if (withoutTable && !run) throw new BridgeError("USAGE", "--without-table is for --run.");
  if (deleteRefused && queue === undefined) throw new BridgeError("USAGE", "--delete-refused is for --queue.");
}
