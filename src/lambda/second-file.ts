/**
 * What the packed function's second file holds: the AWS SDK, as two functions. It makes no error of the bridge's own; the first file
 * reads what the SDK threw, so that there is one class of errors.
 */

export { createSdkWire } from "../aws/sdk/wire.ts";
export { createDynamoCall } from "../claims/dynamodb/claims.ts";
