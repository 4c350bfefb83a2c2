import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as kinesis from "aws-cdk-lib/aws-kinesis";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { type BridgeConfig, configToMembershipPolicy, type Place } from "chime-lex-bridge/operate";
import { Construct } from "constructs";
import { createRole } from "./role.ts";
import { createFailedMemberships } from "./stores.ts";

export interface MembershipsProps {
  /** A stream of yours whose name begins with `chime-messaging-`; without it one is made. */
  readonly stream: kinesis.IStream | undefined;
  readonly config: BridgeConfig;
  readonly place: Omit<Place, "queueArn" | "streamArn">;
  readonly key: kms.IKey | undefined;
  /** What the function has in common with the channel processor. */
  readonly like: Omit<lambda.FunctionProps, "handler" | "role" | "timeout" | "description">;
}

/** Long enough for a record's whole batch: a welcome takes 37 s at most, and mostly less than one. */
const TIMEOUT = Duration.minutes(5);

/**
 * Welcomes whoever joins: the stream of messaging data, the function that reads it, and what it gives up on. A record that fails is tried eleven times, or for
 * an hour, and never blocks its shard longer. Chime writes to the stream once `PutMessagingStreamingConfigurations` names it, which no
 * template can do (`docs/deploy.md`).
 */
export class Memberships extends Construct {
  readonly stream: kinesis.IStream;
  readonly function: lambda.Function;
  readonly failed: sqs.Queue;

  constructor(scope: Construct, id: string, { stream, config, place, key, like }: MembershipsProps) {
    super(scope, id);
    const [bot] = config.bots;
    const { welcomeIntent, welcomeTexts = [], welcomeAtFirstMessage } = { ...config, ...bot };
    if (welcomeIntent === undefined && welcomeTexts.length === 0)
      throw new Error("membershipStream needs a welcomeIntent or welcomeTexts of the first bot, which welcomes.");
    if (welcomeAtFirstMessage)
      throw new Error("membershipStream and welcomeAtFirstMessage would both welcome: use one of the two.");
    this.stream = stream ?? createStream(this, key);
    this.failed = createFailedMemberships(this, key);
    const { streamArn } = this.stream;
    const role = createRole(this, {
      id: "Role",
      policy: configToMembershipPolicy(config, { ...place, streamArn, queueArn: this.failed.queueArn }),
      key,
      through: ["kinesis"],
    });
    this.function = new lambda.Function(this, "Function", {
      ...like,
      description: "Lets an Amazon Lex V2 bot welcome whoever joins an Amazon Chime SDK messaging channel",
      handler: "index.memberships",
      role,
      timeout: TIMEOUT,
    });
    new lambda.EventSourceMapping(this, "Source", {
      target: this.function,
      eventSourceArn: streamArn,
      startingPosition: lambda.StartingPosition.LATEST,
      batchSize: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      // The role may send to the queue already; a destination of the library would widen that.
      onFailure: { bind: () => ({ destination: this.failed.queueArn }) },
    });
  }
}

/** The developer guide, "Streaming messaging data", asks for the prefix, encryption and two shards. No message text: who is a member of what. */
function createStream(scope: Construct, key: kms.IKey | undefined): kinesis.Stream {
  return new kinesis.Stream(scope, "Stream", {
    streamName: `chime-messaging-${Stack.of(scope).stackName}`,
    shardCount: 2,
    ...(key
      ? { encryption: kinesis.StreamEncryption.KMS, encryptionKey: key }
      : { encryption: kinesis.StreamEncryption.MANAGED }),
    retentionPeriod: Duration.hours(24),
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
