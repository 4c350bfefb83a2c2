import { type Command, Option } from "commander";
import { collected, json } from "./options/arg-options.ts";

export interface FromLogOptions {
  /** The path of a log, `-` for standard input. */
  readonly log: string;
  /** The folder in which the cases are made. */
  readonly into: string;
  readonly config?: string;
  /** Only this message's. */
  readonly message?: string;
  /** The export whose texts may stay, where the log is Lex's or Chime's. */
  readonly bot?: string;
  /** Names to scrub, likewise. */
  readonly names?: readonly string[];
  /** Where to write a cassette for each session of Lex or channel of Chime. */
  readonly cassettes?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge case from-log function.log --into cases
  aws logs tail /aws/lambda/my-processor --since 1h | chime-lex-bridge case from-log - --into cases
  chime-lex-bridge case from-log function.log --into cases --message 6e4f7c2a9b1d --config bridge.json
  chime-lex-bridge case from-log lex.log --into cases --bot ./MyBot.zip --cassettes talks
                                  a conversation log of Lex V2, scrubbed
  chime-lex-bridge case from-log stream.jsonl --into cases
                                  records of Chime's messaging stream, scrubbed`;

/** The commands that make cases. Gives back the one that they stand below. */
export function addCase(program: Command, fromLog: (options: FromLogOptions) => void): Command {
  const command = program.command("case").description("make case folders from what happened");
  command
    .command("from-log")
    .description(
      "make a case from each decision record, entry of a Lex V2 conversation log, or answer in Chime's messaging stream",
    )
    .argument("<log>", "log lines, an export of CloudWatch Logs, or records of Kinesis; - for standard input")
    .requiredOption("--into <folder>", "where to make the case folders")
    .option("--config <file>", "the configuration that the deliveries ran with, as a JSON file")
    .option("--message <id>", "only the records of this message")
    .option(
      "--bot <export>",
      "logs of Lex and Chime: the bot's export, whose texts may stay; every other word is replaced",
    )
    .addOption(
      new Option("--name <name>", "logs of Lex and Chime: a name to scrub; may be repeated").argParser(collected),
    )
    .option("--cassettes <folder>", "logs of Lex and Chime: also write a cassette for each session or channel there")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((log: string, { name, ...options }) => fromLog({ log, ...(name ? { names: name } : {}), ...options }));
  return command;
}
