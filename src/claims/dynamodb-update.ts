import type { AttributeValue, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { CLAIM_LIFE_MS, type ClaimWrite } from "../claim.ts";

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
        // A set with one element twice is refused.
        ":posters": { SS: [...new Set([write.by, write.from])] },
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
