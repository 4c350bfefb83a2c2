import { awsPorts } from "../../../src/aws/ports.ts";
import { checkConfig, problemsToError } from "../../../src/config/config.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { RecognizeText } from "../../../src/ports/ports.ts";

/**
 * RecognizeText of a live bot, by the SDK's own credentials (environment, profile, role). `lexBotAliasArn` tells the region.
 * Throws CONFIG_INVALID for an ARN of another form; the function rejects with CREDENTIALS_MISSING where there are none.
 */
export function liveBot(lexBotAliasArn: string, endpoint?: string): RecognizeText {
  const { settings, problems } = checkConfig({ bots: [{ lexBotAliasArn }] });
  if (!settings) throw problemsToError(problems);
  const lexRegion = lexBotAliasArn.split(":")[3] ?? "";
  const { recognizeText } = awsPorts({ lexRegion, ...(endpoint ? { lexEndpoint: endpoint } : {}) });
  return async (request, options) => {
    try {
      return await recognizeText(request, options);
    } catch (caught) {
      throw withoutCredentials(caught) ?? caught;
    }
  };
}

/** CREDENTIALS_MISSING, where that is what a port's rejection comes from. */
export function withoutCredentials(caught: unknown): BridgeError | undefined {
  const cause = caught instanceof BridgeError ? caught.cause : caught;
  const isMissing = cause instanceof Error && cause.name === "CredentialsProviderError";
  return isMissing ? new BridgeError("CREDENTIALS_MISSING", undefined, { cause }) : undefined;
}
