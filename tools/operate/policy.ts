import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import type { BotSettings } from "../../src/config/settings.ts";

/** What is deployed around the bridge. ARNs may hold what a template fills in later. */
export interface Place {
  /** `arn:aws:chime:<region>:<account>:app-instance/<id>`. */
  readonly appInstanceArn: string;
  /** The table of claims, where there is one. */
  readonly tableArn?: string;
  /** The queue for events whose every attempt failed, where there is one. */
  readonly queueArn?: string;
  /** The Kinesis stream of messaging data, for `configToMembershipPolicy`. */
  readonly streamArn?: string;
  /** The function's log group: `arn:aws:logs:<region>:<account>:log-group:<name>`. */
  readonly logGroupArn?: string;
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * What the function's role must be allowed with this configuration, and nothing else: the CDK construct, the SAM template and
 * `doctor --policy` all have it from here. Throws CONFIG_INVALID. Hooks aren't configuration: one that sends session attributes needs
 * `sendSessionAttributes`, which is.
 *
 * Which of Chime's resources an action is checked against is the bearer's and the channel's, all of which lie under the app
 * instance (developer guide, "Setting up a channel processor"; `docs/facts.md` §2).
 */
export function configToPolicy(config: BridgeConfig, place: Place): Policy {
  const { bots, delivery, lookup } = readConfig(config);
  const isReply = delivery === "reply";
  const speaks = isReply || bots.some(welcomes);
  const channels = `${place.appInstanceArn}/channel/*`;
  const speakers = unique(bots.flatMap(({ appInstanceBotArn }) => appInstanceBotArn ?? []));
  const aliasesOf = (uses: (bot: BotSettings) => boolean) =>
    unique(config.bots.flatMap(({ lexBotAliasArn }, at) => (uses(bots[at] ?? bots[0]) ? lexBotAliasArn : [])));
  const statements: [sid: string, actions: string[], resources: (string | undefined)[]][] = [
    ["AskLex", ["lex:RecognizeText"], aliasesOf(() => true)],
    ["ReadSessions", ["lex:GetSession"], aliasesOf(readsSessions)],
    ["Welcome", ["lex:GetSession", "lex:PutSession"], aliasesOf(({ welcomeIntent }) => welcomeIntent !== undefined)],
    ["EndSessions", ["lex:DeleteSession"], aliasesOf(({ resetPhrases }) => resetPhrases.length > 0)],
    ["CallChimeBack", ["chime:ChannelFlowCallback"], [`${place.appInstanceArn}/*`]],
    ["Speak", speaks ? ["chime:SendChannelMessage", "chime:ListChannelMessages"] : [], [...speakers, channels]],
    ["Replace", isReply && bots.some(places) ? ["chime:UpdateChannelMessage"] : [], [...speakers, channels]],
    ["LookUp", isReply && lookup ? ["chime:GetChannelMessage"] : [], [...speakers, channels]],
    ["CountMembers", bots.some(isAuto) ? ["chime:ListChannelMemberships"] : [], [...speakers, channels]],
    ["Claims", ["dynamodb:GetItem", "dynamodb:UpdateItem"], [place.tableArn]],
    ["KeepFailedEvents", ["sqs:SendMessage"], [place.queueArn]],
    ["Log", ["logs:CreateLogStream", "logs:PutLogEvents"], [place.logGroupArn && `${place.logGroupArn}:*`]],
  ];
  return {
    Version: "2012-10-17",
    Statement: statements.flatMap(([Sid, Action, given]) => {
      const Resource = given.filter((arn) => arn !== undefined);
      return Action.length > 0 && Resource.length > 0 ? { Sid, Effect: "Allow", Action, Resource } : [];
    }),
  };
}

/** What a welcome needs of the bridge's own statements. */
const WELCOMES = ["Welcome", "Speak", "Claims", "KeepFailedEvents", "Log"];
/** What Lambda reads a stream with (Lambda developer guide, "Using Lambda with Kinesis"); without SubscribeToShard, which a consumer of its own needs. */
const READS = ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"];

/**
 * What the role of the handler of memberships must be allowed, and nothing else: to welcome, and to read `streamArn`. It neither asks Lex for turns nor
 * calls Chime back. Throws CONFIG_INVALID.
 */
export function configToMembershipPolicy(config: BridgeConfig, place: Place): Policy {
  const { Version, Statement } = configToPolicy(config, place);
  const Action = READS.map((name) => `kinesis:${name}`);
  const read: Statement[] = place.streamArn
    ? [{ Sid: "ReadStream", Effect: "Allow", Action, Resource: [place.streamArn] }]
    : [];
  return { Version, Statement: [...Statement.filter(({ Sid }) => WELCOMES.includes(Sid)), ...read] };
}

const welcomes = ({ welcomeIntent, welcomeTexts }: BotSettings) =>
  welcomeIntent !== undefined || welcomeTexts.length > 0;
const places = ({ placeholderAfterMs }: BotSettings) => placeholderAfterMs !== undefined;
const isAuto = ({ standardMessages }: BotSettings) => standardMessages === "AUTO";

/** What `src/turn` reads a session for; a welcome intent has a statement of its own for it. */
function readsSessions({
  sharedSlot,
  sessionAttributes,
  sendSessionAttributes,
  welcomeAtFirstMessage,
  welcomeIntent,
}: BotSettings): boolean {
  if (welcomeAtFirstMessage && welcomeIntent === undefined) return true;
  return sharedSlot === "asker" || Object.keys(sessionAttributes).length > 0 || sendSessionAttributes.length > 0;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
