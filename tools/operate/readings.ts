/** What the output of an AWS CLI command says; each is recognised by members that only it has. */
export type Reading =
  /** `aws lambda get-function-configuration` */
  | { readonly kind: "function"; readonly value: JsonMembers }
  /** `aws lambda get-policy` */
  | { readonly kind: "resource-policy"; readonly value: JsonMembers }
  /** `aws iam get-role-policy` */
  | { readonly kind: "role-policy"; readonly value: JsonMembers }
  /** `aws lambda get-function-event-invoke-config` */
  | { readonly kind: "retries"; readonly value: JsonMembers }
  /** `aws chime-sdk-identity describe-app-instance-bot` */
  | { readonly kind: "bot"; readonly value: JsonMembers }
  /** `aws dynamodb describe-time-to-live` */
  | { readonly kind: "time-to-live"; readonly value: JsonMembers };

export type JsonMembers = Readonly<Record<string, unknown>>;

/** A JSON value as a reading; undefined if none of our commands prints it. */
export function valueToReading(value: unknown): Reading | undefined {
  if (!isMembers(value)) return undefined;
  if (typeof value["Policy"] === "string") return reading("resource-policy", parsed(value["Policy"]));
  if (isMembers(value["PolicyDocument"])) return reading("role-policy", value["PolicyDocument"]);
  if (isMembers(value["AppInstanceBot"])) return reading("bot", value["AppInstanceBot"]);
  if (isMembers(value["TimeToLiveDescription"])) return reading("time-to-live", value["TimeToLiveDescription"]);
  if ("MaximumRetryAttempts" in value || "MaximumEventAgeInSeconds" in value) return reading("retries", value);
  if ("FunctionName" in value && "Timeout" in value) return reading("function", value);
  return undefined;
}

/** The statements of a policy, each with its actions and resources as lists. */
export function statementsOf(
  policy: JsonMembers,
): { effect: string; actions: string[]; resources: string[]; raw: JsonMembers }[] {
  return listOf(policy["Statement"])
    .filter(isMembers)
    .map((raw) => ({
      effect: String(raw["Effect"]),
      actions: listOf(raw["Action"]).map(String),
      resources: listOf(raw["Resource"]).map(String),
      raw,
    }));
}

export function isMembers(value: unknown): value is JsonMembers {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A pattern of a policy, where `*` and `?` stand for anything. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(text);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function reading(kind: Reading["kind"], value: JsonMembers): Reading {
  return { kind, value };
}

function parsed(text: string): JsonMembers {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : {};
  } catch {
    return {};
  }
}
