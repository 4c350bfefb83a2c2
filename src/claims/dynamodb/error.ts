import { BridgeError } from "../../errors/bridge-error.ts";
import { isBadSignature } from "../../errors/refusals.ts";
import { nameOrNone } from "../../errors/sentence.ts";

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly statusCode?: number };
}

interface Mend {
  readonly detail: string;
  readonly fix: string;
}

/** API_UpdateItem, errors: the condition didn't hold. */
export function isConditionRefused(caught: unknown): boolean {
  return (caught as Thrown | null)?.name === "ConditionalCheckFailedException";
}

/** What only the owner of the table can fix, and how. Anything else is temporary: unavailable, to be tried again. */
function refusalOf({ name, message }: Thrown, table: string): Mend | undefined {
  switch (name) {
    case "ResourceNotFoundException":
      return {
        detail: `There is no table ${table} in this region.`,
        fix: "Create it with the partition key id (a string), as docs/operations.md shows, or correct CHIME_LEX_CLAIMS_TABLE and the region.",
      };
    case "ValidationException":
      return {
        detail: `The table ${table} has another key than the partition key id (a string), or no table can have this name.`,
        fix: "Create a table with the partition key id (a string) and no sort key, as docs/operations.md shows, or correct CHIME_LEX_CLAIMS_TABLE.",
      };
    case "AccessDeniedException":
      return {
        detail: `DynamoDB denied access to the table ${table}.`,
        fix: "Grant the function's role dynamodb:GetItem and dynamodb:UpdateItem on the table.",
      };
    default:
      // The SDK gives this one no name of its own.
      return message === "Region is missing"
        ? { detail: `No AWS region is set for the table ${table}.`, fix: "Set AWS_REGION to the region of the table." }
        : undefined;
  }
}

/** An error of the DynamoDB client as CLAIMS_REFUSED, CLAIMS_UNAVAILABLE or CREDENTIALS_REFUSED. Its detail never holds what an item holds. */
export function dynamoError(caught: unknown, table: string): BridgeError {
  if (caught instanceof BridgeError) return caught;
  const thrown = (caught ?? {}) as Thrown;
  const status = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode;
  // Without a status they are the SDK's own words, or Node's.
  const sentence = status === undefined ? "" : String(thrown.message ?? "");
  const told = { cause: caught, sentence, requestId: thrown.$metadata?.requestId };
  if (isBadSignature(String(thrown.name))) {
    const detail =
      thrown.name === "CredentialsProviderError"
        ? `There are no AWS credentials for the table ${table}.`
        : `DynamoDB does not accept the credentials for the table ${table}: ${nameOrNone(String(thrown.name))}.`;
    return new BridgeError("CREDENTIALS_REFUSED", detail, told);
  }
  const refusal = refusalOf(thrown, table);
  if (refusal) return new BridgeError("CLAIMS_REFUSED", refusal.detail, { ...told, fix: refusal.fix });
  return new BridgeError("CLAIMS_UNAVAILABLE", `The table ${table} ${unavailability(thrown, status)}.`, told);
}

function unavailability({ name, code }: Thrown, status: number | undefined): string {
  if (status !== undefined) return `answered ${status} ${nameOrNone(String(name))}`;
  return name === "AbortError" ? "did not answer in time" : `is out of reach: ${String(code ?? name)}`;
}
