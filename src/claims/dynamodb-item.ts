import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Answer, Claim } from "../claim.ts";

type Item = Readonly<Record<string, AttributeValue>>;

/** An item as the claim that it is; undefined where there is none, or its time is over. A set that became empty is gone. */
export function itemToClaim(item: Item | undefined, now: number): Claim | undefined {
  const by = item?.["by"]?.S;
  if (!item || by === undefined || Number(item["expires"]?.N) < Math.floor(now / 1_000)) return undefined;
  if (item["state"]?.S === "claimed") return { state: "claimed", by, until: Number(item["until"]?.N) };
  const answer = JSON.parse(item["answer"]?.S ?? "null") as Answer | null;
  return answer ? { state: "remembered", by, answer, posters: item["posters"]?.SS ?? [] } : undefined;
}
