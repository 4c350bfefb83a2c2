import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { conversationsToScripts } from "../../../testing/from-log/conversations-to-scripts.ts";
import { logToWords, readLog } from "../../../testing/from-log/read-log.ts";
import { isTestSet, readTestSet } from "../../../testing/test-set/read-test-set.ts";
import { testSetToScripts, type WrittenScript } from "../../../testing/test-set/test-set-to-scripts.ts";
import { isThere, writeOwn } from "../../../testing/write-json.ts";
import type { TalkImportOptions } from "../../args/test-set-args.ts";
import type { Io } from "../../io.ts";
import { contentsToConversations, type LoggedContents, leftToText, readLogFile, scrubOf } from "../../logs/logged.ts";
import { printable } from "../../terminal.ts";

/** `talk import`: a script for each conversation and each single input of a test set, or for each conversation of a log. */
export async function talkImport(options: TalkImportOptions, io: Io): Promise<number> {
  const text = readLogFile(options.file, io);
  // A set's cells may hold whatever its bot takes, a log's line too: the header tells.
  if (isTestSet(text)) return importTestSet(text, options, io);
  const contents = readLog(text);
  const logged = contentsToConversations(contents);
  if (logged) return importLog(logged, logToWords(contents), options, io);
  if (contents.decisions.length > 0) {
    throw new BridgeError("USAGE", "A decision record holds no conversation.", {
      fix: "Make cases of it with case from-log, or give a conversation log of Lex V2 or records of Chime's messaging stream.",
    });
  }
  throw new BridgeError("TEST_SET_UNREADABLE", `${options.file} holds neither a test set nor a log.`);
}

async function importTestSet(text: string, options: TalkImportOptions, io: Io): Promise<number> {
  if (text.includes("\ufffd")) throw new BridgeError("TEST_SET_UNREADABLE", `${options.file} is not in UTF-8.`);
  const { rows, ignored } = readTestSet(text);
  const files = writeScripts(await testSetToScripts(rows, namedBot(options, io)), options, io);
  const hints = rows.filter((row) => row.hints.length > 0).length;
  if (options.json) io.out(`${JSON.stringify({ rows: rows.length, scripts: files, ignored, hints })}\n`);
  else {
    io.out(files.map((file) => `${file}\n`).join(""));
    for (const { column, meant } of ignored) {
      io.err(
        `! the column ${column} is unknown and left out${meant === undefined ? "" : `; did you mean ${meant}?`}\n`,
      );
    }
    if (hints > 0) io.err(`! runtime hints of ${hints} rows are kept, and not sent to the bot\n`);
  }
  return 0;
}

async function importLog(
  { given, conversations, left }: LoggedContents,
  words: readonly string[],
  options: TalkImportOptions,
  io: Io,
): Promise<number> {
  const bot = namedBot(options, io);
  const made = await conversationsToScripts(conversations, {
    ...(await scrubOf(options, io)),
    ...(bot === undefined ? {} : { bot }),
  });
  const { scripts, ...counts } = made;
  const files = writeScripts(scripts, options, io);
  if (options.json) io.out(`${JSON.stringify({ given, scripts: files, ...counts, left })}\n`);
  else {
    const { questions, replaced, errors, hidden } = counts;
    const warnings = [
      [
        replaced,
        `of ${questions} questions have words that were replaced, which no bot understands: --bot lets its own stay, --words kept all`,
      ],
      [hidden, `of ${questions} questions have a slot's name where the log hides its value`],
      [errors, `of ${questions} questions ended in an error and are left out`],
    ] as const;
    io.err(`given: ${words.join(" and ")}${words.length > 1 ? "; scripts are made of the first alone" : ""}\n`);
    io.out(files.map((file) => `${file}\n`).join(""));
    io.err(warnings.flatMap(([count, what]) => (count > 0 ? [`! ${count} ${what}\n`] : [])).join(""));
    io.err(printable(left.map(leftToText).join("")));
  }
  return files.length === 0 ? 1 : 0;
}

function namedBot({ bot, into }: TalkImportOptions, io: Io): string | undefined {
  return bot === undefined ? undefined : relative(resolve(io.cwd, into), resolve(io.cwd, bot));
}

/** Writes scripts, and gives back their paths. Throws USAGE for one that is there and differs. */
function writeScripts(made: readonly WrittenScript[], { into, overwrite }: TalkImportOptions, io: Io): string[] {
  const folder = resolve(io.cwd, into);
  const scripts = made.map(({ name, yaml }) => ({ path: join(folder, name), text: yaml }));
  const changed = scripts.find(({ path, text }) => isThere(path) && !overwrite && !isSame(path, text));
  if (changed) {
    throw new BridgeError("USAGE", `${relative(io.cwd, changed.path)} is there already, and differs.`, {
      fix: "Give --into another folder, or --overwrite.",
    });
  }
  for (const { path, text } of scripts) writeOwn(path, text);
  return scripts.map(({ path }) => relative(io.cwd, path));
}

function isSame(path: string, text: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path, "utf8") === text;
}
