import {
  DeleteSessionCommand,
  GetSessionCommand,
  LexRuntimeV2Client,
  RecognizeTextCommand,
} from "@aws-sdk/client-lex-runtime-v2";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import { LEX_REFUSALS } from "../errors/refusals.ts";
import type { DeleteSession, GetSession, RecognizeText, SessionKey } from "../ports/ports.ts";
import type { ClientOptions } from "./client-options.ts";
import { sendSigned } from "./send-signed.ts";

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
      const command = new RecognizeTextCommand(requestToInput(request));
      const client = clientFor(request);
      const { $metadata: _, ...result } = await sendSigned(client, LEX_REFUSALS, () =>
        client.send(command, { abortSignal: signal }),
      );
      return result as TurnResult;
    },
    getSession: async ({ botId, botAliasId, localeId, sessionId }, { signal }) => {
      const command = new GetSessionCommand({ botId, botAliasId, localeId, sessionId });
      const client = clientFor({ botId, botAliasId, localeId, sessionId });
      const session = sendSigned(client, LEX_REFUSALS, () => client.send(command, { abortSignal: signal }));
      return (await session.then(({ sessionState }) => sessionState ?? {}, noneOrThrow)) as Awaited<
        ReturnType<GetSession>
      >;
    },
    deleteSession: async ({ botId, botAliasId, localeId, sessionId }, { signal }) => {
      const command = new DeleteSessionCommand({ botId, botAliasId, localeId, sessionId });
      const client = clientFor({ botId, botAliasId, localeId, sessionId });
      await sendSigned(client, LEX_REFUSALS, () => client.send(command, { abortSignal: signal })).catch(noneOrThrow);
    },
  };
}

/** A session that isn't there is answered 404 (API_runtime_GetSession): no failure, and a wrong bot is told by the turn. */
function noneOrThrow(caught: unknown): undefined {
  if (BridgeError.from(caught).code === "LEX_NOT_FOUND") return undefined;
  throw caught;
}

/** The SDK's types are mutable; the copy is shallow. */
function requestToInput({ sessionState, requestAttributes, ...rest }: TurnRequest) {
  return {
    ...rest,
    requestAttributes: { ...requestAttributes },
    ...(sessionState ? { sessionState: { sessionAttributes: { ...sessionState.sessionAttributes } } } : {}),
  };
}
