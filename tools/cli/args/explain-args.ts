import type { Command } from "commander";
import { json } from "./options/arg-options.ts";

export interface ExplainOptions {
  /** The path of a log, `-` for standard input. */
  readonly log: string;
  /** Only this message's. */
  readonly message?: string;
  /** Whether to leave out what went well. */
  readonly problems: boolean;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge explain function.log
  aws logs tail /aws/lambda/my-processor --since 1h | chime-lex-bridge explain -
  chime-lex-bridge explain function.log --problems
  chime-lex-bridge explain function.log --message 6e4f7c2a9b1d`;

export function addExplain(program: Command, found: (options: ExplainOptions) => void): void {
  program
    .command("explain")
    .description("say in words what a log tells: each delivery, what is wrong, and what to do")
    .argument("<log>", "log lines, or an export of CloudWatch Logs; - for standard input")
    .option("--message <id>", "only the records of this message")
    .option("--problems", "leave out what went well", false)
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((log: string, options) => found({ log, ...options }));
}
