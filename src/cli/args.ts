import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { BridgeError } from "../errors.ts";
import { addCase, type FromLogOptions } from "./case-args.ts";
import {
  addFromCassette,
  addRecord,
  addReplay,
  checkRecord,
  checkReplay,
  type FromCassetteOptions,
  type RecordOptions,
  type ReplayOptions,
} from "./cassette-args.ts";
import { addCheck, type CheckOptions } from "./check-args.ts";
import { addDoctor, addRedrive, checkRedrive, type DoctorOptions, type RedriveOptions } from "./operate-args.ts";
import { addTalk, checkTalk, type TalkOptions } from "./talk-args.ts";

/** What a command line asks for. The runner acts on it; parsing it does nothing else. */
export type CliCommand =
  | ({ readonly name: "dev" } & DevOptions)
  | ({ readonly name: "send" } & SendOptions)
  | ({ readonly name: "map" } & MapOptions)
  | ({ readonly name: "check" } & CheckOptions)
  | ({ readonly name: "case from-log" } & FromLogOptions)
  | ({ readonly name: "case from-cassette" } & FromCassetteOptions)
  | ({ readonly name: "talk" } & TalkOptions)
  | ({ readonly name: "record" } & RecordOptions)
  | ({ readonly name: "replay" } & ReplayOptions)
  | ({ readonly name: "redrive" } & RedriveOptions)
  | ({ readonly name: "doctor" } & DoctorOptions)
  | { readonly name: "print"; readonly text: string };

export interface DevOptions {
  readonly port: number;
  readonly host: string;
  /** Export zips or folders; the sample bank bot where none is given. */
  readonly bots: readonly string[];
  /** A module that exports `handler`; the bridge where none is given. */
  readonly processor?: string;
  /** The bots' code hooks, modules or addresses, by the name of the bot. */
  readonly hooks?: Readonly<Record<string, string>>;
  readonly delivery?: "replace" | "reply";
  /** Faults, each `name[:times]`, in force once the emulator stands. */
  readonly faults: readonly string[];
  readonly json: boolean;
}

export interface SendOptions {
  /** One message a turn, in their order. */
  readonly texts: readonly string[];
  readonly as: string;
  readonly bots: readonly string[];
  readonly processor?: string;
  readonly delivery?: "replace" | "reply";
  /** A running emulator. */
  readonly url?: string;
  /** A channel in an account (or behind the SDK's endpoint variables). */
  readonly channel?: string;
  readonly timeoutMs: number;
  readonly json: boolean;
}

export interface MapOptions {
  /** The path of a processor event, `-` for standard input. */
  readonly event: string;
  /** The path of what RecognizeText answered; not needed where the gate says no. */
  readonly turnResult?: string;
  /** The path of a configuration; the sample bot's where none is given. */
  readonly config?: string;
  readonly json: boolean;
}

export const DEFAULT_PORT = 4870;

const DEV_EXAMPLES = `
Examples:
  chime-lex-bridge dev                                  the sample bank bot and the bridge
  chime-lex-bridge dev --bot ./MyBot-DRAFT-LexJson.zip  your own Lex V2 export
  chime-lex-bridge dev --processor ./dist/index.cjs     your own processor Lambda
  chime-lex-bridge dev --hook BankBot=./hook.mjs        the bot's own function, run here
  chime-lex-bridge dev --fault redeliver --fault lex-error:2   what goes wrong in production`;

const SEND_EXAMPLES = `
Examples:
  chime-lex-bridge send "Hello"                         on an emulator of its own, each stage shown
  chime-lex-bridge send "What is my balance" "savings"  two turns of one conversation
  chime-lex-bridge send --url http://127.0.0.1:${DEFAULT_PORT} "Hello"
  chime-lex-bridge send --channel arn:aws:chime:… --as arn:aws:chime:…/user/ana "Hello"   a real channel`;

const MAP_EXAMPLES = `
Examples:
  chime-lex-bridge map event.json turn-result.json
  chime-lex-bridge map event.json                   what the gate says no to needs no turn result
  chime-lex-bridge map --json --config bridge.json event.json turn-result.json`;

