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
  "needs claims.table (CHIME_LEX_CLAIMS_TABLE): in memory, other containers would not know that a person has taken over. A test passes pauses: createMemoryPauses(Date.now)";

/**
 * The settings, unless placeholders are to be sent and only this process would know of them. Throws CONFIG_INVALID. A store that is passed on purpose is
 * enough.
 */
export function requireClaims(settings: Settings, hasClaims: boolean): Settings {
  const places = settings.bots.some(({ placeholderAfterMs }) => placeholderAfterMs !== undefined);
  if (!places || settings.claims.table || hasClaims) return settings;
  throw problemsToError([{ path: "placeholderAfterMs", what: NO_RECORD }]);
}

const NO_RECORD =
  "needs claims.table (CHIME_LEX_CLAIMS_TABLE): in memory, the placeholder of a container that died would stay for ever";
