import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { LEX_REFUSALS } from "../errors/refusals.ts";
import type { DeleteSession, GetSession, PutSession, RecognizeText, SessionKey } from "../ports/ports.ts";
import { sdkToError } from "./sdk-error.ts";
import { unpackTurn } from "./unpack-turn.ts";
import type { Wire } from "./wire.ts";

export interface LexPorts {
  readonly recognizeText: RecognizeText;
  readonly getSession: GetSession;
  readonly putSession: PutSession;
  readonly deleteSession: DeleteSession;
}

/** The region of a bot alias. */
export type RegionOf = (bot: Pick<SessionKey, "botId" | "botAliasId">) => string;

/** The Lex V2 operations on a wire, one attempt each, in the region of the bot's alias. */
export function lexPorts(wire: Wire, regionOf: RegionOf): LexPorts {
  return {
    recognizeText: async (request, { signal }) => {
      try {
        return (await wire("RecognizeText", requestToInput(request), {
          region: regionOf(request),
          signal,
        })) as TurnResult;
      } catch (caught) {
        throw sdkToError(caught, LEX_REFUSALS);
      }
    },
    getSession: async (session, { signal }) => {
      try {
        const { sessionState } = await wire("GetSession", keyOf(session), { region: regionOf(session), signal });
        return (sessionState ?? {}) as NonNullable<TurnResult["sessionState"]>;
      } catch (caught) {
        return noneOrThrow(caught);
      }
    },
    putSession: async ({ intent, requestAttributes, sessionAttributes, ...session }, { signal }) => {
      const input = {
        ...keyOf(session),
        requestAttributes: { ...requestAttributes },
        responseContentType: "text/plain; charset=utf-8",
        // Delegate: Lex decides what the intent does next, as after a turn that found it (API_runtime_DialogAction).
        sessionState: {
          dialogAction: { type: "Delegate" },
          intent: { name: intent },
          sessionAttributes: { ...sessionAttributes },
        },
      };
      try {
        return await unpackTurn(await wire("PutSession", input, { region: regionOf(session), signal }));
      } catch (caught) {
        throw sdkToError(caught, LEX_REFUSALS);
      }
    },
    deleteSession: async (session, { signal }) => {
      try {
        await wire("DeleteSession", keyOf(session), { region: regionOf(session), signal });
      } catch (caught) {
        noneOrThrow(caught);
      }
    },
  };
}

function keyOf({ botId, botAliasId, localeId, sessionId }: SessionKey): SessionKey {
  return { botId, botAliasId, localeId, sessionId };
}

/**
 * A session that isn't there is answered 404 (API_runtime_GetSession): that is no failure, and a wrong bot is reported by the
 * turn.
 */
function noneOrThrow(caught: unknown): undefined {
  const error = sdkToError(caught, LEX_REFUSALS);
  if (error.code === "LEX_NOT_FOUND") return undefined;
  throw error;
}

/** The SDK's types are mutable; the copy is shallow. What else the state holds (contexts, from the test kit) goes along. */
function requestToInput({ sessionState, requestAttributes, ...rest }: TurnRequest) {
  return {
    ...rest,
    requestAttributes: { ...requestAttributes },
    ...(sessionState ? { sessionState: { ...sessionState } } : {}),
  };
}
