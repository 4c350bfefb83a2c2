import type { Command } from "commander";
import { json } from "./options/arg-options.ts";
import { name, type RunOptions, timings, watch } from "./options/run-options.ts";

export interface CheckOptions extends RunOptions {
  /** A case folder, or a folder of them; the bridge's own where none is given. */
  readonly folder?: string;
  readonly config?: string;
  /** Write what happened over what was expected. */
  readonly update: boolean;
  /** Where to write the results as JUnit XML. */
  readonly junit?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge check                            the cases that come with the package
  chime-lex-bridge check ./cases                    your own, one folder each: case.json, 1-event.json,
                                                    2-turn-request.json, 3-turn-result.json, 4-callback.json
  chime-lex-bridge check --config bridge.json ./cases/a-greeting
  chime-lex-bridge check --update ./cases           shows what changed, and expects it from now on
  chime-lex-bridge check --watch -t greeting ./cases    those with "greeting" in their name, after each change
  chime-lex-bridge check --junit results.xml ./cases`;

export function addCheck(program: Command, done: (options: CheckOptions) => void): void {
  program
    .command("check")
    .description("run case folders through the bridge and say what differs")
    .argument("[folder]", "a case folder, or a folder of them")
    .option("--config <file>", "a configuration, as a JSON file")
    .option("--update", "show what happened, then expect it from now on", false)
    .addOption(name())
    .addOption(timings())
    .addOption(watch())
    .option("--junit <file>", "also write the results as JUnit XML")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((folder: string | undefined, { name: only, ...options }) =>
      done({ ...(folder ? { folder } : {}), ...(only === undefined ? {} : { only }), ...options }),
    );
}
