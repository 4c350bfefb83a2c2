import type { Command } from "commander";
import { json } from "./options/arg-options.ts";

export interface InitOptions {
  /** Where the working folder is written; here where none is given. */
  readonly folder?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge init my-bot     configuration, processor, a case, a conversation and their tests
  chime-lex-bridge init            the same in this folder; what is there stays as it is`;

export function addInit(program: Command, found: (options: InitOptions) => void): void {
  program
    .command("init")
    .description("write a working folder to begin with, over nothing that is there")
    .argument("[folder]", "where to write it")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((folder: string | undefined, options) => found({ ...(folder ? { folder } : {}), ...options }));
}
