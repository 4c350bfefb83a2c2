/**
 * `chime-lex-bridge/operate`: what a deployment needs to know about a configuration.
 * @module
 */
import { type BridgeConfig, readConfig } from "../../src/config/config.ts";

export type { BridgeConfig } from "../../src/config/config.ts";
export { BridgeError, type ErrorCode } from "../../src/errors/bridge-error.ts";
export { configToMembershipPolicy, configToPolicy, type Place, type Policy, type Statement } from "./policy.ts";

/** Throws CONFIG_INVALID, which lists every wrong option with what it must be. */
export function assertConfig(config: unknown): asserts config is BridgeConfig {
  readConfig(config);
}
