import type { Command } from "commander";
import { json } from "./arg-options.ts";

export interface FromLogOptions {
  /** The path of a log, `-` for standard input. */
  readonly log: string;
  /** The folder in which the cases are made. */
  readonly into: string;
  readonly config?: string;
  /** Only this message's. */
  readonly message?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge case from-log function.log --into cases
  aws logs tail /aws/lambda/my-processor --since 1h | chime-lex-bridge case from-log - --into cases
  chime-lex-bridge case from-log function.log --into cases --message 6e4f7c2a9b1d --config bridge.json`;

/** The commands that make cases. Gives back the one that they stand below. */
export function addCase(program: Command, fromLog: (options: FromLogOptions) => void): Command {
  const command = program.command("case").description("make case folders from what happened");
  command
    .command("from-log")
    .description("make a case from each decision record in a log")
    .argument("<log>", "log lines, or an export of CloudWatch Logs; - for standard input")
    .requiredOption("--into <folder>", "where to make the case folders")
    .option("--config <file>", "the configuration that the deliveries ran with, as a JSON file")
    .option("--message <id>", "only the records of this message")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((log: string, options) => fromLog({ log, ...options }));
  return command;
}
