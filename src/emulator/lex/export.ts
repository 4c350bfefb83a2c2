import { createHash } from "node:crypto";
import { BridgeError } from "../../errors.ts";
import { readIntent } from "./export-intent.ts";
import { Place } from "./export-json.ts";
import { readSlot, readSlotType } from "./export-slot.ts";
import { type ExportFiles, readSource } from "./export-source.ts";
import type { BotModel, IntentModel, LocaleModel, Note, SlotModel } from "./model.ts";
import { isBuiltIn } from "./slots/built-in.ts";

/**
 * The bots of a Lex V2 export (`LexJson`): a zip, its unpacked folder, or a folder above one or several of those. Layout
 * and what is tolerated: `docs/facts.md` §7. What can't be run is collected in each model's `notes`.
 * Throws EXPORT_UNREADABLE, naming the file, the place in it and why.
 */
export async function readExport(path: string): Promise<BotModel[]> {
  const files = await readSource(path);
  const roots = [...files.keys()].flatMap((file) => /^(.*\/)?Bot\.json$/.exec(file)?.slice(0, 1) ?? []);
  if (roots.length === 0) {
    throw new BridgeError("EXPORT_UNREADABLE", `${path} holds no Bot.json${foreign(files)}.`);
  }
  return roots.sort().map((file) => readBot(files, file));
}

/** What the path holds instead, as far as it can be told. */
function foreign(files: ExportFiles): string {
  if ([...files.keys()].some((file) => file.endsWith("BotLocale.json"))) {
    return ", only a locale: pass the folder above BotLocales, or export the bot";
  }
  return files.size === 0 ? ", nor any other JSON file" : "";
}

function readBot(files: ExportFiles, file: string): BotModel {
  const notes: Note[] = [];
  const root = file.slice(0, -"Bot.json".length);
  const bot = Place.of(files, file, notes);
  const name = bot.text("name", "botName") ?? root.split("/").at(-2) ?? "Bot";
  const locales = under(files, `${root}BotLocales/`).map((locale) =>
    readLocale(files, `${root}BotLocales/`, locale, notes),
  );
  if (locales.length === 0) throw new BridgeError("EXPORT_UNREADABLE", `${file} has no BotLocales folder beside it.`);
  return {
    id: readId(bot, name),
    name,
    idleSessionTTLInSeconds: bot.number("idleSessionTTLInSeconds") ?? 300,
    locales,
    notes,
  };
}

/** Exports that people publish often have an empty identifier; the runtime's paths need ten alphanumerics. */
function readId(bot: Place, name: string): string {
  const id = bot.text("identifier", "botId") ?? "";
  if (/^[0-9a-zA-Z]{10}$/.test(id)) return id;
  const derived = createHash("sha256").update(name).digest("hex").slice(0, 10).toUpperCase();
  bot.note(`The bot has no identifier of ten letters and digits; here it is ${derived}.`);
  return derived;
}

function readLocale(files: ExportFiles, locales: string, folder: string, notes: Note[]): LocaleModel {
  const root = `${locales}${folder}/`;
  const file = `${root}BotLocale.json`;
  const place = files.has(file) ? Place.of(files, file, notes) : undefined;
  if (place === undefined)
    notes.push({ file, path: "", why: `It is missing, so the locale is ${folder} with threshold 0.4.` });
  const slotTypes = under(files, `${root}SlotTypes/`).map((name) =>
    readSlotType(Place.of(files, `${root}SlotTypes/${name}/SlotType.json`, notes), name),
  );
  const known = new Set(slotTypes.map(({ name }) => name));
  const intents = under(files, `${root}Intents/`).map((name) =>
    readIntentFolder(files, `${root}Intents/${name}/`, name, known, notes),
  );
  return {
    id: place?.text("identifier", "localeId") ?? folder,
    nluConfidenceThreshold: place?.number("nluConfidenceThreshold") ?? 0.4,
    intents,
    slotTypes,
  };
}

function readIntentFolder(
  files: ExportFiles,
  root: string,
  name: string,
  known: ReadonlySet<string>,
  notes: Note[],
): IntentModel {
  const slots = under(files, `${root}Slots/`).map((slot): SlotModel => {
    const place = Place.of(files, `${root}Slots/${slot}/Slot.json`, notes);
    const model = readSlot(place, slot);
    if (!known.has(model.typeName) && !isBuiltIn(model.typeName)) {
      place.note(`The slot type ${model.typeName} is not known here; the slot takes the user's words as they are.`);
    }
    return model;
  });
  return readIntent(Place.of(files, `${root}Intent.json`, notes), name, slots);
}

/** The names of the folders right under `prefix` that hold files, sorted. */
function under(files: ExportFiles, prefix: string): string[] {
  const names = new Set<string>();
  for (const file of files.keys()) {
    if (!file.startsWith(prefix)) continue;
    const rest = file.slice(prefix.length);
    const slash = rest.indexOf("/");
    if (slash > 0) names.add(rest.slice(0, slash));
  }
  return [...names].sort();
}
