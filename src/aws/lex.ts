import { LexRuntimeV2Client, RecognizeTextCommand } from "@aws-sdk/client-lex-runtime-v2";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { lexFailure } from "../failures.ts";
import type { RecognizeText } from "../ports.ts";
import type { ClientOptions } from "./client-options.ts";
import { sdkToError } from "./sdk-error.ts";

const TRANSPORT = {
  unreachable: "LEX_UNREACHABLE",
  lost: "LEX_CONNECTION_LOST",
  late: "LEX_TIMEOUT",
  denied: "LEX_ACCESS_DENIED",
} as const;

/** RecognizeText by the AWS SDK (API_runtime_RecognizeText): one attempt, no retry of the SDK's own. */
export function lexRecognizeText({ endpoint, ...options }: ClientOptions, region: string): RecognizeText {
  const client = new LexRuntimeV2Client({ ...options, ...(endpoint ? { endpoint } : {}), region, maxAttempts: 1 });
  return async (request, { signal }) => {
    try {
      const { $metadata: _, ...result } = await client.send(new RecognizeTextCommand(requestToInput(request)), {
        abortSignal: signal,
      });
      return result as TurnResult;
    } catch (caught) {
      throw sdkToError(caught, lexFailure, TRANSPORT);
    }
  };
}

/** The SDK's types are mutable; the copy is shallow. */
function requestToInput({ sessionState, requestAttributes, ...rest }: TurnRequest) {
  return {
    ...rest,
    requestAttributes: { ...requestAttributes },
    ...(sessionState ? { sessionState: { sessionAttributes: { ...sessionState.sessionAttributes } } } : {}),
  };
}
