import { type Command, InvalidArgumentError, Option } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { LOAD_CEILINGS } from "../../testing/load/plan.ts";
import {
  checkConfigUse,
  codeHooks,
  config,
  delivery,
  json,
  milliseconds,
  processor,
  wholeNumber,
} from "./options/arg-options.ts";

export interface LoadOptions {
  /** The path of a conversation. */
  readonly script: string;
  /** The export, for a script that names none. */
  readonly bot?: string;
  readonly processor?: string;
  /** The bots' functions, modules or addresses, by the name of the bot. */
  readonly codeHooks?: Readonly<Record<string, string>>;
  /** The path of a configuration of the bridge. */
  readonly config?: string;
  readonly delivery?: "replace" | "reply";
  readonly locale?: string;
  /** Chime's rates. */
  readonly rates?: string;
  readonly users: number;
  /** Messages a second, of all users together. */
  readonly rate: number;
  readonly seconds: number;
  readonly messages: number;
  readonly timeoutMs: number;
  /** Where to draw the latency over time. */
  readonly plot?: string;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge load --script balance.yaml                          ten users, ten messages a second, for ten seconds
  chime-lex-bridge load --script balance.yaml --users 50 --rate 100 --seconds 60 --plot load.svg
  chime-lex-bridge load --script balance.yaml --rates us-east-1        what Chime refuses over its rates
  chime-lex-bridge load --script balance.yaml --processor ./dist/index.js`;

const of = (what: "users" | "seconds" | "messages") => wholeNumber(1, LOAD_CEILINGS[what]);

/** The command `load`. It takes no address: the only place to put load on is an emulator of its own. */
export function addLoad(program: Command, found: (options: LoadOptions) => void): void {
  const { users, rate, seconds, messages } = LOAD_CEILINGS;
  program
    .command("load")
    .description("hold a conversation with many users at once, on an emulator of its own, and measure the answers")
    .requiredOption("--script <file>", "a conversation (YAML) of user and bot steps")
    .option("--bot <export>", "the Lex V2 export for a script that names none, zip or folder")
    .addOption(processor())
    .addOption(codeHooks())
    .addOption(config())
    .addOption(delivery())
    .option("--locale <id>", "the language to speak; by default the configuration's, else the first of the export")
    .option("--rates <rates>", "what Chime takes a second: us-east-1, eu-central-1, or channel=30,bearer=10[,charged]")
    .option("--users <n>", `how many users, each in a channel of its own, ${users} at most`, of("users"), 10)
    .addOption(
      new Option("--rate <n>", `messages a second, of all users together, ${rate} at most`)
        .argParser(perSecond)
        .default(10),
    )
    .option("--seconds <n>", `for how long, ${seconds} at most`, of("seconds"), 10)
    .option("--messages <n>", `how many messages at most`, of("messages"), messages)
    .option("--timeout <ms>", "how long to wait for each answer", milliseconds, 30_000)
    .option("--plot <file>", "also draw the latency over time, as SVG")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action(({ hook, timeout, ...options }) =>
      found({ timeoutMs: timeout, ...(hook === undefined ? {} : { codeHooks: hook }), ...options }),
    );
}

function perSecond(value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number >= 0.1 && number <= LOAD_CEILINGS.rate) return number;
  throw new InvalidArgumentError(`It must be a number from 0.1 to ${LOAD_CEILINGS.rate}.`);
}

/** Throws USAGE for options that exclude one another. */
export function checkLoad({ processor: module, plot, ...options }: LoadOptions): void {
  checkConfigUse({ ...options, ...(module ? { processor: module } : {}) });
  if (plot !== undefined && !/\.svg$/i.test(plot))
    throw new BridgeError("USAGE", "--plot takes a file that ends in .svg.");
}
