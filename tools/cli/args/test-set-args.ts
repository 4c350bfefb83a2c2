import { type Command, Option } from "commander";
import { collected, json, words } from "./options/arg-options.ts";

export interface TalkImportOptions {
  /** The path of a test set or a log, `-` for standard input. */
  readonly file: string;
  /** The folder in which the scripts are made. */
  readonly into: string;
  /** The export that the scripts name, and whose texts may stay of a log. */
  readonly bot?: string;
  /** What to do with the words of a log that aren't the bot's. */
  readonly words: "kept" | "replaced";
  /** Names to scrub of a log. */
  readonly names?: readonly string[];
  readonly overwrite: boolean;
  readonly json: boolean;
}

export interface TalkExportOptions {
  readonly paths: readonly string[];
  /** The file to write. */
  readonly to: string;
  readonly overwrite: boolean;
  readonly json: boolean;
}

const IMPORT_EXAMPLES = `
Examples:
  chime-lex-bridge talk import set.csv --into talks --bot MyBot.zip
  chime-lex-bridge talk import lex.log --into talks --bot MyBot.zip    a conversation log of Lex V2, scrubbed
  chime-lex-bridge talk import stream.jsonl --into talks --words kept  records of Chime's messaging stream
  chime-lex-bridge talk talks --results results.csv       run them, and count intents and slots as the Test Workbench does`;

const EXPORT_EXAMPLES = `
Example:
  chime-lex-bridge talk export talks --to set.csv`;

const overwrite = () => new Option("--overwrite", "write over what an earlier run wrote").default(false);

/** The command below `talk` that makes scripts from a test set. */
export function addTalkImport(talk: Command, found: (options: TalkImportOptions) => void): void {
  talk
    .command("import")
    .description("make conversation scripts from a test set of the Lex V2 Test Workbench, or from a log")
    .argument(
      "<file>",
      "a test set as CSV, a conversation log of Lex V2, or records of Chime's messaging stream; - for standard input",
    )
    .requiredOption("--into <folder>", "where to make the scripts")
    .option("--bot <export>", "the Lex V2 export that the scripts name; of a log, its texts stay")
    .addOption(words("logs: what to do with words that aren't the bot's"))
    .addOption(new Option("--name <name>", "logs: a name to scrub; may be repeated").argParser(collected))
    .addOption(overwrite())
    .addOption(json())
    .addHelpText("after", IMPORT_EXAMPLES)
    .action((file: string, { name, ...options }) => found({ file, ...(name ? { names: name } : {}), ...options }));
}

/** The command below `talk` that makes a test set from scripts. */
export function addTalkExport(talk: Command, found: (options: TalkExportOptions) => void): void {
  talk
    .command("export")
    .description("make a test set of the Lex V2 Test Workbench from conversation scripts")
    .argument("<path...>", "scripts (YAML), or folders of them")
    .requiredOption("--to <file>", "the CSV file to write")
    .addOption(overwrite())
    .addOption(json())
    .addHelpText("after", EXPORT_EXAMPLES)
    .action((paths: string[], options) => found({ paths, ...options }));
}
