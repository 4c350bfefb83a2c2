/** An AppInstanceBot's ARN ends in `/bot/<id>`, a user's in `/user/<id>` (developer guide, "Using AppInstanceBots"). */
export function isBotArn(arn: string): boolean {
  return /:app-instance\/[^/]+\/bot\/[^/]+$/.test(arn);
}
