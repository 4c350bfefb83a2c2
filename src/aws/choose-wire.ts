/** How the function talks to AWS: over its own wire, or with the AWS SDK, which is in a second file. */
export interface ChosenWire {
  readonly wire: "lean" | "sdk";
  readonly reason: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Something that only the AWS SDK can do, how the environment asks for it, and why that decides. */
export interface WireRule {
  /** The variables that it looks at, for readers of the table. */
  readonly variables: string;
  readonly reason: string;
  readonly decides: (env: Environment) => boolean;
}

const isOn = (value: string | undefined) => value?.toLowerCase() === "true" || value === "1";

/** The first rule that decides asks for the SDK; where none does, the lean wire is enough. `docs/configuration.md` prints this table. */
export const WIRE_RULES: readonly WireRule[] = [
  {
    variables: "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    reason: "the credentials aren't in the environment's three variables, so the SDK has to find them",
    decides: (env) => !env["AWS_ACCESS_KEY_ID"] || !env["AWS_SECRET_ACCESS_KEY"],
  },
  {
    variables: "AWS_PROFILE, AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE",
    reason: "a profile may hold credentials and endpoints",
    decides: (env) =>
      ["AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"].some((name) => Boolean(env[name])),
  },
  {
    variables:
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_WEB_IDENTITY_TOKEN_FILE",
    reason: "credentials that are fetched and renewed are the SDK's business",
    decides: (env) =>
      [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
      ].some((name) => Boolean(env[name])),
  },
  {
    variables: "AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT",
    reason: "FIPS and dual-stack hosts follow the SDK's endpoint rules",
    decides: (env) => isOn(env["AWS_USE_FIPS_ENDPOINT"]) || isOn(env["AWS_USE_DUALSTACK_ENDPOINT"]),
  },
  {
    variables: "AWS_REGION, AWS_DEFAULT_REGION",
    reason: "the region is of another partition than aws",
    decides: (env) => !isOfPartitionAws(env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"] ?? "us-east-1"),
  },
  {
    variables: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    reason: "configured endpoints are to be ignored",
    decides: (env) => isOn(env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]),
  },
  {
    variables: "NODE_USE_ENV_PROXY, NODE_OPTIONS",
    reason: "Node is told to use a proxy",
    decides: (env) => isOn(env["NODE_USE_ENV_PROXY"]) || /--use-env-proxy/.test(env["NODE_OPTIONS"] ?? ""),
  },
  {
    variables: "AWS_LAMBDA_EXEC_WRAPPER",
    reason: "a wrapper may instrument the SDK",
    decides: (env) => Boolean(env["AWS_LAMBDA_EXEC_WRAPPER"]),
  },
];

/** The region prefixes of each partition (AWS General Reference; the SDK's partition table). All else is `aws`. */
const OTHER_PARTITIONS = /^(cn|us-gov|us-iso|us-isob|us-isof|eu-isoe|eusc)-/;

function isOfPartitionAws(region: string): boolean {
  return !OTHER_PARTITIONS.test(region);
}

/** The operator's way out. */
export const FORCE_VARIABLE = "CHIME_LEX_WIRE";

/** Which wire this environment asks for. `CHIME_LEX_WIRE=sdk` and `=lean` decide by themselves; another value counts as none. */
export function chooseWire(env: Environment): ChosenWire {
  const forced = env[FORCE_VARIABLE];
  if (forced === "sdk" || forced === "lean") return { wire: forced, reason: `${FORCE_VARIABLE} says so` };
  const rule = WIRE_RULES.find(({ decides }) => decides(env));
  return rule
    ? { wire: "sdk", reason: rule.reason }
    : { wire: "lean", reason: "the environment asks for nothing else" };
}

/** The servers that the environment sets instead of AWS's (SDKs and Tools Reference Guide, "Service-specific endpoints"). */
export function envToEndpoints(env: Environment): { lex?: string; chime?: string; dynamodb?: string } {
  const all = env["AWS_ENDPOINT_URL"];
  const [lex, chime, dynamodb] = ["LEX_RUNTIME_V2", "CHIME_SDK_MESSAGING", "DYNAMODB"].map(
    (service) => env[`AWS_ENDPOINT_URL_${service}`] || all,
  );
  return { ...(lex ? { lex } : {}), ...(chime ? { chime } : {}), ...(dynamodb ? { dynamodb } : {}) };
}
