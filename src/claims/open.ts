import type { Settings } from "../config/settings.ts";
import type { Claims } from "../ports/claims.ts";
import type { Log, Now } from "../ports/ports.ts";
import { createMemoryClaims } from "./memory.ts";

/** The store that the configuration asks for. The AWS SDK's DynamoDB client is loaded only where a table is configured. */
export function openClaims({ claims: { table } }: Pick<Settings, "claims">, log: Log, now: Now): Claims {
  if (table) {
    const loading = import("./dynamodb/claims.ts").then(({ createDynamoClaims }) => createDynamoClaims({ table, now }));
    // Where loading fails, every call says so; nobody waits for this promise alone.
    loading.catch(() => {});
    return {
      isDurable: true,
      read: async (id, options) => (await loading).read(id, options),
      write: async (id, write, options) => (await loading).write(id, write, options),
    };
  }
  log("warn", "claims", {
    problem: "Deliveries are remembered in memory: a redelivery to another container takes a second turn.",
    fix: "Set CHIME_LEX_CLAIMS_TABLE (or claims.table) to a DynamoDB table with the partition key id.",
  });
  return createMemoryClaims(now);
}
