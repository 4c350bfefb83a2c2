import type { Settings } from "../config/settings.ts";
import type { Claims } from "../ports/claims.ts";
import type { Pauses } from "../ports/handoff.ts";
import type { Now, Ports } from "../ports/ports.ts";
import { createMemoryClaims } from "./memory.ts";

/** Opens the claims that a table holds. */
export type OpenTable = (table: string, now: Now) => Claims;

/** Opens the pauses that a table holds. */
export type OpenPauses = (table: string, now: Now) => Pauses;

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

/** The pauses of the table that the configuration names, where a person may take over. */
export function openPauses(
  { claims: { table }, handoff }: Pick<Settings, "claims" | "handoff">,
  open: OpenPauses,
  now: Now,
): Pauses | undefined {
  return handoff && table ? open(table, now) : undefined;
}
