/**
 * `chime-lex-bridge/cdk`: the bridge as a CDK construct. It needs `aws-cdk-lib` and `constructs`, which a CDK application has.
 * @module
 */
export { Alarms } from "./alarms.ts";
export { LexBridge, type LexBridgeProps, RECOMMENDED_CONCURRENCY } from "./lex-bridge.ts";
export { Memberships } from "./memberships.ts";
