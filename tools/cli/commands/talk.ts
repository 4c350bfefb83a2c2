import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openAccountChannel } from "../../testing/conversation/account-channel.ts";
import type { OpenChannel } from "../../testing/conversation/channel.ts";
import { liveBot } from "../../testing/conversation/live-bot.ts";
import { resultsToJson } from "../../testing/conversation/results/results-to-json.ts";
import { conversationsToJUnit } from "../../testing/conversation/results/results-to-junit.ts";
import { conversationToTranscript, type TranscriptPaint } from "../../testing/conversation/results/transcript.ts";
import type { ConversationResult } from "../../testing/conversation/run.ts";
import { type ConversationsOptions, runConversations } from "../../testing/conversation/run-all.ts";
import { openRunningEmulator } from "../../testing/conversation/running-emulator.ts";
import { filesOfScripts, readConversation } from "../../testing/conversation/script/read-script.ts";
import { resolveHooks } from "../../testing/conversation/script/resolve-hooks.ts";
import { type BotCoverage, coverageToTable, createCoverage } from "../../testing/coverage/coverage.ts";
import { resultsToCsv, testSetToJUnit, testSetToTable } from "../../testing/test-set/results-to-files.ts";
import { resultsToTestSet, type TestSetResults } from "../../testing/test-set/test-set-results.ts";
import { checkFound, nameFilter } from "../args/options/run-options.ts";
import type { TalkOptions } from "../args/talk-args.ts";
import { checkHookNames } from "../check-hook-names.ts";
import { SAMPLES } from "../embedded.ts";
import { exportsToNeeds } from "../export-needs.ts";
import type { Io } from "../io.ts";
import { coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";
import { timingsToText } from "../timings.ts";
import { watchFiles } from "../watch-files.ts";
import { checkReport, writeReport } from "../write-report.ts";

/** `talk`: holds conversations with a bot, and shows those that don't follow their scripts. Exit code 1 if one doesn't. */
export async function talk(options: TalkOptions, io: Io): Promise<number> {
  const paths =
    options.paths.length > 0
      ? options.paths.map((path) => resolve(io.cwd, path))
      : [fileURLToPath(new URL("conversations", SAMPLES))];
  if (!options.watch) return talkOnce(paths, options, io);
  // A script names files of its own, and a function is a file among others: what stands beside counts too.
  const given = [options.bot, options.config, ...Object.values(options.codeHooks ?? {})];
  const files = given.flatMap((path) => (path === undefined || /^https?:/i.test(path) ? [] : [resolve(io.cwd, path)]));
  return watchFiles(
    () => [...paths, ...files],
    () => talkOnce(paths, options, io),
    io,
  );
}

async function talkOnce(paths: readonly string[], options: TalkOptions, io: Io): Promise<number> {
  const counter = createCoverage();
  const run = { ...runOptions(options, io), ...(options.coverage ? counter : {}) };
  if (options.junit) checkReport(resolve(io.cwd, options.junit));
  if (options.results) checkReport(resolve(io.cwd, options.results), "--results");
  if (run.open === undefined && run.recognizeText === undefined) await tellNeeds(paths, run, io);
  const begun = Date.now();
  const results: ConversationResult[] = [];
  for (const path of paths) results.push(...(await runConversations(path, run)));
  checkFound(results.length, options.only, "conversation");
  if (options.junit) writeReport(resolve(io.cwd, options.junit), conversationsToJUnit(results, { at: begun }));
  const rows = options.results ? writeResults(resolve(io.cwd, options.results), results, begun) : undefined;
  const bots = [...new Set([...results.map(({ conversation: { bot } }) => bot ?? run.bot)])];
  const coverage = options.coverage ? await counter.coverage(bots.filter((bot) => bot !== undefined)) : undefined;
  io.out(
    options.json
      ? `${JSON.stringify({ ...resultsToJson(results), ...(coverage ? { coverage } : {}), ...(rows ? { results: rows } : {}) })}\n`
      : `${resultsToText(results, coverage, options, io)}${rows ? `\n${printable(testSetToTable(rows))}` : ""}`,
  );
  if (!options.json) io.err(spokenIn(results));
  return results.some(({ passed, skipped }) => !passed && skipped === undefined) ? 1 : 0;
}

function writeResults(path: string, results: readonly ConversationResult[], at: number): TestSetResults {
  const found = resultsToTestSet(results);
  writeReport(path, /\.csv$/i.test(path) ? resultsToCsv(found) : testSetToJUnit(found, { at }), "--results");
  return found;
}

/** Throws CODE_HOOK_UNUSABLE for a function of a bot that no script has. A malformed script is left for the run, which tells it as a failure. */
async function tellNeeds(paths: readonly string[], { bot, codeHooks }: ConversationsOptions, io: Io): Promise<void> {
  const files = paths.flatMap((path) => filesOfScripts(path).files);
  const read = await Promise.allSettled(files.map(readConversation));
  const scripts = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const exports = [...new Set(scripts.map((script) => script.bot ?? bot))].filter((path) => path !== undefined);
  await checkHookNames(codeHooks, exports);
  const hooked = scripts.flatMap((script) => Object.keys({ ...codeHooks, ...script.codeHooks }));
  for (const need of await exportsToNeeds(exports, hooked)) io.err(`! ${printable(need)}\n`);
}

function runOptions(options: TalkOptions, io: Io): ConversationsOptions {
  const { url, channel, live, as = "", timeoutMs } = options;
  const open: OpenChannel | undefined = url
    ? () => openRunningEmulator(url, timeoutMs)
    : channel
      ? async () => openAccountChannel(channel, as, timeoutMs)
      : undefined;
  const only = nameFilter(options.only);
  const config = options.config ? (readJsonFile(options.config, io) as Readonly<Record<string, unknown>>) : {};
  const bots = live ? [{ lexBotAliasArn: live }] : undefined;
  return {
    config: { ...config, ...(bots ? { bots } : {}) },
    ...(options.locale ? { locale: options.locale } : {}),
    ...(options.codeHooks ? { codeHooks: resolveHooks(options.codeHooks, io.cwd) } : {}),
    ...(options.bot ? { bot: resolve(io.cwd, options.bot) } : {}),
    ...(open ? { open } : {}),
    ...(only ? { only } : {}),
    ...(live ? { recognizeText: liveBot(live), turnMs: timeoutMs } : {}),
  };
}

function resultsToText(
  results: readonly ConversationResult[],
  coverage: readonly BotCoverage[] | undefined,
  options: TalkOptions,
  io: Io,
): string {
  const c = coloursOf(io.colour);
  const paint: TranscriptPaint = { good: c.green, bad: c.red, faint: c.dim };
  const shown = results.filter(({ passed }) => options.verbose || !passed);
  const count = (wanted: (result: ConversationResult) => boolean) => results.filter(wanted).length;
  const skipped = count((result) => result.skipped !== undefined);
  const passed = count((result) => result.passed);
  const failed = results.length - passed - skipped;
  return [
    ...shown.map((result) => printable(conversationToTranscript(result, paint))),
    options.timings
      ? printable(
          timingsToText(
            results.map(({ conversation: { title: name }, ms }) => ({ name, ms })),
            c,
          ),
        )
      : "",
    ...(coverage ?? []).map((bot) => `${printable(coverageToTable(bot))}\n`),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`,
  ].join("");
}

/** The languages in which bots were asked. */
function spokenIn(results: readonly ConversationResult[]): string {
  const asked = results.flatMap(({ turns }) => turns.flatMap(({ answer }) => answer.turn?.request.localeId ?? []));
  const locales = [...new Set(asked)].sort();
  return locales.length === 0 ? "" : `spoken in ${locales.join(", ")}\n`;
}
