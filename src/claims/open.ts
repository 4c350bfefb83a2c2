import type { Settings } from "../config/settings.ts";
import type { Claims } from "../ports/claims.ts";
import type { Now, Ports } from "../ports/ports.ts";
import { createMemoryClaims } from "./memory.ts";

/** Opens the claims that a table holds. */
export type OpenTable = (table: string, now: Now) => Claims;

/** The store that the configuration asks for. */
export function openClaims(
  { claims: { table } }: Pick<Settings, "claims">,
  openTable: OpenTable,
  { log, now }: Pick<Ports, "log" | "now">,
): Claims {
  if (table) return openTable(table, now);
  log("warn", "claims", {
    problem: "Deliveries are remembered in memory: a redelivery to another container takes a second turn.",
    fix: "Set CHIME_LEX_CLAIMS_TABLE (or claims.table) to a DynamoDB table with the partition key id.",
  });
  return createMemoryClaims(now);
}
