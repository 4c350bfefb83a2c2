import { describe, expect, it } from "vitest";
import { configToPolicy } from "../../src/operate/policy.ts";

const ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/PRODALIAS1";
const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/chime-lex-claims";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:failed";
const LOGS = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/bridge";

const grantsOf = (...args: Parameters<typeof configToPolicy>) =>
  configToPolicy(...args).Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => `${action} on ${resource}`)),
  );

describe("the least policy of a configuration", () => {
  it("is the turn and the callback alone, where nothing else is used", () => {
    expect(grantsOf({ bots: [{ lexBotAliasArn: ALIAS }] }, { appInstanceArn: APP_INSTANCE })).toEqual([
      `lex:RecognizeText on ${ALIAS}`,
      `chime:ChannelFlowCallback on ${APP_INSTANCE}/*`,
    ]);
  });

  it("takes in what is deployed around the bridge, one statement each", () => {
    const around = { appInstanceArn: APP_INSTANCE, tableArn: TABLE, queueArn: QUEUE, logGroupArn: LOGS };
    expect(grantsOf({ bots: [{ lexBotAliasArn: ALIAS }] }, around).slice(2)).toEqual([
      `dynamodb:GetItem on ${TABLE}`,
      `dynamodb:UpdateItem on ${TABLE}`,
      `sqs:SendMessage on ${QUEUE}`,
      `logs:CreateLogStream on ${LOGS}:*`,
      `logs:PutLogEvents on ${LOGS}:*`,
    ]);
  });

  it("never holds a wildcard action, nor a resource outside what it was given", () => {
    const { Statement } = configToPolicy({ bots: [{ lexBotAliasArn: ALIAS }] }, { appInstanceArn: APP_INSTANCE });
    expect(Statement.flatMap(({ Action }) => Action.filter((action) => action.includes("*")))).toEqual([]);
    expect(Statement.flatMap(({ Resource }) => Resource.filter((one) => !/^arn:/.test(one)))).toEqual([]);
  });
});
