import { type Command, Option } from "commander";
import { json } from "./options/arg-options.ts";

export interface TalkImportOptions {
  /** The path of a test set, `-` for standard input. */
  readonly set: string;
  /** The folder in which the scripts are made. */
  readonly into: string;
  /** The export that the scripts name. */
  readonly bot?: string;
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
  chime-lex-bridge talk talks --results results.csv       run them, and count intents and slots as the Test Workbench does`;

const EXPORT_EXAMPLES = `
Example:
  chime-lex-bridge talk export talks --to set.csv`;

const overwrite = () => new Option("--overwrite", "write over what an earlier run wrote").default(false);

/** The command below `talk` that makes scripts from a test set. */
export function addTalkImport(talk: Command, found: (options: TalkImportOptions) => void): void {
  talk
    .command("import")
    .description("make conversation scripts from a test set of the Lex V2 Test Workbench")
    .argument("<set>", "a test set as CSV; - for standard input")
    .requiredOption("--into <folder>", "where to make the scripts")
    .option("--bot <export>", "the Lex V2 export that the scripts name")
    .addOption(overwrite())
    .addOption(json())
    .addHelpText("after", IMPORT_EXAMPLES)
    .action((set: string, options) => found({ set, ...options }));
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
