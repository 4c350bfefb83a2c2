import { Command, CommanderError } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { addCase, type FromLogOptions } from "./case-args.ts";
import {
  addFromCassette,
  addRecord,
  addReplay,
  checkRecord,
  checkReplay,
  type FromCassetteOptions,
  type RecordOptions,
  type ReplayArgs,
} from "./cassette-args.ts";
import { addCheck, type CheckOptions } from "./check-args.ts";
import { addDev, type DevOptions } from "./dev-args.ts";
import { addExplain, type ExplainOptions } from "./explain-args.ts";
import { addImport, type ImportOptions } from "./import-args.ts";
import { addInit, type InitOptions } from "./init-args.ts";
import { addLoad, checkLoad, type LoadOptions } from "./load-args.ts";
import { addMap, type MapOptions } from "./map-args.ts";
import { addDoctor, addRedrive, checkRedrive, type DoctorOptions, type RedriveOptions } from "./operate-args.ts";
import { checkConfigUse } from "./options/arg-options.ts";
import { checkRun } from "./options/run-options.ts";
import { addSend, checkSend, type SendOptions } from "./send-args.ts";
import { addTalk, checkTalk, type TalkOptions } from "./talk-args.ts";
import { addTalkExport, addTalkImport, type TalkExportOptions, type TalkImportOptions } from "./test-set-args.ts";

/** What a command line asks for. The runner acts on it; parsing it does nothing else. */
export type CliCommand =
  | ({ readonly name: "dev" } & DevOptions)
  | ({ readonly name: "send" } & SendOptions)
  | ({ readonly name: "init" } & InitOptions)
  | ({ readonly name: "map" } & MapOptions)
  | ({ readonly name: "check" } & CheckOptions)
  | ({ readonly name: "case from-log" } & FromLogOptions)
  | ({ readonly name: "case from-cassette" } & FromCassetteOptions)
  | ({ readonly name: "talk" } & TalkOptions)
  | ({ readonly name: "talk import" } & TalkImportOptions)
  | ({ readonly name: "talk export" } & TalkExportOptions)
  | ({ readonly name: "load" } & LoadOptions)
  | ({ readonly name: "record" } & RecordOptions)
  | ({ readonly name: "replay" } & ReplayArgs)
  | ({ readonly name: "redrive" } & RedriveOptions)
  | ({ readonly name: "doctor" } & DoctorOptions)
  | ({ readonly name: "explain" } & ExplainOptions)
  | ({ readonly name: "import" } & ImportOptions)
  | { readonly name: "print"; readonly text: string };

/** Parses the arguments after the program's name. Throws USAGE, with what is wrong and how to ask for help. */
export function parseArgs(argv: readonly string[], version: string): CliCommand {
  let parsed: CliCommand | undefined;
  let printed = "";
  const program = new Command("chime-lex-bridge")
    .description("Lets an Amazon Lex V2 bot answer in Amazon Chime SDK messaging channels.")
    .version(version)
    .exitOverride()
    // An option belongs to the command that it stands behind: `talk import` has its own --bot.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => {},
    });

  addDev(program, (options) => {
    parsed = { name: "dev", ...options };
  });
  addSend(program, (options) => {
    parsed = { name: "send", ...options };
  });
  addInit(program, (options) => {
    parsed = { name: "init", ...options };
  });
  addMap(program, (options) => {
    parsed = { name: "map", ...options };
  });
  addCheck(program, (options) => {
    parsed = { name: "check", ...options };
  });
  const cases = addCase(program, (options) => {
    parsed = { name: "case from-log", ...options };
  });
  addFromCassette(cases, (options) => {
    parsed = { name: "case from-cassette", ...options };
  });
  const talk = addTalk(program, (options) => {
    parsed = { name: "talk", ...options };
  });
  addTalkImport(talk, (options) => {
    parsed = { name: "talk import", ...options };
  });
  addTalkExport(talk, (options) => {
    parsed = { name: "talk export", ...options };
  });
  addLoad(program, (options) => {
    parsed = { name: "load", ...options };
  });
  addRecord(program, (options) => {
    parsed = { name: "record", ...options };
  });
  addReplay(program, (options) => {
    parsed = { name: "replay", ...options };
  });
  addRedrive(program, (options) => {
    parsed = { name: "redrive", ...options };
  });
  addDoctor(program, (options) => {
    parsed = { name: "doctor", ...options };
  });
  addExplain(program, (options) => {
    parsed = { name: "explain", ...options };
  });
  addImport(program, (options) => {
    parsed = { name: "import", ...options };
  });

  try {
    program.parse(argv.length === 0 ? ["--help"] : argv, { from: "user" });
  } catch (caught) {
    if (!(caught instanceof CommanderError)) throw caught;
    if (caught.exitCode === 0) return { name: "print", text: printed };
    throw new BridgeError("USAGE", `${caught.message.replace(/^error: /, "").replace(/\.$/, "")}.`, { cause: caught });
  }
  if (!parsed) throw new BridgeError("USAGE", "No command was given.");
  return checked(parsed);
}

/** Throws USAGE for options that exclude or need one another. */
function checked(command: CliCommand): CliCommand {
  if (command.name === "dev") checkConfigUse(command);
  if (command.name === "check") checkRun(command);
  if (command.name === "send") checkSend(command);
  if (command.name === "talk") checkTalk(command);
  if (command.name === "load") checkLoad(command);
  if (command.name === "record") checkRecord(command);
  if (command.name === "replay") checkReplay(command);
  if (command.name === "redrive") checkRedrive(command);
  return command;
}
