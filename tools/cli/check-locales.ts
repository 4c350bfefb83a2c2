import type { Settings } from "../../src/config/settings.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { chooseLocale } from "../emulator/lex/choose-locale.ts";
import { readExport } from "../emulator/lex/export/read-export.ts";
import type { Finding } from "../operate/check-settings.ts";

/**
 * Whether the bots of some exports have the language that the bridge speaks to them: the one that was asked for, else the
 * configuration's. Throws EXPORT_UNREADABLE.
 */
export async function checkLocales(
  exports: readonly string[],
  { bots }: Settings,
  asked: string | undefined,
): Promise<Finding[]> {
  const read = (await Promise.all(exports.map((path) => readExport(path)))).flatMap((one) => one.bots);
  return read.flatMap(({ name, locales }, at): Finding[] => {
    const configured = bots[at]?.localeId;
    if (configured === undefined) {
      const what = `${name} is no bot of the configuration, which names ${bots.length}.`;
      return [{ level: "doubt", what, fix: "Give one --bot for each of its bots, in their order." }];
    }
    try {
      const spoken = chooseLocale({ name, locales: locales.map(({ id }) => id) }, asked ?? configured);
      if (spoken === configured) return [{ level: "fine", what: `${name} is spoken to in ${spoken}.` }];
      const fix = `Set its localeId, or CHIME_LEX_LOCALE_ID, to ${spoken}.`;
      return [{ level: "wrong", what: `${name} is spoken to in ${configured}, not in ${spoken}.`, fix }];
    } catch (caught) {
      const { detail, message, fix } = BridgeError.from(caught);
      return [{ level: "wrong", what: detail ?? message, fix }];
    }
  });
}