/** Parses the arguments after the program's name. Throws USAGE, with what is wrong and how to ask for help. */
export function parseArgs(argv: readonly string[], version: string): CliCommand {
  let parsed: CliCommand | undefined;
  let printed = "";
  const program = new Command("chime-lex-bridge")
    .description("Lets an Amazon Lex V2 bot answer in Amazon Chime SDK messaging channels.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: () => {},
    });
  const bots = () =>
    new Option("--bot <export>", "a Lex V2 export, zip or folder; may be repeated").argParser(
      (value: string, before: string[] | undefined) => [...(before ?? []), value],
    );
  const processor = () => new Option("--processor <module>", "a module that exports handler, in place of the bridge");
  const delivery = () =>
    new Option("--delivery <how>", "how the bridge answers: in the message's place, or in the bot's own name").choices([
      "replace",
      "reply",
    ]);
  const json = () => new Option("--json", "print JSON for machines").default(false);

  program
    .command("dev")
    .description("run the emulator and its page, with the bridge as the channel processor")
    .option("--port <n>", "port to listen on, 0 for any", wholeNumber(0, 65_535), DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(bots())
    .addOption(processor())
    .addOption(
      new Option("--hook <bot=module>", "a bot's code hook, a module or an http:// address; may be repeated").argParser(
        hookOf,
      ),
    )
    .addOption(delivery())
    .addOption(json())
    .addHelpText("after", DEV_EXAMPLES)
    .addOption(
      new Option("--fault <name[:times]>", "a fault, such as redeliver:1 or throttle; may be repeated").argParser(
        (value: string, before: string[] | undefined) => [...(before ?? []), value],
      ),
    )
    .action(({ bot = [], fault = [], hook, ...options }) => {
      parsed = { name: "dev", bots: bot, faults: fault, ...(hook === undefined ? {} : { hooks: hook }), ...options };
    });
  program
    .command("send")
    .description("send messages through the bridge and show what became of them")
    .argument("<text...>", "one message a turn")
    .option("--as <user>", "who sends: ana, ben, or a user's ARN", "ana")
    .addOption(bots())
    .addOption(processor())
    .addOption(delivery())
    .option("--url <address>", "use the emulator that runs there")
    .option("--channel <arn>", "use a channel of your account")
    .option("--timeout <ms>", "how long to wait for each answer", wholeNumber(100, 600_000), 60_000)
    .addOption(json())
    .addHelpText("after", SEND_EXAMPLES)
    .action((texts: string[], { bot = [], timeout, ...options }) => {
      parsed = { name: "send", texts, bots: bot, timeoutMs: timeout, ...options };
    });
  program
    .command("map")
    .description("map an event and what Lex answered to the callback, offline")
    .argument("<event>", "a processor event, as a JSON file; - for standard input")
    .argument("[turn-result]", "what RecognizeText answered, as a JSON file")
    .option("--config <file>", "a configuration, as a JSON file")
    .addOption(json())
    .addHelpText("after", MAP_EXAMPLES)
    .action((event: string, turnResult: string | undefined, options) => {
      parsed = { name: "map", event, ...(turnResult ? { turnResult } : {}), ...options };
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
  addTalk(program, (options) => {
    parsed = { name: "talk", ...options };
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

function checked(command: CliCommand): CliCommand {
  if (command.name === "talk") checkTalk(command);
  if (command.name === "record") checkRecord(command);
  if (command.name === "replay") checkReplay(command);
  if (command.name === "redrive") checkRedrive(command);
  if (command.name !== "send") return command;
  if (command.url && command.channel) throw new BridgeError("USAGE", "--url and --channel exclude each other.");
  if ((command.url || command.channel) && (command.bots.length > 0 || command.processor)) {
    throw new BridgeError("USAGE", "--bot and --processor are for an emulator of the command's own.");
  }
  if (command.channel && !command.as.startsWith("arn:")) {
    throw new BridgeError("USAGE", "--channel needs --as with the ARN of a user who is a member.");
  }
  return command;
}

function hookOf(value: string, before: Record<string, string> | undefined): Record<string, string> {
  const at = value.indexOf("=");
  if (at > 0 && at < value.length - 1) return { ...before, [value.slice(0, at)]: value.slice(at + 1) };
  throw new InvalidArgumentError("It must be the name of a bot, =, and a module or an address.");
}

function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
