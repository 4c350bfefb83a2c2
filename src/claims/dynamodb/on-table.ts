import type { Claims } from "../../ports/claims.ts";
import type { Now } from "../../ports/ports.ts";
import { dynamoError, isConditionRefused } from "./error.ts";
import { type ClaimItem, itemToClaim } from "./item.ts";
import { writeToUpdate } from "./update.ts";

/** One call of DynamoDB, over either wire; it rejects with what an SDK client throws. */
export type DynamoCall = (
  operation: "GetItem" | "UpdateItem",
  input: object,
  options: { readonly signal: AbortSignal },
) => Promise<Readonly<Record<string, unknown>>>;

export interface TableOptions {
  /** A table with the partition key `id` (a string); `expires` is its TTL attribute. */
  readonly table: string;
  readonly now: Now;
  readonly call: DynamoCall;
}

/**
 * Claims in a DynamoDB table, one item a delivery, one table for many bots. Every write is one conditional UpdateItem, every read
 * a consistent GetItem (API_UpdateItem, API_GetItem). What an item holds, and for how long: `docs/operations.md`.
 */
export function createTableClaims({ table, now, call }: TableOptions): Claims {
  return {
    isDurable: true,
    read: async (id, options) => {
      try {
        const { Item } = await call(
          "GetItem",
          { TableName: table, Key: { id: { S: id } }, ConsistentRead: true },
          options,
        );
        return itemToClaim(Item as ClaimItem | undefined, now(), table);
      } catch (caught) {
        throw dynamoError(caught, table);
      }
    },
    write: async (id, write, options) => {
      const input = { TableName: table, Key: { id: { S: id } }, ...writeToUpdate(write, now()) };
      try {
        const { Attributes } = await call("UpdateItem", input, options);
        return itemToClaim(Attributes as ClaimItem | undefined, now(), table) ?? "none";
      } catch (caught) {
        // This doesn't ask why it was refused: some servers leave the old item out, so a caller who wants to know reads it.
        if (isConditionRefused(caught)) return "refused";
        throw dynamoError(caught, table);
      }
    },
  };
}
