import { readExport } from "../../emulator/lex/export/read-export.ts";
import type { BotModel } from "../../emulator/lex/model/model.ts";
import type { Visited } from "../../emulator/lex/model/visited.ts";
import type { ConversationListener } from "../conversation/run.ts";
import { type BotPart, botToParts, PART_KINDS, type PartKind } from "./bot-parts.ts";

/** How much of a bot a run visited. Names as `BotPart` gives them. */
export interface BotCoverage {
  readonly bot: string;
  readonly kinds: Readonly<
    Record<PartKind, { readonly visited: number; readonly of: number; readonly never: readonly string[] }>
  >;
}

/** Counts what is visited, over as many emulators as are given it. */
export interface CoverageCounter {
  /** For the emulator, or `runConversations`. */
  readonly visited: Visited;
  /** For `runConversations`: a button counts when what it says is sent after its card was shown, in the same conversation. */
  readonly listener: ConversationListener;
  /** The bots of these exports, visited or not. Throws EXPORT_UNREADABLE. */
  coverage(exports: readonly string[]): Promise<BotCoverage[]>;
}

export function createCoverage(): CoverageCounter {
  const models = new WeakMap<BotModel, readonly BotPart[]>();
  const seen = new Map<string, Set<string>>();
  let shown: { readonly bot: BotModel; readonly part: BotPart }[] = [];

  const partsOf = (bot: BotModel): readonly BotPart[] => {
    const parts = models.get(bot) ?? botToParts(bot);
    models.set(bot, parts);
    return parts;
  };
  const mark = (bot: BotModel, part: BotPart) => {
    const key = keyOf(bot);
    seen.set(key, (seen.get(key) ?? new Set()).add(`${part.kind} ${part.name}`));
  };

  return {
    visited(visitedPart, bot) {
      for (const part of partsOf(bot)) {
        if (part.part !== visitedPart) continue;
        if (part.kind === "button") shown.push({ bot, part });
        else mark(bot, part);
      }
    },
    listener: {
      begins: () => {
        shown = [];
      },
      says: (text) => {
        for (const { bot, part } of shown) if (says(part, text)) mark(bot, part);
      },
    },
    async coverage(exports) {
      const read = await Promise.all([...new Set(exports)].map((source) => readExport(source)));
      const bots = read.flatMap((one) => one.bots);
      return bots.map((bot) => countParts(bot.name, botToParts(bot), seen.get(keyOf(bot)) ?? new Set()));
    },
  };
}

/** The same export read twice gives two models: what they have in common is the bot. */
function keyOf({ id, name }: BotModel): string {
  return `${id} ${name}`;
}

/** A button's value may hold placeholders that were filled when it was shown. */
function says({ button }: BotPart, text: string): boolean {
  if (button === undefined) return false;
  const parts = button.value.split(/\(\([^()]+\)\)|\{[^{}"\s]+\}|\[[^[\]]+\]/);
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "su").test(
    text,
  );
}

function countParts(bot: string, parts: readonly BotPart[], seen: ReadonlySet<string>): BotCoverage {
  const count = (kind: PartKind) => {
    const all = parts.filter((part) => part.kind === kind);
    const never = all.filter(({ name }) => !seen.has(`${kind} ${name}`)).map(({ name }) => name);
    return { visited: all.length - never.length, of: all.length, never };
  };
  return {
    bot,
    kinds: { intent: count("intent"), slot: count("slot"), branch: count("branch"), button: count("button") },
  };
}

/** A table: a row a kind, then what was never visited. A last line feed ends it. */
export function coverageToTable({ bot, kinds }: BotCoverage): string {
  const rows = PART_KINDS.map((kind) => {
    const { visited, of } = kinds[kind];
    const percent = of === 0 ? "" : `${Math.floor((100 * visited) / of)} %`;
    return `  ${`${kind}s`.replace("branchs", "branches").padEnd(9)} ${`${visited} of ${of}`.padStart(9)}  ${percent.padStart(5)}`.trimEnd();
  });
  const never = PART_KINDS.flatMap((kind) => kinds[kind].never.map((name) => `  never: ${kind} ${name}`));
  return `${[`${bot}, visited`, ...rows, ...never].join("\n")}\n`;
}
