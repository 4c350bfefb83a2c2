import { readExport } from "../emulator/lex/export/read-export.ts";
import type { BotModel, Note } from "../emulator/lex/model/model.ts";

/** The most places named for one cause; the page names all of them. */
const PLACES_MAX = 2;

/**
 * What of some exports can't be run as Lex would, one line for each bot and cause, with the option that mends it. Exports that
 * can't be read are passed over: whoever runs them says so.
 */
export async function exportsToNeeds(exports: readonly string[], hooked: readonly string[]): Promise<string[]> {
  const read = await Promise.all([...new Set(exports)].map((path) => readExport(path).catch(() => ({ bots: [] }))));
  return [...new Set(read.flatMap(({ bots }) => bots.flatMap((bot) => botToNeeds(bot, hooked))))];
}

function botToNeeds({ id, name, notes }: BotModel, hooked: readonly string[]): string[] {
  const hasFunction = hooked.includes(name) || hooked.includes(id);
  const missing = hasFunction ? [] : notes.filter(({ withoutHook }) => withoutHook);
  const causes = new Map<string, Note[]>();
  for (const note of notes) if (!note.withoutHook) causes.set(note.why, [...(causes.get(note.why) ?? []), note]);
  return [
    ...(missing.length === 0
      ? []
      : [
          `${name}: it calls a function (${placesOf(missing)}), and there is none here, so its fulfilments fail. Name it with --hook ${name}=./function.mjs.`,
        ]),
    ...[...causes].map(([why, of]) => `${name}: ${why} (${placesOf(of)})`),
  ];
}

/** The folders of intents and slot types say more than the whole paths. */
function placesOf(notes: readonly Note[]): string {
  const places = [
    ...new Set(
      notes.map(({ file }) => /(?:Intents|SlotTypes)\/([^/]+)/.exec(file)?.[1] ?? file.split("/").at(-1) ?? file),
    ),
  ];
  const more = places.length - PLACES_MAX;
  return places.slice(0, PLACES_MAX).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
