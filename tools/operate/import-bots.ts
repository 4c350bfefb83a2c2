import type { BridgeConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { configToPolicy, type Policy } from "./policy.ts";
import { isMembers, type JsonMembers, valueToReading } from "./readings.ts";

/** A native bot's setup as ours, and what will differ once the bridge answers in its place. */
export interface ImportedBots {
  readonly config: BridgeConfig;
  readonly policy: Policy;
  readonly differences: readonly BotDifference[];
}

export interface BotDifference {
  /** The member of the native configuration that it is about; absent where it is about every native bot. */
  readonly member?: "RespondsTo" | "InvokedBy" | "WelcomeIntent" | "Metadata";
  readonly what: string;
  readonly fix?: string;
}

/**
 * The configuration and the policy of the bridge for what `aws chime-sdk-identity describe-app-instance-bot` printed (API
 * DescribeAppInstanceBot, LexConfiguration), a bot a value. The bridge answers in the bot's own name, as a native bot does. Throws USAGE
 * for another value and for bots of several app instances, CONFIG_INVALID for members that no configuration can hold.
 */
export function importBots(values: readonly unknown[]): ImportedBots {
  const bots = values.map(valueToBot);
  const instances = new Set(bots.map(({ arn }) => arn.split("/bot/")[0] ?? ""));
  const [appInstanceArn = ""] = instances;
  if (instances.size > 1) {
    throw new BridgeError("USAGE", "The bots belong to several app instances.", {
      fix: "Import the bots of one app instance at a time: each has a processor of its own.",
    });
  }
  const config = {
    delivery: "reply",
    bots: bots.map(({ arn, lex, invokedBy }) => ({
      lexBotAliasArn: lex["LexBotAliasArn"],
      localeId: lex["LocaleId"],
      appInstanceBotArn: arn,
      invokedBy,
    })),
  } as BridgeConfig;
  return {
    config,
    policy: configToPolicy(config, { appInstanceArn }),
    differences: [...bots.flatMap(botToDifferences), ...OF_EVERY_BOT],
  };
}

interface NativeBot {
  readonly arn: string;
  readonly name: string;
  readonly lex: JsonMembers;
  readonly hasMetadata: boolean;
  readonly invokedBy: { readonly standardMessages: unknown; readonly targetedMessages: unknown };
}

function valueToBot(value: unknown): NativeBot {
  const reading = valueToReading(value);
  const bot = reading?.kind === "bot" ? reading.value : undefined;
  const lex = isMembers(bot?.["Configuration"]) ? bot["Configuration"]["Lex"] : undefined;
  const arn = bot?.["AppInstanceBotArn"];
  if (bot === undefined || !isMembers(lex) || typeof arn !== "string") {
    throw new BridgeError("USAGE", "This is no description of an AppInstanceBot.", {
      fix: "Pass what this prints: aws chime-sdk-identity describe-app-instance-bot --app-instance-bot-arn <ARN>",
    });
  }
  return {
    arn,
    lex,
    name: typeof bot["Name"] === "string" && bot["Name"] !== "" ? bot["Name"] : arn,
    hasMetadata: Boolean(bot["Metadata"]),
    invokedBy: lexToInvokedBy(lex),
  };
}

/** Where nothing is said of targeted messages, a bot of RespondsTo is taken to answer none: it knows of standard ones alone. */
function lexToInvokedBy({ InvokedBy, RespondsTo }: JsonMembers): NativeBot["invokedBy"] {
  if (isMembers(InvokedBy)) {
    const { StandardMessages = "NONE", TargetedMessages = "NONE" } = InvokedBy;
    return { standardMessages: StandardMessages, targetedMessages: TargetedMessages };
  }
  return { standardMessages: RespondsTo === "STANDARD_MESSAGES" ? "ALL" : "NONE", targetedMessages: "NONE" };
}

function botToDifferences({ name, lex, arn, invokedBy, hasMetadata }: NativeBot): BotDifference[] {
  const { InvokedBy, RespondsTo, WelcomeIntent } = lex;
  const standard = invokedBy.standardMessages;
  return [
    ...(RespondsTo === undefined
      ? []
      : [
          {
            member: "RespondsTo" as const,
            what: isMembers(InvokedBy)
              ? `${name}: RespondsTo is deprecated and left out; InvokedBy says when the bot answers.`
              : `${name}: RespondsTo ${String(RespondsTo)} became standardMessages ${String(standard)}, and targeted messages are not answered, because it says nothing of them.`,
            ...(isMembers(InvokedBy)
              ? {}
              : { fix: 'Set invokedBy.targetedMessages to "ALL" if the bot is to answer them.' }),
          },
        ]),
    ...(InvokedBy === undefined && RespondsTo === undefined
      ? [
          {
            member: "InvokedBy" as const,
            what: `${name}: neither InvokedBy nor RespondsTo is set, so the bot answers nothing here.`,
            fix: "Set invokedBy in the configuration.",
          },
        ]
      : []),
    {
      member: "InvokedBy",
      what: `${name}: as long as the native bot answers too, people get two answers.`,
      fix: `When the bridge is deployed, set its InvokedBy to {"StandardMessages":"NONE","TargetedMessages":"NONE"} with aws chime-sdk-identity update-app-instance-bot --app-instance-bot-arn ${arn} …`,
    },
    ...(standard === "AUTO"
      ? [
          {
            member: "InvokedBy" as const,
            what: `${name}: for AUTO the bridge counts members of Type DEFAULT, bots among them. Whether a native bot counts bots is not documented.`,
          },
        ]
      : []),
    ...(WelcomeIntent === undefined
      ? []
      : [
          {
            member: "WelcomeIntent" as const,
            what: `${name}: WelcomeIntent ${String(WelcomeIntent)} is not run by itself.`,
            fix: `Set welcomeIntent to ${JSON.stringify(String(WelcomeIntent))} in the configuration, and let the stream of memberships or your own code call bridge.greet (docs/people.md).`,
          },
        ]),
    ...(hasMetadata
      ? [{ member: "Metadata" as const, what: `${name}: the bot's own Metadata is not used by the bridge.` }]
      : []),
  ];
}

/** `docs/facts.md` §3. */
const OF_EVERY_BOT: readonly BotDifference[] = [
  { what: "Sessions have other ids than the native bot's, so conversations that run at the switch begin anew." },
  {
    what: "Lex gets the channel's and the sender's ARN as the native bot gives them, the message's id beside them, and no x-amz-lex:channels:platform.",
  },
  {
    what: "A mention is looked up after the message is through, because a processor's event doesn't show CHIME.mentions; Metadata may hold it too.",
  },
];
