import { type BridgeConfig, BridgeError } from "chime-lex-bridge/operate";

/** Lambda takes 4 KB of variables in all (developer guide, "Lambda quotas"); some are left for those that are set later by hand. */
const VARIABLES_MAX = 3_800;

/** The function's variables. Throws CONFIG_INVALID where they don't fit. */
export function environmentOf({
  config,
  table,
  serviceName,
  more,
}: {
  readonly config: BridgeConfig;
  readonly table: string;
  readonly serviceName: string;
  readonly more: Readonly<Record<string, string>>;
}): Record<string, string> {
  const { claims: _, $schema: __, ...rest } = config;
  const json = JSON.stringify(rest);
  const size = Buffer.byteLength(json) + Object.entries(more).join().length;
  if (size > VARIABLES_MAX) {
    throw new BridgeError("CONFIG_INVALID", `As environment variables the configuration takes ${size} bytes.`, {
      fix: `Keep it below ${VARIABLES_MAX}: Lambda takes 4 KB of variables in all.`,
    });
  }
  return {
    ...more,
    CHIME_LEX_CONFIG: json,
    CHIME_LEX_CLAIMS_TABLE: table,
    POWERTOOLS_SERVICE_NAME: serviceName,
  };
}
