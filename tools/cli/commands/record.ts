import { relative, resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { readExport } from "../../emulator/lex/export/read-export.ts";
import { readCassette, writeCassette } from "../../testing/cassette/cassette.ts";
import { conversationToTexts, recordConversation, textsToConversation } from "../../testing/cassette/record.ts";
import { liveBot } from "../../testing/conversation/live-bot.ts";
import { conversationToTranscript } from "../../testing/conversation/results/transcript.ts";
import { readConversations } from "../../testing/conversation/script/read-script.ts";
import { resolveHooks } from "../../testing/conversation/script/resolve-hooks.ts";
import type { Conversation } from "../../testing/conversation/script/script.ts";
import { botsToKept, joinKept, type Kept, textsToKept } from "../../testing/scrub/kept.ts";
import { isThere } from "../../testing/write-json.ts";
import type { RecordOptions } from "../args/cassette-args.ts";
import { checkHookNames } from "../check-hook-names.ts";
import { exportsToNeeds } from "../export-needs.ts";
import type { Io } from "../io.ts";
import { coloursOf } from "../print.ts";
import { readJsonFile } from "../read-json.ts";
import { printable } from "../terminal.ts";

/** `record`: writes a conversation with a bot as a cassette. Exit code 1 if it didn't follow its script. */
export async function record(options: RecordOptions, io: Io): Promise<number> {
  const { live, locale, names, words, timeoutMs } = options;
  const path = resolve(io.cwd, options.cassette);
  refuseOther(path, options.overwrite);
  const conversation = await conversationOf(options, io);
  const bot = options.bot ? resolve(io.cwd, options.bot) : conversation.bot;
  await checkHookNames(options.codeHooks, bot ? [bot] : []);
  if (bot && !live) {
    const hooked = Object.keys({ ...options.codeHooks, ...conversation.codeHooks });
    for (const need of await exportsToNeeds([bot], hooked)) io.err(`! ${printable(need)}\n`);
  }
  const config = options.config ? (readJsonFile(options.config, io) as Readonly<Record<string, unknown>>) : {};
  const bots = live ? [{ lexBotAliasArn: live }] : undefined;
  const { cassette, warnings, result } = await recordConversation(conversation, {
    config: { ...config, ...(bots ? { bots } : {}) },
    texts: words,
    kept: joinKept(await keptOf(bot), options.talk ? textsToKept(conversationToTexts(conversation)) : undefined),
    names,
    ...(bot ? { bot } : {}),
    ...(options.codeHooks ? { codeHooks: resolveHooks(options.codeHooks, io.cwd) } : {}),
    ...(locale ? { locale } : {}),
    ...(live ? { recognizeText: liveBot(live), turnMs: timeoutMs } : {}),
  });
  writeCassette(path, cassette);
  const all = cassette.deliveries.flatMap((delivery) => delivery.turns);
  const turns = all.length;
  const isRefused = turns > 0 && all.every((turn) => !("result" in turn));
  // A script may expect its refusals; mere texts expect none.
  const code = result.passed && (options.talk || !isRefused) ? 0 : 1;
  const locales = [...new Set(all.map(({ request }) => request.localeId))];
  if (options.json) {
    const { passed } = result;
    io.out(`${JSON.stringify({ cassette: path, deliveries: cassette.deliveries.length, turns, passed, warnings })}\n`);
    return code;
  }
  const c = coloursOf(io.colour);
  if (!result.passed) io.out(printable(conversationToTranscript(result, { good: c.green, bad: c.red, faint: c.dim })));
  io.out(`recorded ${cassette.deliveries.length} messages and ${turns} turns as ${relative(io.cwd, path)}\n`);
  if (isRefused) io.err(`${c.red("✗")} Every turn failed: nothing was learned of the bot.\n`);
  if (cassette.deliveries.some((delivery) => delivery.words === "replaced")) io.out(`${c.dim(REPLACED)}\n`);
  if (locales.length > 0) io.out(`${c.dim(`spoken in ${locales.join(", ")}`)}\n`);
  io.err(warnings.map((warning) => `${c.yellow("!")} ${warning}\n`).join(""));
  return code;
}

/** An existing file is kept, unless it is a cassette and should be recorded again. Checked before the bot is asked. */
function refuseOther(path: string, overwrite: boolean): void {
  if (!isThere(path)) return;
  if (overwrite) return void readCassette(path);
  throw new BridgeError("USAGE", `${path} is there already.`, {
    fix: "Give another path, or --overwrite to record the cassette anew.",
  });
}

const REPLACED =
  "Words of the user were replaced, so no bot can be asked them again (replay --mode update). Write them into a script, or record with --words kept.";

async function conversationOf({ talk, texts, as }: RecordOptions, io: Io): Promise<Conversation> {
  if (!talk) return textsToConversation(texts, as);
  const [conversation, another] = await readConversations(resolve(io.cwd, talk));
  if (conversation && !another) return conversation;
  throw new BridgeError("USAGE", "A cassette holds one conversation.", {
    fix: "Give --talk one script, and record each of them.",
  });
}

/** The bot's own words may stay: they say nothing about a user. */
async function keptOf(bot: string | undefined): Promise<Kept | undefined> {
  return bot ? botsToKept((await readExport(bot)).bots) : undefined;
}
