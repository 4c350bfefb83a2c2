/**
 * `chime-lex-bridge-deploy`: the bridge as a CDK construct.
 * @module
 */
export { Alarms } from "./alarms.ts";
export { LexBridge, type LexBridgeProps } from "./lex-bridge.ts";
