import type { TurnResult } from "../../../../mappers/shapes/turn.ts";
import type { SessionKey } from "../../../../src/ports/ports.ts";
import { ServiceError } from "../../service-error.ts";
import { hear } from "../dialog/dialog.ts";
import { interpretations } from "../dialog/interpretations.ts";
import { proceed } from "../dialog/play.ts";
import { whySilent } from "../dialog/why-silent.ts";
import type { BotModel } from "../model/model.ts";
import { aged, alive, toWire } from "../session/contexts.ts";
import { copyOf } from "../session/copy.ts";
import { type Session, wireIntent } from "../session/session.ts";
import { LexSessions, sessionName } from "../session/sessions.ts";
import { checkPath, readPutBody, readTurnBody } from "../wire/request.ts";
import { applySessionState } from "../wire/session-state.ts";
import { createConcurrency, unlimited } from "./concurrency.ts";
import { createExclusive } from "./exclusive.ts";
import { createTurns } from "./new-turn.ts";
import type { LexRuntimeOptions } from "./runtime-options.ts";
import { seededUuid } from "./seeded.ts";
import { createTargets, type Target } from "./targets.ts";

/**
 * The runtime API of Lex V2 (`docs/facts.md` §5). Each function takes the parameters of the path, decoded, and the parsed
 * body, and throws ServiceError as Lex would: ValidationException, ResourceNotFoundException, ConflictException,
 * DependencyFailedException, ThrottlingException. Any alias id of the right form leads to a bot that is there; the version behind it is always the export.
 */
export interface LexRuntime {
  /** `silent` is told why nothing is said, where nothing is. */
  readonly recognizeText: (path: SessionKey, body: unknown, silent?: (why: string) => void) => Promise<TurnResult>;
  readonly getSession: (path: SessionKey) => Promise<TurnResult>;
  readonly putSession: (path: SessionKey, body: unknown) => Promise<TurnResult>;
  readonly deleteSession: (path: SessionKey) => Promise<SessionKey>;
  /** Adds a bot, or with `replace` puts it in place of an older export of the same one. Throws EXPORT_UNREADABLE for a second id or name. */
  readonly addBot: (bot: BotModel, options?: { readonly replace: boolean }) => "added" | "replaced";
  readonly bots: () => BotModel[];
  /** Forgets all sessions. */
  readonly reset: () => void;
}

export function createLexRuntime(options: LexRuntimeOptions): LexRuntime {
  const { now, seed = 0, latency } = options;
  const newTurn = createTurns(options);
  const targets = createTargets();
  for (const bot of options.bots) targets.add(bot);
  const sessions = new LexSessions(now);
  const exclusive = createExclusive();
  const limited = options.strict === true ? createConcurrency() : unlimited;
  let requests = 0;
  const newRequestId = () => seededUuid(`${seed}:${requests++}`);

  const targetOf = (path: SessionKey): Target => {
    checkPath(path);
    const target = targets.find(path.botId, path.localeId);
    if (target !== undefined) return target;
    const known = targets.known().join(", ") || "none";
    throw new ServiceError(404, "ResourceNotFoundException", `There is no such bot and locale here. Known: ${known}.`);
  };

  const alone = (path: SessionKey, work: () => Promise<TurnResult>): Promise<TurnResult> =>
    limited(path.botId, path.botAliasId, () =>
      exclusive(sessionName(path), async () => {
        await latency?.();
        // A copy: what callers do to an answer must not reach the session behind it.
        return copyOf(await work());
      }),
    );

  const stateOf = ({ dialogAction, intent, attributes, contexts }: Session, requestId: string) => ({
    ...(dialogAction === undefined ? {} : { dialogAction }),
    ...(intent === undefined ? {} : { intent: wireIntent(intent) }),
    ...(contexts.length === 0 ? {} : { activeContexts: toWire(contexts, now()) }),
    sessionAttributes: attributes,
    originatingRequestId: requestId,
  });

  return {
    recognizeText: async (path, body, silent) => {
      const target = targetOf(path);
      const request = readTurnBody(body);
      return alone(path, async () => {
        const session = sessions.findOrBegin(path);
        session.contexts = alive(session.contexts, now());
        applySessionState(target.locale, session, request.sessionState, now());
        const turn = newTurn({
          path,
          target,
          session,
          text: request.text,
          requestAttributes: request.requestAttributes ?? {},
          requestId: newRequestId(),
        });
        const contextsBefore = session.contexts;
        await hear(turn);
        const why = whySilent(turn, target.bot.name);
        if (why !== undefined) silent?.(why);
        session.contexts = aged(session.contexts, contextsBefore);
        session.messages = turn.messages;
        session.interpretations = interpretations(turn);
        sessions.keep(path, session, target.ttl);
        return {
          ...(session.messages.length === 0 ? {} : { messages: session.messages }),
          sessionState: stateOf(session, turn.requestId),
          interpretations: session.interpretations,
          requestAttributes: turn.requestAttributes,
          sessionId: path.sessionId,
        };
      });
    },

    getSession: async (path) => {
      targetOf(path);
      const session = sessions.find(path);
      if (session === undefined) throw new ServiceError(404, "ResourceNotFoundException", "There is no such session.");
      const { messages, interpretations: found } = session;
      session.contexts = alive(session.contexts, now());
      return {
        sessionId: path.sessionId,
        messages,
        interpretations: found,
        sessionState: stateOf(session, newRequestId()),
      };
    },

    putSession: async (path, body) => {
      const target = targetOf(path);
      const request = readPutBody(body);
      return alone(path, async () => {
        const session = sessions.findOrBegin(path);
        session.contexts = alive(session.contexts, now());
        applySessionState(target.locale, session, request.sessionState, now());
        const requestAttributes = request.requestAttributes ?? {};
        const turn = newTurn({ path, target, session, text: "", requestAttributes, requestId: newRequestId() });
        // What comes next is the bot's to say: that Lex says it at once is unverified.
        if (session.dialogAction?.type === "Delegate" && session.intent) await proceed(turn, { at: "next slot" });
        session.messages = [...(request.messages ?? []), ...turn.messages].slice(0, 10);
        sessions.keep(path, session, target.ttl);
        return {
          ...(session.messages.length === 0 ? {} : { messages: session.messages }),
          sessionState: stateOf(session, turn.requestId),
          requestAttributes: turn.requestAttributes,
          sessionId: path.sessionId,
        };
      });
    },

    deleteSession: async (path) => {
      targetOf(path);
      if (!sessions.end(path)) throw new ServiceError(404, "ResourceNotFoundException", "There is no such session.");
      const { botId, botAliasId, localeId, sessionId } = path;
      return { botId, botAliasId, localeId, sessionId };
    },

    addBot: (bot, options) => {
      const how = targets.add(bot, options);
      // A conversation with the older export may stand at a slot that the newer one lacks.
      if (how === "replaced") sessions.endAll(bot.id);
      return how;
    },
    bots: targets.bots,
    reset: () => {
      sessions.clear();
      requests = 0;
    },
  };
}
