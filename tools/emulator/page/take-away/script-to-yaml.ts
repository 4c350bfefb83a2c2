import type { Info } from "../../http/info.ts";
import type { CaseConfig } from "./case-config.ts";

interface ScriptHead {
  readonly info: Info;
  readonly config: CaseConfig | undefined;
  /** Where the emulator is. */
  readonly origin: string;
}

/** JSON is YAML: each value stands on its line as JSON, which leaves no text to doubt. */
export function scriptToYaml(
  steps: readonly object[],
  untold: readonly string[],
  { info, config, origin }: ScriptHead,
): string {
  const [bot] = info.lexBots;
  return [
    "# What was said on the emulator’s page, and what the bot answered. Run it with the bot’s export, or on that emulator, which it resets:",
    "#   npx chime-lex-bridge talk <this file> --bot <export>",
    `#   npx chime-lex-bridge talk <this file> --url ${origin}`,
    ...(untold.length === 0 ? [] : ["# What it can’t say:", ...untold.map((one) => `#   ${one}`)]),
    `title: ${JSON.stringify(`A conversation${bot === undefined ? "" : ` with ${bot.name}`}`)}`,
    ...(config === undefined ? [] : [`config: ${JSON.stringify(config)}`]),
    "turns:",
    ...steps.flatMap((step) => Object.entries(step).map(([key, value]) => `  - ${key}: ${JSON.stringify(value)}`)),
    "",
  ].join("\n");
}
