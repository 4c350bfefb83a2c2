import type { BridgeConfig } from "../config.ts";

/** What is deployed around the bridge. ARNs may hold what a template fills in later. */
export interface Place {
  /** `arn:aws:chime:<region>:<account>:app-instance/<id>`. */
  readonly appInstanceArn: string;
  /** The table of claims, where there is one. */
  readonly tableArn?: string;
  /** The queue for events whose every attempt failed, where there is one. */
  readonly queueArn?: string;
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
 * `doctor --policy` all have it from here. The configuration is taken as it is given, and is to be checked by `readConfig` first.
 *
 * Which of Chime's resources an action is checked against is the bearer's and the channel's, all of which lie under the app
 * instance (developer guide, "Setting up a channel processor"; `docs/facts.md` §2).
 */
export function configToPolicy(config: BridgeConfig, place: Place): Policy {
  const underAppInstance = [`${place.appInstanceArn}/*`];
  const aliases = [...new Set(config.bots.map(({ lexBotAliasArn }) => lexBotAliasArn))];
  return {
    Version: "2012-10-17",
    Statement: [
      allow("AskLex", ["lex:RecognizeText"], aliases),
      allow("CallChimeBack", ["chime:ChannelFlowCallback"], underAppInstance),
      ...(place.tableArn ? [allow("Claims", ["dynamodb:GetItem", "dynamodb:UpdateItem"], [place.tableArn])] : []),
      ...(place.queueArn ? [allow("KeepFailedEvents", ["sqs:SendMessage"], [place.queueArn])] : []),
      ...(place.logGroupArn
        ? [allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${place.logGroupArn}:*`])]
        : []),
    ],
  };
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
