/**
 * What the packed function's second file holds: the AWS SDK, as two functions. It creates no errors of the bridge; the first file
 * reads what the SDK threw, so that there is one error class.
 */

export { createSdkWire } from "../aws/sdk/wire.ts";
export { createDynamoCall } from "../claims/dynamodb/claims.ts";
