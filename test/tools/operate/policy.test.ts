import { describe, expect, it } from "vitest";
import type { BridgeConfig } from "../../../src/config/config.ts";
import { configToMembershipPolicy, configToPolicy } from "../../../tools/operate/policy.ts";

const lexBotAliasArn = "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/PRODALIAS1";
const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1";
const appInstanceBotArn = `${APP_INSTANCE}/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3`;
const TABLE = "arn:aws:dynamodb:us-east-1:111122223333:table/chime-lex-claims";
const QUEUE = "arn:aws:sqs:us-east-1:111122223333:failed";
const LOGS = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/bridge";

const LEAST = [`lex:RecognizeText on ${lexBotAliasArn}`, `chime:ChannelFlowCallback on ${APP_INSTANCE}/*`];
const asBot = (...actions: string[]) =>
  actions.flatMap((action) => [`${action} on ${appInstanceBotArn}`, `${action} on ${APP_INSTANCE}/channel/*`]);

const grantsOf = (config: BridgeConfig, around = {}) =>
  configToPolicy(config, { appInstanceArn: APP_INSTANCE, ...around }).Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => `${action} on ${resource}`)),
  );

describe("the least policy of a configuration", () => {
  it.each<[what: string, config: BridgeConfig, more: string[]]>([
    ["the turn and the callback alone, where nothing else is used", { bots: [{ lexBotAliasArn }] }, []],
    [
      "no more where a person may take over: pauses lie in the table of claims",
      { bots: [{ lexBotAliasArn }], handoff: {} },
      [],
    ],
    ["no more for a bot that is mentioned", { bots: [{ lexBotAliasArn, appInstanceBotArn }] }, []],
    [
      "speaking and looking up in reply",
      { delivery: "reply", bots: [{ lexBotAliasArn, appInstanceBotArn }] },
      asBot("chime:SendChannelMessage").concat(asBot("chime:ListChannelMessages"), asBot("chime:GetChannelMessage")),
    ],
    [
      "no looking up where that is off",
      { delivery: "reply", lookup: false, bots: [{ lexBotAliasArn, appInstanceBotArn }] },
      asBot("chime:SendChannelMessage", "chime:ListChannelMessages"),
    ],
    [
      "editing its own messages where a placeholder is replaced",
      { delivery: "reply", lookup: false, bots: [{ lexBotAliasArn, appInstanceBotArn, placeholderAfterMs: 2_000 }] },
      asBot("chime:SendChannelMessage", "chime:ListChannelMessages").concat(asBot("chime:UpdateChannelMessage")),
    ],
    [
      "counting members with AUTO",
      { bots: [{ lexBotAliasArn, appInstanceBotArn, invokedBy: { standardMessages: "AUTO" } }] },
      asBot("chime:ListChannelMemberships"),
    ],
    [
      "reading sessions where attributes are sent",
      { bots: [{ lexBotAliasArn }], sessionAttributes: { plan: "gold" }, sendSessionAttributes: ["plan"] },
      [`lex:GetSession on ${lexBotAliasArn}`],
    ],
    [
      "looking for sessions, beginning them and speaking where a welcome intent is asked, also in replace",
      { bots: [{ lexBotAliasArn, appInstanceBotArn }], welcomeIntent: "Welcome" },
      [`lex:GetSession on ${lexBotAliasArn}`, `lex:PutSession on ${lexBotAliasArn}`].concat(
        asBot("chime:SendChannelMessage", "chime:ListChannelMessages"),
      ),
    ],
    [
      "speaking alone for a welcome of fixed words",
      { bots: [{ lexBotAliasArn, appInstanceBotArn }], welcomeTexts: ["Hello."] },
      asBot("chime:SendChannelMessage", "chime:ListChannelMessages"),
    ],
    [
      "ending sessions where a phrase does",
      { bots: [{ lexBotAliasArn }], resetPhrases: ["start over"] },
      [`lex:DeleteSession on ${lexBotAliasArn}`],
    ],
  ])("is %s", (_what, config, more) => {
    expect(new Set(grantsOf(config))).toEqual(new Set([...LEAST, ...more]));
  });

  it("names each alias once, and gives a session action to the bot that uses it alone", () => {
    const other = lexBotAliasArn.replace("BANKBOT001", "OTHERBOT01");
    const bots = [{}, {}, { lexBotAliasArn: other, resetPhrases: ["start over"] }].map((own, at) => ({
      lexBotAliasArn,
      appInstanceBotArn: `${appInstanceBotArn}${at}`,
      ...own,
    }));
    const sessions = grantsOf({ bots }).filter((grant) => grant.startsWith("lex:"));
    expect(sessions).toEqual([LEAST[0], `lex:RecognizeText on ${other}`, `lex:DeleteSession on ${other}`]);
  });

  it("takes in what is deployed around the bridge, one statement each", () => {
    const around = { tableArn: TABLE, queueArn: QUEUE, logGroupArn: LOGS };
    expect(grantsOf({ bots: [{ lexBotAliasArn }] }, around)).toEqual([
      ...LEAST,
      `dynamodb:GetItem on ${TABLE}`,
      `dynamodb:UpdateItem on ${TABLE}`,
      `sqs:SendMessage on ${QUEUE}`,
      `logs:CreateLogStream on ${LOGS}:*`,
      `logs:PutLogEvents on ${LOGS}:*`,
    ]);
  });

  it("of who welcomes by the stream is to welcome, to remember and to read, never to ask for turns or to call back", () => {
    const streamArn = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-joins";
    const around = { appInstanceArn: APP_INSTANCE, tableArn: TABLE, streamArn };
    const config: BridgeConfig = {
      delivery: "reply",
      resetPhrases: ["start over"],
      bots: [{ lexBotAliasArn, appInstanceBotArn, welcomeIntent: "Welcome" }],
    };
    const actions = configToMembershipPolicy(config, around).Statement.map(({ Action }) => Action.join());
    expect(actions).toEqual([
      "lex:GetSession,lex:PutSession",
      "chime:SendChannelMessage,chime:ListChannelMessages",
      "dynamodb:GetItem,dynamodb:UpdateItem",
      "kinesis:DescribeStream,kinesis:DescribeStreamSummary,kinesis:GetRecords,kinesis:GetShardIterator,kinesis:ListShards",
    ]);
  });

  it("is none for a configuration that is wrong", () => {
    expect(() => grantsOf({ bots: [{ lexBotAliasArn: "arn:aws:lex:us-east-1:1:bot/x" }] })).toThrow(/CONFIG_INVALID/);
  });
});
