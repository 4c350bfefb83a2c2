import type { Settings } from "../../src/config/settings.ts";
import type { Reading } from "./readings.ts";

/** The AWS CLI commands for what hasn't been read yet; `doctor --read` takes their output. They change nothing. */
export function awsCommands(
  settings: Settings | undefined,
  functionName: string,
  read: ReadonlySet<Reading["kind"]>,
): { readonly kind: Reading["kind"]; readonly command: string }[] {
  const bot = settings?.bots.find(({ appInstanceBotArn }) => appInstanceBotArn)?.appInstanceBotArn;
  const table = settings?.claims.table;
  const all: [Reading["kind"], string | undefined][] = [
    ["function", `aws lambda get-function-configuration --function-name ${functionName}`],
    ["resource-policy", `aws lambda get-policy --function-name ${functionName}`],
    ["role-policy", "aws iam get-role-policy --role-name <the function's role> --policy-name Bridge"],
    ["retries", `aws lambda get-function-event-invoke-config --function-name ${functionName}`],
    ["bot", bot && `aws chime-sdk-identity describe-app-instance-bot --app-instance-bot-arn ${bot}`],
    ["time-to-live", table && `aws dynamodb describe-time-to-live --table-name ${table}`],
  ];
  return all.flatMap(([kind, command]) =>
    command && !read.has(kind) ? [{ kind, command: `${command} > ${kind}.json` }] : [],
  );
}
