import type { AttributeValue, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { BridgeError } from "../../errors/bridge-error.ts";
import { PAUSE_LIFE_MS, type Pause, type Pauses, type PauseWrite } from "../../ports/handoff.ts";
import { dynamoError, isConditionRefused } from "./error.ts";
import type { TableOptions } from "./on-table.ts";

type Item = Readonly<Record<string, AttributeValue | undefined>>;

/**
 * Pauses in a DynamoDB table, one item a channel or conversation, beside the claims. Every write is one conditional UpdateItem, every read
 * a consistent GetItem (API_UpdateItem, API_GetItem). What an item holds: `docs/operations.md`.
 */
export function createTablePauses({ table, now, call }: TableOptions): Pauses {
  return {
    isDurable: true,
    read: async (id, options) => {
      try {
        const input = { TableName: table, Key: { id: { S: id } }, ConsistentRead: true };
        const { Item } = await call("GetItem", input, options);
        return itemToPause(Item as Item | undefined, now(), table);
      } catch (caught) {
        throw dynamoError(caught, table);
      }
    },
    write: async (id, write, options) => {
      const input = { TableName: table, Key: { id: { S: id } }, ...pauseToUpdate(write, now()) };
      try {
        const { Attributes } = await call("UpdateItem", input, options);
        return itemToPause(Attributes as Item | undefined, now(), table) ?? "refused";
      } catch (caught) {
        if (isConditionRefused(caught)) return "refused";
        throw dynamoError(caught, table);
      }
    },
  };
}

/** Throws CLAIMS_REFUSED for an item that no bridge wrote. */
function itemToPause(item: Item | undefined, now: number, table: string): Pause | undefined {
  if (!item || Number(item["expires"]?.N) < seconds(now)) return undefined;
  const { state, by, reason, at, since, until, asker } = item;
  if (state?.S === "resumed" && at?.N) return { state: "resumed", at: Number(at.N) };
  if (state?.S !== "paused" || !by?.S || !reason?.S || !at?.N || !since?.N || !until?.N) {
    throw new BridgeError("CLAIMS_REFUSED", `The table ${table} holds an item for this pause that no bridge wrote.`, {
      fix: "Use a table for claims and pauses alone, and write nothing into it.",
    });
  }
  return {
    state: "paused",
    by: by.S,
    reason: reason.S as Extract<Pause, { state: "paused" }>["reason"],
    at: Number(at.N),
    since: Number(since.N),
    until: Number(until.N),
    ...(asker?.S ? { asker: asker.S } : {}),
  };
}

type Update = Pick<
  UpdateItemCommandInput,
  "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues" | "ReturnValues"
>;

/** Deletion by TTL is lazy, so an item past its time counts as absent. */
const ABSENT = "attribute_not_exists(#id) OR #expires < :seconds";
const NEW = `${ABSENT} OR (#at < :at`;
const ON = "#state = :paused AND #until > :now";
const OFF = "(#state <> :paused OR #until <= :now)";

/** What each write means is in `writeToPause`; a test holds this against it. */
function pauseToUpdate(write: PauseWrite, now: number): Update {
  const at = number(write.at);
  const times = { ":at": at, ":seconds": number(seconds(now)), ":now": number(now) };
  switch (write.kind) {
    case "pause":
    case "hold": {
      const { by, reason, until, asker } = write;
      const set =
        "SET #state = :paused, #by = :by, #reason = :reason, #at = :at, #since = :now, #until = :until, #expires = :expires";
      return updateOf(
        write.kind === "pause" ? `${NEW} AND ${OFF})` : `${NEW})`,
        asker === undefined ? `${set} REMOVE #asker` : `${set}, #asker = :asker`,
        {
          ...times,
          ...PAUSED,
          ":by": { S: by },
          ":reason": { S: reason },
          ":until": number(until),
          ":expires": expiry(now, until),
          ":asker": { S: asker ?? "" },
        },
      );
    }
    case "extend":
      return updateOf(
        `attribute_exists(#id) AND #expires >= :seconds AND #at < :at AND ${ON}`,
        "SET #at = :at, #until = :until, #expires = :expires",
        { ...times, ...PAUSED, ":until": number(write.until), ":expires": expiry(now, write.until) },
      );
    case "resume":
      return updateOf(
        `${NEW})`,
        "SET #state = :resumed, #at = :at, #expires = :expires REMOVE #by, #reason, #since, #until, #asker",
        { ...times, ":resumed": { S: "resumed" }, ":expires": expiry(now, 0) },
      );
  }
}

const PAUSED = { ":paused": { S: "paused" } };
const NAMES = ["id", "state", "by", "reason", "at", "since", "until", "asker", "expires"];

/** DynamoDB refuses names and values that an expression doesn't use. */
function updateOf(condition: string, change: string, values: Record<string, AttributeValue>): Update {
  const used = new Set(`${condition} ${change}`.match(/[#:]\w+/g));
  const names = NAMES.filter((name) => used.has(`#${name}`));
  return {
    ConditionExpression: condition,
    UpdateExpression: change,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).filter(([name]) => used.has(name))),
    ReturnValues: "ALL_NEW",
  };
}

function expiry(now: number, until: number): AttributeValue {
  return number(Math.ceil(Math.max(now + PAUSE_LIFE_MS, until) / 1_000));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

function number(value: number): AttributeValue.NMember {
  return { N: String(value) };
}
