import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import { ServiceError } from "../service-error.ts";
import { hear } from "./dialog.ts";
import { createExclusive } from "./exclusive.ts";
import { interpretations } from "./interpretations.ts";
import type { BotModel } from "./model.ts";
import { checkPath, readPutBody, readTurnBody } from "./request.ts";
import { seededChoice, seededUuid } from "./seeded.ts";
import { type Session, wireIntent } from "./session.ts";
import { applySessionState } from "./session-state.ts";
import { type SessionKey, Sessions, sessionName } from "./sessions.ts";
import { type Target, targetsOf } from "./targets.ts";
import type { Visited, VisitedPart } from "./visited.ts";

export interface LexRuntimeOptions {
  readonly bots: readonly BotModel[];
  /** The clock: epoch milliseconds. Sessions expire and dates resolve by it. */
  readonly now: () => number;
  /** The same seed, bots and requests give the same answers, request ids included. Default 0. */
  readonly seed?: number;
  /**
   * How a fulfilment that calls the bot's function ends, since no function runs here. Default "failed": the failure response,
   * and state Failed.
   */
  readonly fulfillment?: "failed" | "fulfilled";
  /** Awaited while a turn holds its session: a slow bot. A second turn of that session meanwhile is a conflict. */
  readonly latency?: () => Promise<void>;
  readonly visited?: Visited;
}

/**
 * The runtime API of Lex V2 (`docs/facts.md` §5). Each function takes the parameters of the path, decoded, and the parsed
 * body, and throws ServiceError as Lex would: ValidationException, ResourceNotFoundException, ConflictException. Any alias id
 * of the right form leads to a bot that is there; the version behind it is always the export.
 */
export interface LexRuntime {
  readonly recognizeText: (path: SessionKey, body: unknown) => Promise<TurnResult>;
  readonly getSession: (path: SessionKey) => Promise<TurnResult>;
  readonly putSession: (path: SessionKey, body: unknown) => Promise<TurnResult>;
  readonly deleteSession: (path: SessionKey) => Promise<SessionKey>;
}

export function createLexRuntime(options: LexRuntimeOptions): LexRuntime {
  const { bots, now, seed = 0, fulfillment = "failed", latency, visited } = options;
  const targets = targetsOf(bots);
  const sessions = new Sessions(now);
  const exclusive = createExclusive();
  let requests = 0;

  const targetOf = (path: SessionKey): Target => {
    checkPath(path);
    const target = targets.get(`${path.botId}/${path.localeId}`);
    if (target !== undefined) return target;
    const known = [...targets.keys()].join(", ") || "none";
    throw new ServiceError(404, "ResourceNotFoundException", `There is no such bot and locale here. Known: ${known}.`);
  };

  const alone = (path: SessionKey, work: () => TurnResult): Promise<TurnResult> =>
    exclusive(sessionName(path), async () => {
      await latency?.();
      // A copy: what callers do to an answer must not reach the session behind it.
      return structuredClone(work());
    });

  const stateOf = ({ dialogAction, intent, attributes }: Session) => ({
    ...(dialogAction === undefined ? {} : { dialogAction }),
    ...(intent === undefined ? {} : { intent: wireIntent(intent) }),
    sessionAttributes: attributes,
    originatingRequestId: seededUuid(`${seed}:${requests++}`),
  });

  return {
    recognizeText: async (path, body) => {
      const { locale, ttl, bot } = targetOf(path);
      const request = readTurnBody(body);
      return alone(path, () => {
        const session = sessions.findOrBegin(path);
        applySessionState(locale, session, request.sessionState);
        const requestAttributes = request.requestAttributes ?? {};
        const choose = seededChoice(`${seed}:${path.sessionId}:${session.turns++}`);
        const turn = {
          locale,
          session,
          text: request.text,
          now: now(),
          requestAttributes,
          fulfillment,
          choose,
          messages: [],
          ...(visited ? { visited: (part: VisitedPart) => visited(part, bot) } : {}),
        };
        const hearing = hear(turn);
        session.messages = turn.messages;
        session.interpretations = interpretations(locale, session, hearing);
        sessions.keep(path, session, ttl);
        return {
          ...(session.messages.length === 0 ? {} : { messages: session.messages }),
          sessionState: stateOf(session),
          interpretations: session.interpretations,
          requestAttributes,
          sessionId: path.sessionId,
        };
      });
    },

    getSession: async (path) => {
      targetOf(path);
      const session = sessions.find(path);
      if (session === undefined) throw new ServiceError(404, "ResourceNotFoundException", "There is no such session.");
      const { messages, interpretations: found } = session;
      return {
        sessionId: path.sessionId,
        messages,
        interpretations: found,
        sessionState: stateOf(session),
      };
    },

    putSession: async (path, body) => {
      const { locale, ttl } = targetOf(path);
      const request = readPutBody(body);
      return alone(path, () => {
        const session = sessions.findOrBegin(path);
        applySessionState(locale, session, request.sessionState);
        session.messages = request.messages ?? [];
        sessions.keep(path, session, ttl);
        return {
          ...(session.messages.length === 0 ? {} : { messages: session.messages }),
          sessionState: stateOf(session),
          requestAttributes: request.requestAttributes ?? {},
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
  };
}
