import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { CLAIM_LIFE_MS, type Claims, type ClaimWrite } from "../claim.ts";
import type { Now } from "../ports.ts";
import { dynamoError, isConditionRefused } from "./dynamodb-error.ts";
import { itemToClaim } from "./dynamodb-item.ts";

export interface DynamoOptions {
  /** A table with the partition key `id` (a string); `expires` is its TTL attribute. */
  readonly table: string;
  readonly now: Now;
  /** Where these are absent, the SDK's own environment decides. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
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
        return itemToClaim(Item, now());
      } catch (caught) {
        throw dynamoError(caught, table);
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
        return itemToClaim(Attributes, now()) ?? "refused";
      } catch (caught) {
        // Why it was refused is not asked here: some servers leave the old item out, so whoever wants to know reads.
        if (isConditionRefused(caught)) return "refused";
        throw dynamoError(caught, table);
      }
    },
  };
}

type Update = Pick<
  UpdateItemCommandInput,
  "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues" | "ReturnValues"
>;

/** Deletion by TTL is lazy, so an item past its time counts as absent. */
const ABSENT = "(attribute_not_exists(#id) OR #expires < :seconds)";
const PRESENT = "attribute_exists(#id) AND #expires >= :seconds";
const CLAIMED = `${PRESENT} AND #state = :claimed`;
const REMEMBERED = `${PRESENT} AND #state = :remembered`;

/** What each write means is in `writeToClaim`; a test holds this against it. */
export function writeToUpdate(write: ClaimWrite, now: number): Update {
  const by = { S: write.by };
  const me = { SS: [write.by] };
  switch (write.kind) {
    case "claim":
      return update(
        now,
        ABSENT,
        "SET #state = :claimed, #by = :by, #until = :until, #expires = :expires REMOVE #answer, #posters",
        {
          ":by": by,
          ":until": { N: String(write.until) },
          ":expires": expiry(now),
        },
      );
    case "keep":
      return update(now, ABSENT, `${REMEMBER}, #expires = :expires REMOVE #until`, {
        ":by": by,
        ":answer": { S: JSON.stringify(write.answer) },
        ":posters": me,
        ":expires": expiry(now),
      });
    case "remember":
      return update(now, `${CLAIMED} AND #by = :by`, `${REMEMBER} REMOVE #until`, {
        ":by": by,
        ":answer": { S: JSON.stringify(write.answer) },
        ":posters": me,
      });
    case "take-over":
      return update(now, `${CLAIMED} AND #by = :from`, `${REMEMBER} REMOVE #until`, {
        ":by": by,
        ":from": { S: write.from },
        ":answer": { S: JSON.stringify(write.answer) },
        ":posters": me,
      });
    case "reclaim":
      return update(now, `${CLAIMED} AND #by = :from`, "SET #by = :by, #until = :until", {
        ":by": by,
        ":from": { S: write.from },
        ":until": { N: String(write.until) },
      });
    case "register":
      return update(now, REMEMBERED, "ADD #posters :posters", { ":posters": me });
    case "leave":
      return update(now, REMEMBERED, "DELETE #posters :posters", { ":posters": me });
  }
}

const REMEMBER = "SET #state = :remembered, #by = :by, #answer = :answer, #posters = :posters";
const NAMES = ["id", "state", "by", "until", "answer", "posters", "expires"] as const;

/** An expression with the names and values that it uses: DynamoDB refuses any that it doesn't. */
function update(now: number, condition: string, change: string, values: Record<string, AttributeValue>): Update {
  const text = `${condition} ${change}`;
  const all: Record<string, AttributeValue> = {
    ":claimed": { S: "claimed" },
    ":remembered": { S: "remembered" },
    ":seconds": { N: String(Math.floor(now / 1_000)) },
    ...values,
  };
  return {
    ConditionExpression: condition,
    UpdateExpression: change,
    ExpressionAttributeNames: Object.fromEntries(
      NAMES.filter((name) => text.includes(`#${name}`)).map((name) => [`#${name}`, name]),
    ),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text)),
    ),
    ReturnValues: "ALL_NEW",
  };
}

function expiry(now: number): AttributeValue {
  return { N: String(Math.floor((now + CLAIM_LIFE_MS) / 1_000)) };
}
