import type { Command } from "commander";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { DEFAULT_PORT } from "./dev-args.ts";
import {
  bots,
  checkConfigUse,
  codeHooks,
  config,
  delivery,
  json,
  milliseconds,
  processor,
} from "./options/arg-options.ts";

export interface SendOptions {
  /** One message a turn, in their order. */
  readonly texts: readonly string[];
  readonly as: string;
  readonly bots: readonly string[];
  readonly processor?: string;
  /** The bots' functions, modules or addresses, by the name of the bot. */
  readonly codeHooks?: Readonly<Record<string, string>>;
  readonly delivery?: "replace" | "reply";
  readonly locale?: string;
  /** The path of a configuration of the bridge. */
  readonly config?: string;
  /** A running emulator. */
  readonly url?: string;
  /** A channel in an account (or behind the SDK's endpoint variables). */
  readonly channel?: string;
  readonly timeoutMs: number;
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  chime-lex-bridge send "Hello"                         on its own emulator, showing each stage
  chime-lex-bridge send "What is my balance" "savings"  two turns of one conversation
  chime-lex-bridge send --url http://127.0.0.1:${DEFAULT_PORT} "Hello"
  chime-lex-bridge send --channel arn:aws:chime:… --as arn:aws:chime:…/user/ana "Hello"   a real channel`;

export function addSend(program: Command, found: (options: SendOptions) => void): void {
  program
    .command("send")
    .description("send messages through the bridge and show what happens to them")
    .argument("<text...>", "one message a turn")
    .option("--as <user>", "who sends: ana, ben, or a user's ARN", "ana")
    .addOption(bots())
    .addOption(processor())
    .addOption(codeHooks())
    .addOption(config())
    .addOption(delivery())
    .option("--locale <id>", "the language to speak; by default the configuration's, else the first of the export")
    .option("--url <address>", "use the emulator that runs there")
    .option("--channel <arn>", "use a channel of your account")
    .option("--timeout <ms>", "how long to wait for each answer", milliseconds, 60_000)
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .action((texts: string[], { bot = [], hook, timeout, ...options }) => {
      found({ texts, bots: bot, timeoutMs: timeout, ...(hook === undefined ? {} : { codeHooks: hook }), ...options });
    });
}

/** Throws USAGE for options that exclude or need one another. */
export function checkSend({
  url,
  channel,
  bots: exports,
  processor: module,
  codeHooks: hooks,
  as,
  locale,
  ...options
}: SendOptions): void {
  checkConfigUse({ ...options, ...(module ? { processor: module } : {}) });
  if (url && channel) throw new BridgeError("USAGE", "--url and --channel exclude each other.");
  if ((url || channel) && locale) {
    throw new BridgeError(
      "USAGE",
      "--locale is for the command's own bridge: a bridge elsewhere chooses its own language.",
    );
  }
  if ((url || channel) && (exports.length > 0 || module || hooks || options.config)) {
    throw new BridgeError("USAGE", "--bot, --config, --processor and --hook are for the command's own emulator.");
  }
  if (channel && !as.startsWith("arn:")) {
    throw new BridgeError("USAGE", "--channel needs --as with the ARN of a user who is a member.");
  }
}
