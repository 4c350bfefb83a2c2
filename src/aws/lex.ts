import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  RecognizeTextCommand,
} from "@aws-sdk/client-lex-runtime-v2";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { lexFailure } from "../errors/refusals.ts";
import type { DeleteSession, GetSession, RecognizeText, SessionKey } from "../ports/ports.ts";
import type { ClientOptions } from "./client-options.ts";
import { sdkToError } from "./sdk-error.ts";

const TRANSPORT = {
  unreachable: "LEX_UNREACHABLE",
  lost: "LEX_CONNECTION_LOST",
  late: "LEX_TIMEOUT",
  denied: "LEX_ACCESS_DENIED",
} as const;

export interface LexPorts {
  readonly recognizeText: RecognizeText;
  readonly getSession: GetSession;
  readonly deleteSession: DeleteSession;
}

/** The region of a bot alias. */
export type RegionOf = (bot: Pick<SessionKey, "botId" | "botAliasId">) => string;

/** The Lex V2 operations by the AWS SDK, one attempt each without a retry of the SDK's own, and one client a region. */
export function lexPorts({ endpoint, ...options }: ClientOptions, regionOf: RegionOf): LexPorts {
  const clients = new Map<string, LexRuntimeV2Client>();
  const clientFor = (bot: SessionKey) => {
    const region = regionOf(bot);
    const client =
      clients.get(region) ??
      new LexRuntimeV2Client({ ...options, ...(endpoint ? { endpoint } : {}), region, maxAttempts: 1 });
    clients.set(region, client);
    return client;
  };
  return {
    recognizeText: async (request, { signal }) => {
      try {
        const command = new RecognizeTextCommand(requestToInput(request));
        const { $metadata: _, ...result } = await clientFor(request).send(command, { abortSignal: signal });
        return result as TurnResult;
      } catch (caught) {
        throw sdkToError(caught, lexFailure, TRANSPORT);
      }
    },
    getSession: async ({ botId, botAliasId, localeId, sessionId }, { signal }) => {
      const key = { botId, botAliasId, localeId, sessionId };
      try {
        const { sessionState } = await clientFor(key).send(new GetSessionCommand(key), { abortSignal: signal });
        return (sessionState ?? {}) as NonNullable<TurnResult["sessionState"]>;
      } catch (caught) {
        return noneOrThrow(caught);
      }
    },
    deleteSession: async ({ botId, botAliasId, localeId, sessionId }, { signal }) => {
      const key = { botId, botAliasId, localeId, sessionId };
      try {
        await clientFor(key).send(new DeleteSessionCommand(key), { abortSignal: signal });
      } catch (caught) {
        noneOrThrow(caught);
      }
    },
  };
}

/** A session that isn't there is answered 404 (API_runtime_GetSession): no failure, and a wrong bot is told by the turn. */
function noneOrThrow(caught: unknown): undefined {
  const error = sdkToError(caught, lexFailure, TRANSPORT);
  if (error.code === "LEX_NOT_FOUND") return undefined;
  throw error;
}

/** The SDK's types are mutable; the copy is shallow. */
function requestToInput({ sessionState, requestAttributes, ...rest }: TurnRequest) {
  return {
    ...rest,
    requestAttributes: { ...requestAttributes },
    ...(sessionState ? { sessionState: { sessionAttributes: { ...sessionState.sessionAttributes } } } : {}),
  };
}
