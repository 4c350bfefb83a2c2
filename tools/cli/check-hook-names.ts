import { BridgeError } from "../../src/errors/bridge-error.ts";
import { readExport } from "../emulator/lex/export/read-export.ts";

/** Throws CODE_HOOK_UNUSABLE, with the bots that there are, for a function of a bot that none of the exports holds. */
export async function checkHookNames(
  codeHooks: Readonly<Record<string, unknown>> | undefined,
  exports: readonly string[],
): Promise<void> {
  if (codeHooks === undefined) return;
  const read = await Promise.all(exports.map((path) => readExport(path)));
  const bots = read.flatMap((one) => one.bots);
  const stray = Object.keys(codeHooks).find((name) => !bots.some((bot) => bot.name === name || bot.id === name));
  if (stray === undefined) return;
  const names = [...new Set(bots.map(({ name }) => name))].join(", ");
  const fix = names === "" ? "Name a bot with --bot." : `Name one of the bots: ${names}.`;
  throw new BridgeError("CODE_HOOK_UNUSABLE", `There is no bot ${stray} for its code hook.`, { fix });
}
