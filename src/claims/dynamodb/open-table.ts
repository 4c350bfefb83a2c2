import type { Claims } from "../../ports/claims.ts";
import type { Pauses } from "../../ports/handoff.ts";
import type { Now } from "../../ports/ports.ts";

/** The claims of a table by the AWS SDK's DynamoDB client, which is loaded only here. */
export function openSdkTable(table: string, now: Now): Claims {
  const loading = import("./claims.ts").then(({ createDynamoClaims }) => createDynamoClaims({ table, now }));
  // If loading fails, every call says so; nothing awaits this promise alone.
  loading.catch(() => {});
  return {
    isDurable: true,
    read: async (id, options) => (await loading).read(id, options),
    write: async (id, write, options) => (await loading).write(id, write, options),
  };
}

/** The pauses of a table, by the same client. */
export function openSdkPauses(table: string, now: Now): Pauses {
  const loading = import("./claims.ts").then(({ createDynamoPauses }) => createDynamoPauses({ table, now }));
  loading.catch(() => {});
  return {
    isDurable: true,
    read: async (id, options) => (await loading).read(id, options),
    write: async (id, write, options) => (await loading).write(id, write, options),
  };
}
