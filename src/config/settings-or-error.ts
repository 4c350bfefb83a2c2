import { BridgeError } from "../errors/bridge-error.ts";
import type { Settings } from "./settings.ts";

type Tell = (level: "error", message: string, fields: Record<string, unknown>) => void;

/**
 * Settings, or why there are none, logged as one error that lists every wrong option with its fix. Every message is then released
 * instead of staying pending, since a function that doesn't load never calls back.
 */
export function settingsOrError(read: () => Settings, log: Tell): Settings | BridgeError {
  try {
    return read();
  } catch (caught) {
    const error = BridgeError.from(caught);
    log("error", "configuration", {
      code: error.code,
      problem: error.message,
      effect: "every message is released unchanged",
    });
    return error;
  }
}
