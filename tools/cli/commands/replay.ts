import { join, relative, resolve } from "node:path";
import type { RecognizeText } from "../../../src/ports/ports.ts";
import { createEmulator } from "../../emulator/index.ts";
import { readExport } from "../../emulator/lex/export/read-export.ts";
import { arnToTarget, askBots, type BotTargets, configToTargets } from "../../testing/cassette/ask-bot.ts";
import { type Cassette, filesOfCassettes, readCassette, writeCassette } from "../../testing/cassette/cassette.ts";
import { type CassetteReplay, replayCassette } from "../../testing/cassette/replay-cassette.ts";
import { replayToText } from "../../testing/cassette/replay-report.ts";
import { liveBot } from "../../testing/conversation/live-bot.ts";
import { botsToKept, type Kept } from "../../testing/scrub/kept.ts";
import type { ReplayArgs } from "../args/cassette-args.ts";
import type { Io } from "../io.ts";
import { type Colours, coloursOf } from "../print.ts";
import { printable } from "../terminal.ts";

/** `replay`: plays cassettes. Exit code 1 if one ends differently than recorded, unless `update` keeps the new ending. */
export async function replay(options: ReplayArgs, io: Io): Promise<number> {
  const { mode } = options;
  const cassettes = options.cassettes
    .flatMap((path) => filesUnder(path, io))
    .map((path) => ({ path, cassette: readCassette(resolve(io.cwd, path)) }));
  const bot = await openBot(options, io);
  const shown: { path: string; replayed: CassetteReplay; changed: boolean }[] = [];
  try {
    for (const { path, cassette } of cassettes) {
      const asked = bot ? { recognizeText: bot.askFor(cassette), ...(bot.kept ? { kept: bot.kept } : {}) } : {};
      const replayed = await replayCassette(cassette, { mode, ...asked });
      const changed = replayed.updated !== undefined && writeCassette(resolve(io.cwd, path), replayed.updated);
      shown.push({ path, replayed, changed });
    }
  } finally {
    await bot?.close();
  }
  io.out(options.json ? `${JSON.stringify(replaysToJson(shown))}\n` : replaysToText(shown, io));
  const isFine = ({ replayed }: (typeof shown)[number]) =>
    replayed.passed || (mode === "update" && replayed.updated !== undefined);
  return shown.every(isFine) ? 0 : 1;
}

/** As the user names them: the path itself, or that of each cassette of the folder. */
function filesUnder(path: string, io: Io): string[] {
  const place = resolve(io.cwd, path);
  return filesOfCassettes(place).files.map((file) => (file === place ? path : join(path, relative(place, file))));
}

interface AskedBot {
  readonly askFor: (cassette: Cassette) => RecognizeText;
  readonly kept?: Kept;
  readonly close: () => Promise<void>;
}

async function openBot({ bot, live }: ReplayArgs, io: Io): Promise<AskedBot | undefined> {
  const asking = (targets: BotTargets, recognizeText: RecognizeText) => (cassette: Cassette) =>
    askBots(configToTargets(cassette.config), targets, recognizeText);
  if (live) return { askFor: asking([arnToTarget(live)], liveBot(live)), close: async () => {} };
  if (!bot) return undefined;
  const path = resolve(io.cwd, bot);
  const emulator = await createEmulator({ bots: [path] });
  const targets = emulator.world.lexBots.map(({ aliasArn }) => arnToTarget(aliasArn));
  return {
    askFor: asking(targets, emulator.ports.recognizeText),
    kept: botsToKept((await readExport(path)).bots),
    close: () => emulator.close(),
  };
}

type Shown = readonly { readonly path: string; readonly replayed: CassetteReplay; readonly changed: boolean }[];

function replaysToJson(shown: Shown) {
  return {
    passed: shown.filter(({ replayed }) => replayed.passed).length,
    failed: shown.filter(({ replayed }) => !replayed.passed).length,
    cassettes: shown.map(({ path, replayed, changed }) => ({
      path,
      passed: replayed.passed,
      updated: changed,
      deliveries: replayed.deliveries.map(({ delivery, differences, error }) => ({
        text: delivery.turns[0]?.request.text,
        differences,
        ...(error ? { error: { code: error.code, detail: error.detail, fix: error.fix } } : {}),
      })),
    })),
  };
}

function replaysToText(shown: Shown, io: Io): string {
  const c = coloursOf(io.colour);
  const failed = shown.filter(({ replayed }) => !replayed.passed).length;
  return [
    ...shown.flatMap(({ path, replayed, changed }) => [
      replayed.passed ? "" : failureToText(relative(io.cwd, resolve(io.cwd, path)), replayed, c),
      changed ? `  ${c.dim("updated")}\n` : "",
      ...replayed.warnings.map((warning) => `  ${c.yellow("!")} ${warning}\n`),
    ]),
    `${shown.length - failed} passed, ${failed} failed\n`,
  ].join("");
}

function failureToText(path: string, replayed: CassetteReplay, c: Colours): string {
  const paint = { expected: c.green, actual: c.red, quiet: c.dim };
  return `${c.red("✗")} ${printable(path)}\n${printable(replayToText(replayed, paint))}`;
}
