import { problemsToError } from "./config.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings, unless a person may take over and nobody could keep that. Throws CONFIG_INVALID. A store that is passed on purpose is
 * enough, also one of a single process: that is the emulator's.
 */
export function requirePauses(settings: Settings, hasPauses: boolean): Settings {
  if (!settings.handoff || settings.claims.table || hasPauses) return settings;
  throw problemsToError([{ path: "handoff", what: NO_STORE }]);
}

const NO_STORE =
  "needs claims.table (CHIME_LEX_CLAIMS_TABLE): in memory, other containers would not know that a person has taken over";
