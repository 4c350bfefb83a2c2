import { createHash } from "node:crypto";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { BotModel, Note } from "../model/model.ts";
import { foreign } from "./foreign.ts";
import { JsonPlace } from "./json.ts";
import { readLocale, under } from "./locale.ts";
import { type ExportFiles, type ExportSource, readSource, sourceName } from "./source.ts";

/** What an export holds: its bots, and one error for each bot in it that can't be read. */
export interface ReadExport {
  readonly bots: readonly BotModel[];
  readonly refused: readonly BridgeError[];
}

/**
 * The bots of a Lex V2 export (`LexJson`): a zip, its bytes, its unpacked folder, or a folder above one or several of those.
 * Layout and what is tolerated: `docs/facts.md` §7. What of a bot can't be run is collected in its model's `notes`.
 * Throws EXPORT_UNREADABLE, naming the file, the place in it and why, when no bot can be read at all.
 */
export async function readExport(source: ExportSource, maxMb?: number): Promise<ReadExport> {
  const files = await readSource(source, maxMb);
  const roots = [...files.keys()].filter((file) => /(^|\/)Bot\.json$/.test(file)).sort();
  if (roots.length === 0) throw foreign(sourceName(source), files);
  const bots: BotModel[] = [];
  const refused: BridgeError[] = [];
  for (const file of roots) {
    try {
      bots.push(readBot(files, file));
    } catch (thrown) {
      refused.push(BridgeError.from(thrown));
    }
  }
  if (bots.length === 0) throw refused[0];
  return { bots, refused };
}

const ADD_LOCALE = "Add a language to the bot in the Lex console, build it, and export the bot again.";

function readBot(files: ExportFiles, file: string): BotModel {
  const notes: Note[] = [];
  const root = file.slice(0, -"Bot.json".length);
  const bot = JsonPlace.of(files, file, notes);
  const name = bot.text("name", "botName") ?? root.split("/").at(-2) ?? "Bot";
  const locales = under(files, `${root}BotLocales/`).map((locale) =>
    readLocale(files, `${root}BotLocales/`, locale, notes),
  );
  if (locales.length === 0) {
    const detail = `${file} has no BotLocales folder beside it: the bot has no language.`;
    throw new BridgeError("EXPORT_UNREADABLE", detail, { fix: ADD_LOCALE });
  }
  return {
    id: readId(bot, name),
    name,
    version: bot.text("version") ?? "DRAFT",
    idleSessionTTLInSeconds: bot.number("idleSessionTTLInSeconds") ?? 300,
    locales,
    notes,
  };
}

/** Exports that people publish often have an empty identifier; the runtime's paths need ten alphanumerics. */
function readId(bot: JsonPlace, name: string): string {
  const id = bot.text("identifier", "botId") ?? "";
  if (/^[0-9a-zA-Z]{10}$/.test(id)) return id;
  const derived = createHash("sha256").update(name).digest("hex").slice(0, 10).toUpperCase();
  bot.note(`The bot has no identifier of ten letters and digits; here it is ${derived}.`);
  return derived;
}
