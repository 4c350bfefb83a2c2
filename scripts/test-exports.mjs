// npm run test:exports -- <folder> [--json]: loads every Lex V2 export in a folder (zips, and folders that hold a Bot.json), holds the conversation
// that is known for it, and walks through each of its intents. Exit codes: 0 all went well, 1 one did not, 2 wrong use.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { KNOWN } from "./exports/known.mjs";
import { holdScript, walkLocale } from "./exports/walk.mjs";
import { ready } from "./ready.mjs";

const USAGE = "Usage: npm run test:exports -- <folder with exports> [--json]\n";
/** A Tuesday, so that "friday" is a date that scripts can name. */
const NOW = Date.UTC(2026, 10, 24, 8);

const args = process.argv.slice(2);
const json = args.includes("--json");
const [folder, ...rest] = args.filter((arg) => arg !== "--json");
if (folder === undefined || rest.length > 0 || folder.startsWith("-")) end(2, USAGE);
const entries = await readdir(folder, { withFileTypes: true }).catch(() => end(2, `${folder} is no folder.\n${USAGE}`));

await ready();
const { readExport, createLexRuntime } = await load();
const paths = entries
  .filter((entry) => entry.isDirectory() || entry.name.endsWith(".zip"))
  .map(({ name }) => join(folder, name));
if (paths.length === 0) end(2, `${folder} holds no export: a zip, or a folder with a Bot.json.\n`);

const reports = [];
for (const path of paths.sort()) reports.push(await reportOf(path));
const failures = reports.flatMap((report) => failuresOf(report));
if (json) process.stdout.write(`${JSON.stringify({ ok: failures.length === 0, reports }, undefined, 2)}\n`);
else for (const report of reports) process.stdout.write(textOf(report));
if (!json) process.stdout.write(`\n${failures.length === 0 ? "All went well." : failures.join("\n")}\n`);
process.exit(failures.length === 0 ? 0 : 1);

async function reportOf(path) {
  const read = await readExport(path).catch((error) => ({ bots: [], refused: [error] }));
  const bots = [];
  for (const bot of read.bots) bots.push(await reportOfBot(bot));
  return { path, refused: read.refused.map(({ message }) => message), bots };
}

async function reportOfBot(bot) {
  const notes = bot.notes.map(({ file, path, why }) => `${file}${path === "" ? "" : ` ${path}`}: ${why}`);
  const conversations = [];
  for (const locale of bot.locales) {
    const runtime = createLexRuntime({ bots: [bot], now: () => NOW, fulfillment: "fulfilled" });
    const ask = (session, text, sessionState) => {
      const sessionId = session
        .replace(/[^0-9a-zA-Z._:-]/g, "-")
        .padEnd(2, "-")
        .slice(0, 100);
      const key = { botId: bot.id, botAliasId: "TSTALIASID", localeId: locale.id, sessionId };
      return runtime.recognizeText(key, { text, ...(sessionState === undefined ? {} : { sessionState }) });
    };
    const script = KNOWN[bot.name];
    if (script !== undefined) conversations.push({ locale: locale.id, ...(await holdScript(ask, script)) });
    for (const walk of await walkLocale(ask, locale)) conversations.push({ locale: locale.id, ...walk });
  }
  return { name: bot.name, id: bot.id, locales: bot.locales.map(({ id }) => id), notes, conversations };
}

function failuresOf({ path, refused, bots }) {
  const silent = bots.filter(({ conversations }) => conversations.length === 0);
  return [
    ...refused.map((why) => `${path}: ${why}`),
    ...silent.map(({ name }) => `${path}: ${name} has no intent that could be begun.`),
    ...bots.flatMap(({ name, conversations }) =>
      conversations.flatMap(({ locale, title, why }) =>
        why === undefined ? [] : [`${name} ${locale}, ${title}: ${why}`],
      ),
    ),
  ];
}

function textOf({ path, refused, bots }) {
  const lines = [`\n${path}`, ...refused.map((why) => `  ${why}`)];
  for (const { name, id, locales, notes, conversations } of bots) {
    lines.push(`  ${name} (${id}), ${locales.join(", ")}`, ...notes.map((note) => `    not run: ${note}`));
    for (const { locale, title, turns, why } of conversations) {
      lines.push(`    ${locale} · ${title}${why === undefined ? "" : `  FAILED: ${why}`}`);
      for (const { line, says, action, intent } of turns) {
        lines.push(`      > ${line}`, ...says.map((text) => `        ${text.replaceAll("\n", "\n        ")}`));
        lines.push(`        → ${[action, intent].filter(Boolean).join(" · ")}`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The export reader and the runtime, from their sources. */
async function load() {
  const { build } = await import("esbuild");
  const contents = `
    export { readExport } from "./tools/emulator/lex/export/read-export.ts";
    export { createLexRuntime } from "./tools/emulator/lex/runtime/runtime.ts";`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

function end(code, text) {
  process.stderr.write(text);
  process.exit(code);
}
