import type { SessionKey } from "../../../../src/ports/ports.ts";
import { hookCaller } from "../dialog/hooks/call-hook.ts";
import type { Choices, Turn } from "../dialog/turn.ts";
import type { VisitedPart } from "../model/visited.ts";
import type { Session } from "../session/session.ts";
import { localTime } from "./local-time.ts";
import type { LexRuntimeOptions } from "./runtime-options.ts";
import { seededChoice } from "./seeded.ts";
import type { Target } from "./targets.ts";

/** The limit of Lex for a bot's function (`docs/facts.md` §4). */
const HOOK_TIMEOUT_MS = 30_000;

export interface TurnInput {
  readonly path: SessionKey;
  readonly target: Target;
  readonly session: Session;
  readonly text: string;
  readonly requestAttributes: Turn["requestAttributes"];
  readonly requestId: string;
}

/** A turn that has not been played yet. */
export type NewTurn = (input: TurnInput) => Turn;

export function createTurns(options: LexRuntimeOptions): NewTurn {
  const { now, seed = 0, hooks = {}, hookTimeoutMs: timeoutMs = HOOK_TIMEOUT_MS, log = () => {}, visited } = options;
  const { strict = false } = options;
  const { fulfillment = "failed", hookFailure = "refuse", ambiguousTime = "ask" } = options;
  const choices: Choices = { fulfillment, hookFailure, ambiguousTime };
  return ({ path, target: { bot, locale }, session, text, requestAttributes, requestId }) => {
    const at = now();
    const hook = Object.hasOwn(hooks, bot.name) ? hooks[bot.name] : hooks[bot.id];
    return {
      locale,
      session,
      text,
      now: at,
      localNow: localTime(at, requestAttributes),
      requestAttributes,
      choices,
      ...(hook === undefined ? {} : { callHook: hookCaller({ bot, path, hook, timeoutMs, strict, log }) }),
      choose: seededChoice(`${seed}:${path.sessionId}:${session.turns++}`),
      messages: [],
      ...(visited === undefined ? {} : { visited: (part: VisitedPart) => visited(part, bot) }),
      matches: [],
      asker: undefined,
      requestId,
    };
  };
}
