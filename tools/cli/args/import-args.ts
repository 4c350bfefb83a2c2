import { type Command, Option } from "commander";
import { json } from "./options/arg-options.ts";

export interface ImportOptions {
  /** Descriptions of AppInstanceBots, JSON files; `-` for standard input. */
  readonly files: readonly string[];
  /** The folder in which configuration and policy are written. */
  readonly into: string;
  readonly overwrite: boolean;
  readonly json: boolean;
}

const EXAMPLE = `
It writes bridge.json and policy.json, and says what will differ from the native bot. It asks nothing of an account.

Example:
  aws chime-sdk-identity describe-app-instance-bot --app-instance-bot-arn arn:… > bot.json
  chime-lex-bridge import bot.json --into bridge`;

export function addImport(program: Command, found: (options: ImportOptions) => void): void {
  program
    .command("import")
    .description("make the bridge's configuration and policy from native AppInstanceBots")
    .argument("<description...>", "what describe-app-instance-bot printed, as JSON files; - for standard input")
    .requiredOption("--into <folder>", "where to write bridge.json and policy.json")
    .addOption(new Option("--overwrite", "write over what an earlier run wrote").default(false))
    .addOption(json())
    .addHelpText("after", EXAMPLE)
    .action((files: string[], options) => found({ files, ...options }));
}
