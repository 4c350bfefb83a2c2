import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { BridgeError } from "../../errors/bridge-error.ts";
import { type Answer, CLAIM_LIFE_MS, type Claim, type Placeholder } from "../../ports/claims.ts";

/** What an item holds, in DynamoDB's own form. */
export type ClaimItem = Readonly<Record<string, AttributeValue>>;

/**
 * The claim that an item holds; undefined if there is no item, or its time is over. A set that became empty is gone. Throws
 * CLAIMS_REFUSED for an item that no bridge wrote: taken as absent, it would be claimed again and again, and refused each time.
 */
export function itemToClaim(item: ClaimItem | undefined, now: number, table: string): Claim | undefined {
  if (!item) return undefined;
  const {
    id: _,
    state,
    by,
    until,
    answer,
    posters,
    released,
    expires,
    life,
    placeholder,
  } = item as Record<string, AttributeValue | undefined>;
  const seconds = Number(expires?.N);
  if (seconds < Math.floor(now / 1_000)) return undefined;
  const since = (seconds - Number(life?.N ?? CLAIM_LIFE_MS / 1_000)) * 1_000;
  const known = { by: by?.S ?? "", posters: posters?.SS ?? [], since };
  const announced = placeholderOf(placeholder?.S);
  const isOurs = by?.S !== undefined && !Number.isNaN(seconds);
  if (isOurs && state?.S === "claimed" && until?.N !== undefined) {
    return { state: "claimed", ...known, until: Number(until.N), ...announced };
  }
  if (isOurs && state?.S === "sent") return { state: "sent", ...known };
  const said = isOurs && state?.S === "remembered" ? answerOf(answer?.S) : undefined;
  if (said) return { state: "remembered", ...known, answer: said, released: released?.BOOL ?? false, ...announced };
  throw new BridgeError("CLAIMS_REFUSED", `The table ${table} holds an item for this delivery that no bridge wrote.`, {
    fix: "Use a table for claims alone, and write nothing into it.",
  });
}

function answerOf(json: string | undefined): Answer | undefined {
  try {
    return json === undefined ? undefined : ((JSON.parse(json) as Answer | null) ?? undefined);
  } catch {
    return undefined;
  }
}

function placeholderOf(json: string | undefined): { placeholder?: Placeholder } {
  try {
    const placeholder = json === undefined ? undefined : (JSON.parse(json) as Placeholder | null);
    return placeholder?.message ? { placeholder } : {};
  } catch {
    return {};
  }
}
