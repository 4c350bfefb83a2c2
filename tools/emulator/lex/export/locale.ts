import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { IntentModel, LocaleModel, Note, SlotModel } from "../model/model.ts";
import { bareName, isBuiltIn } from "../slots/built-in.ts";
import { languageOf } from "../slots/spoken/languages.ts";
import { readIntent } from "./intent.ts";
import { JsonPlace } from "./json.ts";
import { readSlot } from "./slot.ts";
import { readSlotType } from "./slot-type.ts";
import type { ExportFiles } from "./source.ts";

/** How Lex names languages (API_runtime_RecognizeText, localeId). Judged apart from the bridge, so that one catches the other's mistakes. */
const LOCALE_ID = /^[a-z]{2,3}_[A-Za-z0-9]{2,4}$/;

const SHOWN_MAX = 40;

/** The folder of one language: `BotLocale.json`, its slot types and its intents. */
export function readLocale(files: ExportFiles, locales: string, folder: string, notes: Note[]): LocaleModel {
  const root = `${locales}${folder}/`;
  const file = `${root}BotLocale.json`;
  const place = files.has(file) ? JsonPlace.of(files, file, notes) : undefined;
  if (place === undefined)
    notes.push({ file, path: "", why: `It is missing, so the locale is ${folder} with threshold 0.4.` });
  const types = under(files, `${root}SlotTypes/`).map((name) =>
    readSlotType(JsonPlace.of(files, `${root}SlotTypes/${name}/SlotType.json`, notes), name),
  );
  const nameOf = slotTypeNames(types);
  const intents = under(files, `${root}Intents/`).map((name) =>
    readIntentFolder(files, `${root}Intents/${name}/`, name, nameOf, notes),
  );
  const id = place?.text("identifier", "localeId") ?? folder;
  if (!LOCALE_ID.test(id)) {
    const fix = "Name the language as Lex does, such as en_US.";
    throw new BridgeError("EXPORT_UNREADABLE", `${file} is of no language: ${id.slice(0, SHOWN_MAX)}.`, { fix });
  }
  const limit = limitOf(id, intents);
  if (limit !== undefined) notes.push({ file, path: "", why: limit });
  if (place !== undefined) noteFeatures(place);
  if (intents.length === 0) notes.push({ file, path: "", why: "There are no intents, so nothing is understood." });
  return {
    id,
    nluConfidenceThreshold: place?.number("nluConfidenceThreshold", "nLuIntentConfidenceThreshold") ?? 0.4,
    intents,
    slotTypes: types.map(({ type }) => type),
  };
}

/** What large models do for a locale, by the member of `generativeAISettings.runtimeSettings` that switches it on. */
const FEATURES: readonly (readonly [path: readonly string[], why: string])[] = [
  [["nluImprovement"], "Assisted NLU is not run: words are matched with the sample utterances alone."],
  [
    ["nluImprovement", "intentDisambiguationSettings"],
    "Intent disambiguation is not run: nobody is asked which of several intents was meant.",
  ],
  [
    ["slotResolutionImprovement"],
    "Assisted slot resolution is not run: what a slot's type doesn't recognise is asked again.",
  ],
];

/** `docs/facts.md` §7; Lex V2 API reference "NluImprovementSpecification", "RuntimeSettings". */
function noteFeatures(locale: JsonPlace): void {
  const settings = locale.object("generativeAISettings")?.object("runtimeSettings");
  for (const [path, why] of FEATURES) {
    const feature = path.reduce<JsonPlace | undefined>((at, name) => at?.object(name), settings);
    if (feature?.flag("enabled") === true) feature.note(why);
  }
}

/** The built-in types that are read in English words alone. */
const ENGLISH_ALONE = ["duration"];

/** What the emulator can't read in the words of a locale, of what its bot asks for. */
function limitOf(id: string, intents: readonly IntentModel[]): string | undefined {
  if (languageOf(id) === undefined) {
    return `Dates, times and numbers in ${id} are read in figures only, and no words for yes and no are known.`;
  }
  const parts = intents.flatMap(({ slots }) => slots.flatMap((slot) => [slot, ...(slot.composite?.parts ?? [])]));
  const english = parts.filter(({ typeName }) => ENGLISH_ALONE.includes(bareName(typeName)));
  const names = [...new Set(english.map(({ typeName }) => typeName))];
  return id.startsWith("en") || names.length === 0 ? undefined : `${names.join(", ")}: read in English words only.`;
}

/** Slots name their type by its name in exports, and by its identifier in the API and inside composite slots. */
type SlotTypeNames = (nameOrId: string) => string | undefined;

function slotTypeNames(types: readonly ReturnType<typeof readSlotType>[]): SlotTypeNames {
  const names = new Map(types.flatMap(({ id, type }) => (id ? [[id, type.name] as const] : [])));
  for (const { type } of types) names.set(type.name, type.name);
  return (name) => names.get(name) ?? (isBuiltIn(name) ? name : undefined);
}

function readIntentFolder(
  files: ExportFiles,
  root: string,
  name: string,
  nameOf: SlotTypeNames,
  notes: Note[],
): IntentModel {
  const slots = under(files, `${root}Slots/`).map((slot): SlotModel => {
    const place = JsonPlace.of(files, `${root}Slots/${slot}/Slot.json`, notes);
    return readSlot(place, slot, (typeName) => {
      const known = nameOf(typeName);
      if (known === undefined) {
        place.note(`The slot type ${typeName} is not known here; the slot takes the user's words as they are.`);
      }
      return known ?? typeName;
    });
  });
  return readIntent(JsonPlace.of(files, `${root}Intent.json`, notes), name, slots);
}

/** The names of the folders right under `prefix` that hold files, sorted. */
export function under(files: ExportFiles, prefix: string): string[] {
  const names = new Set<string>();
  for (const file of files.keys()) {
    if (!file.startsWith(prefix)) continue;
    const rest = file.slice(prefix.length);
    const slash = rest.indexOf("/");
    if (slash > 0) names.add(rest.slice(0, slash));
  }
  return [...names].sort();
}
