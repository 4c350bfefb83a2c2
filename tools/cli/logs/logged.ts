import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import { readExport } from "../../emulator/lex/export/read-export.ts";
import type { CassetteOptions } from "../../testing/cassette/make-cassette.ts";
import { entriesToConversations } from "../../testing/from-log/lex-log.ts";
import type { LoggedConversation } from "../../testing/from-log/logged-conversation.ts";
import type { LogContents } from "../../testing/from-log/read-log.ts";
import { streamToConversations } from "../../testing/from-log/stream-to-conversations.ts";
import { botsToKept } from "../../testing/scrub/kept.ts";
import type { Io } from "../io.ts";

/** The conversations of a log, and what of it is in none of them. */
export interface LoggedContents {
  readonly given: "lex-conversation-log" | "messaging-stream";
  readonly conversations: readonly LoggedConversation[];
  readonly left: readonly { readonly what: string; readonly count: number }[];
}

/** The conversations of a log that isn't the bridge's own: Lex's if it holds any, else Chime's. */
export function contentsToConversations({ entries, records }: LogContents): LoggedContents | undefined {
  if (entries.length > 0) {
    return { given: "lex-conversation-log", conversations: entriesToConversations(entries), left: [] };
  }
  if (records.length === 0) return undefined;
  const { conversations, left } = streamToConversations(records);
  return {
    given: "messaging-stream",
    conversations,
    left: [...left.counts].map(([what, count]) => ({ what, count })),
  };
}

export function leftToText({ what, count }: LoggedContents["left"][number]): string {
  return `left out: ${what}${count === 1 ? "" : `, ${count} times`}\n`;
}

/** What may stay of a log's words. */
export async function scrubOf(
  {
    bot,
    names,
    words,
  }: { readonly bot?: string; readonly names?: readonly string[]; readonly words?: "kept" | "replaced" },
  io: Io,
): Promise<CassetteOptions> {
  const kept = bot === undefined ? undefined : botsToKept((await readExport(resolve(io.cwd, bot))).bots);
  return {
    ...(kept ? { kept } : {}),
    ...(names ? { names } : {}),
    ...(words ? { texts: words } : {}),
  };
}

/** As much as is read of a file: beyond it something else was given. */
const FILE_MAX_BYTES = 50_000_000;

/** The text of a log or a test set, or of standard input. Throws USAGE. */
export function readLogFile(path: string, io: Io): string {
  try {
    if (path === "-") return io.stdin();
    const file = resolve(io.cwd, path);
    if (statSync(file).size > FILE_MAX_BYTES) throw new RangeError("too large");
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new BridgeError("USAGE", `${path} can't be read${cause instanceof RangeError ? ": it is over 50 MB" : ""}.`, {
      cause,
      fix: "Give the path of a log, or - for standard input.",
    });
  }
}
