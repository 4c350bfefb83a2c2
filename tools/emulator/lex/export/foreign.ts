import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import type { ExportFiles } from "./source.ts";

/** What the files are instead of an export of a Lex V2 bot, as far as it can be told, with what to do about it. */
export function foreign(name: string, files: ExportFiles): BridgeError {
  const names = [...files.keys()];
  if (names.some((file) => isV1(files.get(file)))) {
    return refusal(`${name} is an export of Lex V1.`, MIGRATE);
  }
  if (names.some((file) => file.endsWith("BotLocale.json"))) {
    return refusal(
      `${name} holds no Bot.json, only a locale: pass the folder above BotLocales, or export the bot.`,
      WHOLE,
    );
  }
  if (names.some((file) => file.endsWith("CustomVocabulary.json"))) {
    return refusal(`${name} holds no Bot.json, only a custom vocabulary.`, WHOLE);
  }
  return refusal(`${name} holds no Bot.json${names.length === 0 ? ", nor any other JSON file" : ""}.`);
}

const MIGRATE = "Migrate the bot to Lex V2 in the Lex console, build it there, and export that bot as LexJson.";
const WHOLE = "Export the bot itself, with its languages, as LexJson.";

function refusal(detail: string, fix?: string): BridgeError {
  return new BridgeError("EXPORT_UNREADABLE", detail, fix === undefined ? {} : { fix });
}

/** `{"metadata": {"importType": "LEX", …}, "resource": {…}}`, one file for the whole bot. */
function isV1(bytes: Uint8Array | undefined): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== "object" || value === null || !("resource" in value) || !("metadata" in value)) return false;
    const { metadata } = value;
    return typeof metadata === "object" && metadata !== null && "importType" in metadata;
  } catch {
    // What is no JSON is no export of V1; why it can't be read is said where it is needed.
    return false;
  }
}
