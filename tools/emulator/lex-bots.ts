import { BridgeError } from "../../src/errors/bridge-error.ts";
import { ACCOUNT, REGION } from "./channel/world/world.ts";
import type { LexBotAddress } from "./http/info.ts";
import { type HookSource, type LoadedHook, loadHook } from "./lex/dialog/hooks/load-hook.ts";
import { readExport } from "./lex/export/read-export.ts";
import type { ExportSource } from "./lex/export/source.ts";
import type { BotModel } from "./lex/model/model.ts";
import { createLexRuntime, type LexRuntime } from "./lex/runtime/runtime.ts";
import type { LexRuntimeOptions } from "./lex/runtime/runtime-options.ts";
import { heldWeight } from "./weight.ts";

export interface LexBotsOptions extends Omit<LexRuntimeOptions, "bots" | "hooks"> {
  readonly exports: readonly ExportSource[];
  readonly codeHooks: Readonly<Record<string, HookSource>>;
  /** Loads a function's module anew when it was changed. */
  readonly watch?: boolean;
}

/** A bot that runs here, and how it is reached. */
export interface LexBot {
  readonly address: LexBotAddress;
  readonly model: BotModel;
}

/** The bots of an emulator: read from exports, with their functions, and to be added while it runs. */
export interface LexBots {
  readonly runtime: LexRuntime;
  /** The one that was added last comes first: it is whom the first AppInstanceBot asks. */
  list(): LexBot[];
  /** What could not be read at the start; the rest runs. */
  readonly refused: readonly BridgeError[];
  /** Throws EXPORT_UNREADABLE, also for an export over 1 MB unpacked, or where all that were added would be too large; bots of the export before the one that clashes stay added. */
  add(source: ExportSource): Promise<(LexBotAddress & { readonly how: "added" | "replaced" })[]>;
  /** Ends the functions' threads. */
  close(): Promise<void>;
}

const HOOK_TIMEOUT_MS = 30_000;
/** Ours, to bound memory. */
const BOTS_MAX = 100;
/** Ours too: whoever reaches the page can drop exports, so one may hold less than what is named at the start. Real ones are of kilobytes. */
export const ADDED_MAX_MB = 1;
/** What all of them may weigh together. Prepared for turns, a bot of many short words takes up to forty times as much. */
const ADDED_MAX_BYTES = 1024 * 1024;

/** Throws EXPORT_UNREADABLE when there is no bot at all in what was given, CODE_HOOK_UNUSABLE for a hook that can't be used. */
export async function loadLexBots({
  exports,
  codeHooks: sources,
  watch = false,
  ...options
}: LexBotsOptions): Promise<LexBots> {
  const refused: BridgeError[] = [];
  const loaded: LoadedHook[] = [];
  const hooks: Record<string, LoadedHook["hook"]> = {};
  const runtime = createLexRuntime({ ...options, bots: [], hooks });
  const read = await Promise.all(exports.map((source) => readExport(source).catch(BridgeError.from)));
  for (const one of read) {
    if (one instanceof BridgeError) {
      refused.push(one);
      continue;
    }
    refused.push(...one.refused);
    for (const bot of one.bots) {
      try {
        runtime.addBot(bot);
      } catch (thrown) {
        refused.push(BridgeError.from(thrown));
      }
    }
  }
  if (exports.length > 0 && runtime.bots().length === 0) throw refused[0];
  for (const error of refused) options.log?.(error.message);

  const names = runtime.bots().flatMap(({ id, name }) => [name, id]);
  try {
    for (const [name, source] of Object.entries(sources)) {
      if (!names.includes(name)) {
        const fix = `Name one of the bots: ${names.join(", ")}.`;
        throw new BridgeError("CODE_HOOK_UNUSABLE", `There is no bot ${name} for its code hook.`, { fix });
      }
      const timeoutMs = options.hookTimeoutMs ?? HOOK_TIMEOUT_MS;
      const hook = await loadHook(source, { timeoutMs, watch, onOutput: (line) => options.log?.(`${name}: ${line}`) });
      loaded.push(hook);
      hooks[name] = hook.hook;
    }
  } catch (thrown) {
    await Promise.all(loaded.map((hook) => hook.close()));
    throw thrown;
  }

  /** What each bot that was added since the start weighs. */
  let weights = new Map<string, number>();
  /** The bot that was added last: it is asked first. */
  let front: string | undefined;
  return {
    runtime,
    list() {
      const models = runtime.bots().map((model) => ({ address: addressOf(model), model }));
      return [...models.filter(({ model }) => model.id === front), ...models.filter(({ model }) => model.id !== front)];
    },
    refused,
    async add(source) {
      const found = await readExport(source, ADDED_MAX_MB);
      if (runtime.bots().length + found.bots.length > BOTS_MAX) {
        const fix = "Start the emulator anew, with those that are to run.";
        throw new BridgeError("EXPORT_UNREADABLE", `There are ${BOTS_MAX} bots already, or would be.`, { fix });
      }
      const grown = new Map([...weights, ...found.bots.map((bot) => [bot.id, heldWeight(bot)] as const)]);
      if ([...grown.values()].reduce((sum, weight) => sum + weight, 0) > ADDED_MAX_BYTES) {
        const fix = "Start the emulator anew, with this export among its bots: those are bounded one by one.";
        throw new BridgeError(
          "EXPORT_UNREADABLE",
          "The bots that were added since the start would take too much memory.",
          {
            fix,
          },
        );
      }
      weights = grown;
      const added = found.bots.map((bot) => ({ how: runtime.addBot(bot, { replace: true }), ...addressOf(bot) }));
      front = added[0]?.botId ?? front;
      if (found.refused[0] !== undefined) throw found.refused[0];
      return added;
    },
    async close() {
      await Promise.all(loaded.splice(0).map((hook) => hook.close()));
    },
  };
}

function addressOf({ id, name, locales }: BotModel): LexBotAddress {
  const aliasArn = `arn:aws:lex:${REGION}:${ACCOUNT}:bot-alias/${id}/TSTALIASID`;
  return { name, botId: id, aliasArn, locales: locales.map((locale) => locale.id) };
}
