import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readExport } from "../../../../tools/emulator/lex/export/read-export.ts";
import { runnable } from "../../../../tools/emulator/lex/match/runnable.ts";
import { NOW } from "./conversation.ts";

const FOLDER = new URL("./paraphrases/", import.meta.url);
const PAGE = new URL("../../../../docs/emulator.md", import.meta.url);

/** By bot, intent and sample utterance: two other ways to say it. */
type Paraphrases = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>;

/** How many of a locale's paraphrases reach the intent of their utterance: first of all, and above the bot's threshold. */
async function shareOf(localeId: string): Promise<{ reached: number; of: number }> {
  const bots = parse(readFileSync(new URL(`${localeId}.yaml`, FOLDER), "utf8")) as Paraphrases;
  let [reached, of] = [0, 0];
  for (const [bot, intents] of Object.entries(bots)) {
    const [model] = (await readExport(`fixtures/bots/${bot}`)).bots;
    const locale = model?.locales.find(({ id }) => id === localeId);
    if (locale === undefined) throw new Error(`${bot} has no ${localeId}`);
    const { match, threshold } = runnable(locale);
    for (const [intent, utterances] of Object.entries(intents)) {
      const listed = locale.intents.find(({ name }) => name === intent)?.utterances;
      expect(Object.keys(utterances)).toEqual(listed);
      for (const paraphrase of Object.values(utterances).flat()) {
        const [best] = match(paraphrase, NOW, ({ inputContexts }) => inputContexts.length === 0);
        of++;
        if (best?.intent.name === intent && best.score >= threshold) reached++;
      }
    }
  }
  return { reached, of };
}

test("The page of the emulator tells the share of paraphrases that reach their intent, language by language.", async () => {
  const rows: string[] = [];
  for (const file of readdirSync(FOLDER).sort()) {
    const localeId = file.replace(".yaml", "");
    const { reached, of } = await shareOf(localeId);
    rows.push(`| \`${localeId}\` | ${reached} of ${of} | ${Math.round((100 * reached) / of)} % |`);
  }
  expect(readFileSync(PAGE, "utf8").match(/^\| `[a-z]{2}_[A-Z]{2}` \| \d+ of .*$/gm)).toEqual(rows);
});
