// Run by each Node: what of the table of scripts and of the phrases of fifteen languages it reads otherwise than it should.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mentions, readAliasRows } from "./alias-rows.ts";
import { readAs, readPhrases } from "./phrase-cases.ts";

const [mapping = "", phrases = ""] = process.argv.slice(2);
const rows = readAliasRows(readFileSync(mapping, "utf8"));
const faults = rows.filter((row) => mentions(row) !== row.isMention).map(({ alias, text }) => `${text} for @${alias}`);
let read = 0;
for (const file of readdirSync(phrases)) {
  const localeId = file.replace(".txt", "");
  for (const [kind, cases] of Object.entries(readPhrases(readFileSync(join(phrases, file), "utf8")))) {
    for (const one of cases) {
      const [is, should] = readAs(kind, one, localeId);
      read += 1;
      if (is !== should) faults.push(`${localeId} ${kind} "${one[0]}": ${is}, not ${should}`);
    }
  }
}
const { node, icu } = process.versions;
process.stdout.write(`${JSON.stringify({ node, icu, mentions: rows.length, phrases: read, faults })}\n`);
