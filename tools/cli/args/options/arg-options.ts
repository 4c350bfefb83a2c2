import { InvalidArgumentError, Option } from "commander";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";

/*
 * Options that several commands take, in the same words.
 */

export const json = () => new Option("--json", "print JSON for machines").default(false);

export const words = (what: string) =>
  new Option("--words <what>", what).choices(["replaced", "kept"]).default("replaced");

export const bots = () =>
  new Option("--bot <export>", "a Lex V2 export, zip or folder; may be repeated").argParser(collected);

export const processor = () =>
  new Option("--processor <module>", "a module that exports handler, used instead of the bridge");

export const config = () =>
  new Option(
    "--config <file>",
    "options of the bridge, as a JSON file; its claims are left out, and the bots' ARNs are the emulator's",
  );

export const delivery = () =>
  new Option("--delivery <how>", "how the bot answers: replace the message, or reply under its own name").choices([
    "replace",
    "reply",
  ]);

export const codeHooks = () =>
  new Option(
    "--hook <bot=module>",
    "the bot's own function: a module, module.js:export or an http:// address; may be repeated",
  ).argParser(hookOf);

function hookOf(value: string, before: Record<string, string> | undefined): Record<string, string> {
  const at = value.indexOf("=");
  if (at > 0 && at < value.length - 1) return { ...before, [value.slice(0, at)]: value.slice(at + 1) };
  throw new InvalidArgumentError("Write the bot's name, =, and a module or an address.");
}

/** Throws USAGE for options that are the bridge's, beside a processor that isn't it. */
export function checkConfigUse({ config, processor }: { readonly config?: string; readonly processor?: string }): void {
  if (config && processor) {
    throw new BridgeError("USAGE", "--config is for the bridge: a processor of your own has its own configuration.");
  }
}

/** The values of an option that may be repeated, in their order. */
export function collected(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** How long a command may wait for an answer, in milliseconds. */
export const milliseconds = wholeNumber(100, 600_000);
