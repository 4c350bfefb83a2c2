import { BridgeError } from "../errors.ts";

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** API_UpdateItem, errors: the condition didn't hold. */
export function isConditionRefused(caught: unknown): boolean {
  return (caught as Thrown | null)?.name === "ConditionalCheckFailedException";
}

/** What only the owner of the table can mend, each with its fix. Anything else passes: it is unavailable, and may be tried again. */
function refusalOf(name: unknown, table: string): { readonly detail: string; readonly fix: string } | undefined {
  switch (name) {
    case "ResourceNotFoundException":
      return {
        detail: `There is no table ${table} in this region.`,
        fix: "Create it with the partition key id (a string), as docs/operations.md shows, or correct CHIME_LEX_CLAIMS_TABLE and the region.",
      };
    case "ValidationException":
      return {
        detail: `The table ${table} has another key than the partition key id (a string).`,
        fix: "Create a table with the partition key id (a string) and no sort key, as docs/operations.md shows.",
      };
    case "AccessDeniedException":
    case "UnrecognizedClientException":
    case "InvalidSignatureException":
    case "MissingAuthenticationTokenException":
    case "ExpiredTokenException":
      return {
        detail: `DynamoDB denied access to the table ${table}.`,
        fix: "Grant the function's role dynamodb:GetItem and dynamodb:UpdateItem on the table.",
      };
    case "CredentialsProviderError":
      return {
        detail: "There are no AWS credentials.",
        fix: "Give the function a role, or set the AWS credentials of the environment.",
      };
    default:
      return undefined;
  }
}

/** An error of the DynamoDB client as CLAIMS_REFUSED or CLAIMS_UNAVAILABLE. Its detail never holds what an item holds. */
export function dynamoError(caught: unknown, table: string): BridgeError {
  const { name, code, $metadata } = (caught ?? {}) as Thrown;
  const refusal = refusalOf(name, table);
  if (refusal) return new BridgeError("CLAIMS_REFUSED", refusal.detail, { cause: caught, fix: refusal.fix });
  const status = $metadata?.httpStatusCode;
  const what = typeof code === "string" ? code : `${status === undefined ? "" : `${status} `}${String(name)}`;
  return new BridgeError("CLAIMS_UNAVAILABLE", `The table ${table} answered ${what}.`, { cause: caught });
}
