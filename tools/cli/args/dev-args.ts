import { type Command, Option } from "commander";
import { bots, codeHooks, collected, config, delivery, json, processor, wholeNumber } from "./options/arg-options.ts";

export interface DevOptions {
  readonly port: number;
  readonly host: string;
  /** Export zips or folders; the sample bank bot where none is given. */
  readonly bots: readonly string[];
  /** A module that exports `handler`; the bridge where none is given. */
  readonly processor?: string;
  /** The bots' code hooks, modules or addresses, by the name of the bot. */
  readonly codeHooks?: Readonly<Record<string, string>>;
  /** Whether to reload a processor or code hook that was changed. */
  readonly watch?: boolean;
  readonly delivery?: "replace" | "reply";
  readonly locale?: string;
  /** The path of a configuration of the bridge. */
  readonly config?: string;
  /** Faults, each `name[:times]`, in force from the emulator's start. */
  readonly faults: readonly string[];
  /** Chime's rates: a region, or `channel=30,bearer=10`; without it none. */
  readonly rates?: string;
  /** Origins whose pages may ask the services. */
  readonly allowOrigins: readonly string[];
  /** Names by which the emulator may be called. */
  readonly allowHosts: readonly string[];
  /** Whether a second port, the next one, speaks https and wss. */
  readonly tls?: boolean;
  readonly json: boolean;
}

export const DEFAULT_PORT = 4870;

const EXAMPLES = `
Examples:
  chime-lex-bridge dev                                  the sample bank bot and the bridge
  chime-lex-bridge dev --bot ./MyBot-DRAFT-LexJson.zip  your own Lex V2 export
  chime-lex-bridge dev --processor ./dist/index.cjs     your own processor Lambda
  chime-lex-bridge dev --config bridge.json             the options of your deployment
  chime-lex-bridge dev --hook BankBot=./hook.mjs        the bot's own function, run here
  chime-lex-bridge dev --fault redeliver --fault lex-error:2   what goes wrong in production
  chime-lex-bridge dev --rates us-east-1                more than that region takes is refused with 429
  chime-lex-bridge dev --allow-origin "http://localhost:*"     your own web client`;

export function addDev(program: Command, found: (options: DevOptions) => void): void {
  program
    .command("dev")
    .description("run the emulator and its page, with the bridge as the channel processor")
    .option("--port <n>", "port to listen on, 0 for any", wholeNumber(0, 65_535), DEFAULT_PORT)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(bots())
    .addOption(processor())
    .addOption(codeHooks())
    .addOption(new Option("--watch", "reload the processor and the functions when their files change"))
    .addOption(config())
    .addOption(delivery())
    .option("--locale <id>", "the language to speak; by default the configuration's, else the first of the export")
    .option("--tls", "also speak https and wss, on the next port, with a certificate made on this machine")
    .addOption(json())
    .addHelpText("after", EXAMPLES)
    .addOption(
      new Option("--fault <name[:times]>", "a fault, such as redeliver:1 or throttle; may be repeated").argParser(
        collected,
      ),
    )
    .option("--rates <rates>", "what Chime takes a second: us-east-1, eu-central-1, or channel=30,bearer=10[,charged]")
    .addOption(
      new Option("--allow-origin <origin>", "a site whose pages may call the services; may be repeated").argParser(
        collected,
      ),
    )
    .addOption(
      new Option("--allow-host <name>", "a name that the emulator is called by; may be repeated").argParser(collected),
    )
    .action(({ bot = [], fault = [], allowOrigin = [], allowHost = [], hook, ...options }) => {
      found({
        bots: bot,
        faults: fault,
        allowOrigins: allowOrigin,
        allowHosts: allowHost,
        ...(hook === undefined ? {} : { codeHooks: hook }),
        ...options,
      });
    });
}
