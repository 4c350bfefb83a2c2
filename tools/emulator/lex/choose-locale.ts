import { BridgeError } from "../../../src/errors/bridge-error.ts";

/** A bot and the locales of its export, in their order. */
export interface LocalisedBot {
  readonly name: string;
  readonly locales: readonly string[];
}

/**
 * The language that a bot is spoken to in: the one that was asked for, else the first of its export. Throws USAGE, with the
 * locales that exist, for one that the bot hasn't.
 */
export function chooseLocale({ name, locales }: LocalisedBot, asked?: string): string {
  if (asked === undefined) return locales[0] ?? "en_US";
  const plain = (id: string): string => id.replace("-", "_").toLowerCase();
  const found = locales.find((id) => plain(id) === plain(asked));
  if (found !== undefined) return found;
  throw new BridgeError("USAGE", `${name} has no locale ${asked}.`, { fix: `Use one of ${locales.join(", ")}.` });
}
