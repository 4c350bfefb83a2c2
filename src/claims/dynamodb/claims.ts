import { DynamoDBClient, type DynamoDBClientConfig, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { isBadSignature } from "../../errors/refusals.ts";
import type { Claims } from "../../ports/claims.ts";
import type { Pauses } from "../../ports/handoff.ts";
import type { Now } from "../../ports/ports.ts";
import { createTableClaims, type DynamoCall } from "./on-table.ts";
import { createTablePauses } from "./pauses.ts";

/** What the AWS SDK's client takes. If these are absent, the SDK's own environment decides. */
export interface DynamoClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** One for all clients of a process; without it this client makes its own, which keeps its connections. */
  readonly requestHandler?: NonNullable<DynamoDBClientConfig["requestHandler"]>;
}

export interface DynamoOptions extends DynamoClientOptions {
  /** A table with the partition key `id` (a string); `expires` is its TTL attribute. */
  readonly table: string;
  readonly now: Now;
}

/** Claims in a DynamoDB table by the AWS SDK's client. */
export function createDynamoClaims({ table, now, ...options }: DynamoOptions): Claims {
  return createTableClaims({ table, now, call: createDynamoCall(options) });
}

/** Pauses in a DynamoDB table, mostly that of the claims, by the AWS SDK's client. */
export function createDynamoPauses({ table, now, ...options }: DynamoOptions): Pauses {
  return createTablePauses({ table, now, call: createDynamoCall(options) });
}

/** The two operations by the AWS SDK's client, without a retry of its own. */
export function createDynamoCall(options: DynamoClientOptions = {}): DynamoCall {
  const client = new DynamoDBClient({ ...options, maxAttempts: 1 });
  return async (operation, input, { signal }) => {
    const sending = { abortSignal: signal };
    try {
      return operation === "GetItem"
        ? { ...(await client.send(new GetItemCommand(input as never), sending)) }
        : { ...(await client.send(new UpdateItemCommand(input as never), sending)) };
    } catch (caught) {
      // Credentials that were refused are read anew, so that the next call is signed with those: the client keeps what has no expiry.
      if (isBadSignature(String((caught as Error).name)))
        await client.config.credentials({ forceRefresh: true }).catch(() => {});
      throw caught;
    }
  };
}
