import type { AttributeValue, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { CLAIM_LIFE_MS, type ClaimWrite } from "../../ports/claims.ts";

type Update = Pick<
  UpdateItemCommandInput,
  "UpdateExpression" | "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues" | "ReturnValues"
>;

/** Deletion by TTL is lazy, so an item past its time counts as absent. */
const ABSENT = "(attribute_not_exists(#id) OR #expires < :seconds)";
const PRESENT = "attribute_exists(#id) AND #expires >= :seconds";
const CLAIMED = `${PRESENT} AND #state = :claimed`;
const REMEMBERED = `${PRESENT} AND #state = :remembered`;

/**
 * What each write means is in `writeToClaim`; a test holds this against it. A record that is given up gets a time that is long
 * past: no clock is slow enough to take it for a claim, and the role needs no permission to delete.
 */
export function writeToUpdate(write: ClaimWrite, now: number): Update {
  const update = updateAt(now);
  const by = { S: write.by };
  const me = { SS: [write.by] };
  switch (write.kind) {
    case "claim":
      return update(
        ABSENT,
        `SET #state = :claimed, #by = :by, #until = :until, #posters = :posters, ${datedBy(write)} #answer, #released, #placeholder`,
        { ":by": by, ":until": { N: String(write.until) }, ":posters": me, ...dates(write, now) },
      );
    case "keep":
      return update(ABSENT, `${REMEMBER}, #posters = :posters, ${datedBy(write)} #until, #placeholder`, {
        ":by": by,
        ":answer": { S: JSON.stringify(write.answer) },
        ":released": { BOOL: false },
        ":posters": me,
        ...dates(write, now),
      });
    case "announce":
      return update(`${CLAIMED} AND #by = :by`, "SET #placeholder = :placeholder", {
        ":by": by,
        ":placeholder": { S: JSON.stringify({ message: write.message }) },
      });
    case "remember": {
      const { placeholder } = write;
      const shown = placeholder ? ", #placeholder = :placeholder REMOVE #until" : " REMOVE #until, #placeholder";
      return update(`${CLAIMED} AND #by = :by`, `${REMEMBER}${shown} ${JOIN}`, {
        ":by": by,
        ":answer": { S: JSON.stringify(write.answer) },
        ":released": { BOOL: write.released },
        ":posters": me,
        ":placeholder": { S: JSON.stringify(placeholder ?? null) },
      });
    }
    case "take-over":
      return update(`${CLAIMED} AND #by = :from`, `${REMEMBER} REMOVE #until ${JOIN}`, {
        ":by": by,
        ":from": { S: write.from },
        ":answer": { S: JSON.stringify(write.answer) },
        ":released": { BOOL: write.released },
        ":posters": me,
      });
    case "reclaim":
      return update(`${CLAIMED} AND #by = :from`, `SET #by = :by, #until = :until ${JOIN}`, {
        ":by": by,
        ":from": { S: write.from },
        ":until": { N: String(write.until) },
        ":posters": me,
      });
    case "register":
      return update(REMEMBERED, JOIN, { ":posters": me });
    case "leave":
      return update(PRESENT, "DELETE #posters :posters", { ":posters": me });
    case "abandon":
      return update(`${CLAIMED} AND #by = :by AND ${ALONE}`, "SET #expires = :expires REMOVE #posters, #until", {
        ":by": by,
        ":posters": me,
        ":expires": { N: String(Math.floor((now - CLAIM_LIFE_MS) / 1_000)) },
      });
    case "finish":
      return update(REMEMBERED, "SET #state = :sent, #by = :by REMOVE #answer, #released, #placeholder", {
        ":by": by,
        ":sent": { S: "sent" },
      });
  }
}

const REMEMBER = "SET #state = :remembered, #by = :by, #answer = :answer, #released = :released";
const ALONE = "(attribute_not_exists(#posters) OR #posters = :posters)";
const JOIN = "ADD #posters :posters";
const NAMES = [
  "id",
  "state",
  "by",
  "until",
  "answer",
  "posters",
  "released",
  "expires",
  "life",
  "placeholder",
] as const;

/**
 * Makes expressions with just the names and values that they use, because DynamoDB refuses unused ones. A record's expiry is
 * compared with the time.
 */
const updateAt =
  (now: number) =>
  (condition: string, change: string, values: Record<string, AttributeValue>): Update => {
    const { used, names } = readExpressions(condition, change);
    const all: Record<string, AttributeValue> = {
      ":claimed": { S: "claimed" },
      ":remembered": { S: "remembered" },
      ":seconds": { N: String(Math.floor(now / 1_000)) },
      ...values,
    };
    return {
      ConditionExpression: condition,
      UpdateExpression: change,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name))),
      ReturnValues: "ALL_NEW",
    };
  };

interface Expressions {
  /** Everything in them that begins with `#` or `:`. */
  readonly used: ReadonlySet<string>;
  readonly names: Readonly<Record<string, string>>;
}

/** The expressions are as many as the kinds of writes, so each is read once. */
const read = new Map<string, Expressions>();

function readExpressions(condition: string, change: string): Expressions {
  const both = `${condition} ${change}`;
  const known = read.get(both);
  if (known) return known;
  const used = new Set<string>(both.match(/[#:]\w+/g));
  const names = Object.fromEntries(NAMES.filter((name) => used.has(`#${name}`)).map((name) => [`#${name}`, name]));
  read.set(both, { used, names });
  return { used, names };
}

type FirstWrite = Extract<ClaimWrite, { kind: "claim" | "keep" }>;

/** A record with a life of its own keeps it, since its beginning is read from its end. The time of another one before it goes. */
function datedBy({ lifeMs }: FirstWrite): string {
  return lifeMs === undefined ? "#expires = :expires REMOVE #life," : "#expires = :expires, #life = :life REMOVE";
}

function dates({ lifeMs }: FirstWrite, now: number): Record<string, AttributeValue> {
  // Whole seconds each, so that the beginning is what every store dates it by.
  const begun = Math.floor(now / 1_000);
  const life = Math.ceil((lifeMs ?? CLAIM_LIFE_MS) / 1_000);
  return { ":expires": { N: String(begun + life) }, ":life": { N: String(life) } };
}
