import type { Command } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { bots, collected, json } from "./arg-options.ts";

export interface RedriveOptions {
  /** The path of failed events, `-` for standard input. */
  readonly file?: string;
  /** The URL of the queue of failed events. */
  readonly queue?: string;
  readonly release: boolean;
  readonly run: boolean;
  /** Runs without a table of claims, at the risk of second turns. */
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
  readonly json: boolean;
}

const REDRIVE_EXAMPLES = `
Without --release or --run nothing is done: it says what would be.

Examples:
  chime-lex-bridge redrive --file failed.jsonl                 what is in it, and what could still be done
  chime-lex-bridge redrive --file failed.jsonl --release       lets the messages through unchanged
  chime-lex-bridge redrive --queue https://sqs.… --run         the bridge again, as CHIME_LEX_… configure it;
                                                               what is settled is taken out of the queue`;

const DOCTOR_EXAMPLES = `
Examples:
  chime-lex-bridge doctor                                      the environment's configuration
  chime-lex-bridge doctor --config bridge.json --policy \\
    --app-instance arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1
  chime-lex-bridge doctor --bot ./MyBot.zip                    does the bot have the language that is spoken?
  aws lambda get-function-configuration --function-name chime-lex-bridge > function.json
  chime-lex-bridge doctor --read function.json                 what is deployed`;

export function addRedrive(program: Command, parsed: (options: RedriveOptions) => void): void {
  program
    .command("redrive")
    .description("take failed events up again, within the 48 hours in which Chime takes a callback")
    .option(
      "--file <file>",
      "events, Lambda's records of them, or what sqs receive-message printed; - for standard input",
    )
    .option("--queue <url>", "the queue of failed events")
    .option("--release", "let each message through unchanged", false)
    .option("--run", "hand each event to the bridge again", false)
    .option("--without-table", "with --run: take second turns where no table of claims is configured", false)
    .option("--dry-run", "say what would be done", false)
    .option("--delete-refused", "take what Chime refuses with 403 out of the queue too", false)
    .addOption(json())
    .addHelpText("after", REDRIVE_EXAMPLES)
    .action(parsed);
}

export function addDoctor(program: Command, parsed: (options: DoctorOptions) => void): void {
  program
    .command("doctor")
    .description("look at a configuration and what is deployed of it, and say what is wrong")
    .option("--config <file>", "a configuration, as a JSON file; else the environment's")
    .option("--read <file>", "what the AWS CLI printed, as a JSON file; may be repeated", collected, [])
    .option("--policy", "print the least policy for the function's role", false)
    .option("--app-instance <arn>", "the app instance, where the configuration names no AppInstanceBot")
    .addOption(bots())
    .option("--locale <id>", "with --bot: the language that is to be spoken; by default the configuration's")
    .option("--function-name <name>", "the function, for the commands that are printed", "chime-lex-bridge")
    .addOption(json())
    .addHelpText("after", DOCTOR_EXAMPLES)
    .action(({ bot = [], ...options }) => parsed({ bots: bot, ...options }));
}

export function checkRedrive({ file, queue, release, run, withoutTable, deleteRefused }: RedriveOptions): void {
  if ((file === undefined) === (queue === undefined))
    throw new BridgeError("USAGE", "redrive needs --file or --queue, one of them.");
  if (release && run) throw new BridgeError("USAGE", "--release and --run exclude each other.");
  if (withoutTable && !run) throw new BridgeError("USAGE", "--without-table is for --run.");
  if (deleteRefused && queue === undefined) throw new BridgeError("USAGE", "--delete-refused is for --queue.");
}
