import type { Hook } from "../dialog/hooks/hook.ts";
import type { Choices } from "../dialog/turn.ts";
import type { BotModel } from "../model/model.ts";
import type { Visited } from "../model/visited.ts";

export interface LexRuntimeOptions extends Partial<Choices> {
  readonly bots: readonly BotModel[];
  /** The clock: epoch milliseconds. Sessions and contexts expire and dates resolve by it. */
  readonly now: () => number;
  /** The same seed, bots and requests give the same answers, request ids included. Default 0. */
  readonly seed?: number;
  /** The bots' functions, by the name of the bot or its id. */
  readonly hooks?: Readonly<Record<string, Hook>>;
  /** How long a function may take; by default 30 s, as in Lex. */
  readonly hookTimeoutMs?: number;
  /**
   * Refuses more conversations at once than the alias may have (2 on TSTALIASID, 50 on others), and what a function says over 1,024
   * characters in a message.
   */
  readonly strict?: boolean;
  /** Gets a line for each code hook that failed. */
  readonly log?: (line: string) => void;
  /** Awaited while a turn holds its session: a slow bot. A second turn of that session meanwhile is a conflict. */
  readonly latency?: () => Promise<void>;
  readonly visited?: Visited;
}
