import { DynamoDBClient, type DynamoDBClientConfig, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { BridgeError } from "../../errors/bridge-error.ts";
import type { Claims } from "../../ports/claims.ts";
import type { Now } from "../../ports/ports.ts";
import { dynamoError, isConditionRefused } from "./error.ts";
import { itemToClaim } from "./item.ts";
import { writeToUpdate } from "./update.ts";

export interface DynamoOptions {
  /** A table with the partition key `id` (a string); `expires` is its TTL attribute. */
  readonly table: string;
  readonly now: Now;
  /** Where these are absent, the SDK's own environment decides. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** One for all clients of a process; without it, one of this client's own, which keeps its connections. */
  readonly requestHandler?: NonNullable<DynamoDBClientConfig["requestHandler"]>;
}

/**
 * Claims in a DynamoDB table, one item a delivery, one table for many bots. Every write is one conditional UpdateItem, every read
 * a consistent GetItem (API_UpdateItem, API_GetItem). What an item holds, and for how long: `docs/operations.md`.
 */
export function createDynamoClaims({ table, now, ...options }: DynamoOptions): Claims {
  const client = new DynamoDBClient({ ...options, maxAttempts: 1 });
  return {
    isDurable: true,
    read: async (id, { signal }) => {
      const command = new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true });
      try {
        const { Item } = await client.send(command, { abortSignal: signal });
        return itemToClaim(Item, now(), table);
      } catch (caught) {
        throw await refusedBy(client, dynamoError(caught, table));
      }
    },
    write: async (id, write, { signal }) => {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: { id: { S: id } },
        ...writeToUpdate(write, now()),
      });
      try {
        const { Attributes } = await client.send(command, { abortSignal: signal });
        return itemToClaim(Attributes, now(), table) ?? "none";
      } catch (caught) {
        // Why it was refused is not asked here: some servers leave the old item out, so whoever wants to know reads.
        if (isConditionRefused(caught)) return "refused";
        throw await refusedBy(client, dynamoError(caught, table));
      }
    },
  };
}

/** Credentials that were refused are read anew, so that the next call is signed with those: the client keeps what has no expiry. */
async function refusedBy({ config }: DynamoDBClient, error: BridgeError): Promise<BridgeError> {
  if (error.code === "CREDENTIALS_REFUSED") await config.credentials({ forceRefresh: true }).catch(() => {});
  return error;
}
