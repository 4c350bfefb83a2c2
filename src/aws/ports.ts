import { type ChimePorts, chimePorts } from "./chime.ts";
import { type LexPorts, lexPorts, type RegionOf } from "./lex.ts";
import type { ClientOptions } from "./sdk/client-options.ts";
import { createSdkWire } from "./sdk/wire.ts";

export interface AwsOptions extends Partial<ClientOptions> {
  /** The region of the Lex bot alias, or, for bots in several regions, a function that gives it for each. */
  readonly lexRegion: string | RegionOf;
  /** A server to use instead of AWS's for Lex; without it, `AWS_ENDPOINT_URL_LEX_RUNTIME_V2` decides. */
  readonly lexEndpoint?: string;
  /** The same for Chime; without it, `AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING` decides. */
  readonly chimeEndpoint?: string;
}

/** The bridge's ports on the AWS SDK's clients, with one keep-alive handler for both. */
export function awsPorts({ lexRegion, lexEndpoint, chimeEndpoint, ...options }: AwsOptions): ChimePorts & LexPorts {
  const endpoints = {
    ...(lexEndpoint ? { lex: lexEndpoint } : {}),
    ...(chimeEndpoint ? { chime: chimeEndpoint } : {}),
  };
  const wire = createSdkWire({ ...options, endpoints });
  return { ...lexPorts(wire, typeof lexRegion === "string" ? () => lexRegion : lexRegion), ...chimePorts(wire) };
}
