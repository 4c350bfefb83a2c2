import type { Command } from "commander";
import { json } from "./options/arg-options.ts";

export interface MapOptions {
  /** The path of a processor event, `-` for standard input. */
  readonly event: string;
  /** The path of what RecognizeText answered; not needed where the gate says no. */
  readonly turnResult?: string;
  /** The path of a configuration; the sample bot's where none is given. */
  readonly config?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge map event.json turn-result.json
  chime-lex-bridge map event.json                   if the gate stops the message, no turn result is needed
  chime-lex-bridge map --json --config bridge.json event.json turn-result.json`;

export function addMap(program: Command, found: (options: MapOptions) => void): void {
  program
    .command("map")
    .description("map an event and Lex's answer to the callback, offline")
    .argument("<event>", "a processor event, as a JSON file; - for standard input")
    .argument("[turn-result]", "the answer of RecognizeText, as a JSON file")
    .option("--config <file>", "a configuration, as a JSON file")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((event: string, turnResult: string | undefined, options) => {
      found({ event, ...(turnResult ? { turnResult } : {}), ...options });
    });
}
