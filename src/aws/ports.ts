import type { RecognizeText } from "../ports.ts";
import { type ChimePorts, chimePorts } from "./chime.ts";
import type { ClientOptions } from "./client-options.ts";
import { createConnections } from "./connections.ts";
import { lexRecognizeText } from "./lex.ts";

export interface AwsOptions extends Partial<Omit<ClientOptions, "endpoint">> {
  /** The region of the Lex bot alias. */
  readonly lexRegion: string;
  /** Where another server than AWS's stands for Lex; without it, `AWS_ENDPOINT_URL_LEX_RUNTIME_V2` decides. */
  readonly lexEndpoint?: string;
  /** The same for Chime; without it, `AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING` decides. */
  readonly chimeEndpoint?: string;
}

/** The bridge's ports on the AWS SDK's clients, with one keep-alive handler for both. */
export function awsPorts({
  lexRegion,
  lexEndpoint,
  chimeEndpoint,
  requestHandler = createConnections(),
  ...options
}: AwsOptions): ChimePorts & { readonly recognizeText: RecognizeText } {
  const shared = { ...options, requestHandler };
  return {
    recognizeText: lexRecognizeText({ ...shared, ...(lexEndpoint ? { endpoint: lexEndpoint } : {}) }, lexRegion),
    ...chimePorts({ ...shared, ...(chimeEndpoint ? { endpoint: chimeEndpoint } : {}) }),
  };
}
