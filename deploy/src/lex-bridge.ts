import { ArnFormat, CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { CfnChannelFlow } from "aws-cdk-lib/aws-chime";
import type * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import type * as kinesis from "aws-cdk-lib/aws-kinesis";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import type * as sns from "aws-cdk-lib/aws-sns";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { assertConfig, type BridgeConfig, configToPolicy } from "chime-lex-bridge/operate";
import { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import { createDashboard } from "./dashboard.ts";
import { environmentOf } from "./environment.ts";
import { functionCode } from "./function-folder.ts";
import { Memberships } from "./memberships.ts";
import { createRole } from "./role.ts";
import { createFailedEvents, createTable } from "./stores.ts";

export interface LexBridgeProps {
  /** `arn:aws:chime:<region>:<account>:app-instance/<id>`. Its account and region must be the stack's (developer guide, "processor-setup"). */
  readonly appInstanceArn: string;
  /** The bridge's configuration, as `createBridge` takes it. It is checked here; the table of claims is the construct's own. */
  readonly config: BridgeConfig;
  /**
   * What becomes of a message when Chime can't reach the function at all: `CONTINUE` (default) lets it through, `ABORT` drops it.
   * Choose ABORT where the function also moderates. Neither helps where the function was reached and failed (`docs/facts.md` §2).
   */
  readonly fallbackAction?: "CONTINUE" | "ABORT";
  /** Seconds; by default 60: the bot's own fulfilment may take 30, and a delivery may have to wait for another attempt's. */
  readonly timeoutSeconds?: number;
  /**
   * MB; by default 512. A delivery needs some 120. The rest buys processor time, which Lambda gives by memory: at 512 MB a cold
   * start is about a third as long as at 128.
   */
  readonly memoryMb?: number;
  /**
   * At most this many deliveries at once, a whole number from 1; by default as many as the account allows. What is over it waits up to six hours.
   * Recommended: 60, `RECOMMENDED_CONCURRENCY`, somewhat above the 50 conversations of a Lex alias. An unlimited burst takes the
   * account's concurrency: Lex then can't invoke the bot's own function, and fails its turns with 424. It isn't the default because
   * Lambda keeps 100 of an account's concurrency unreserved, and refuses the stack of an account that has less than 160 (developer guide,
   * "Configuring reserved concurrency"). Figures are in `docs/scale.md`.
   */
  readonly reservedConcurrency?: number;
  /** What the service is called in logs and metrics; by default `chime-lex-bridge`. Two bridges in one account need two names. */
  readonly serviceName?: string;
  /** A key of your own for the table and the queue; by default DynamoDB's managed key, and SQS's. */
  readonly encryptionKey?: kms.IKey;
  /** By default 30 days. */
  readonly logRetention?: logs.RetentionDays;
  /** Where alarms go. Without it they only change their state. */
  readonly alarmTopic?: sns.ITopic;
  /** Whether to make a dashboard of the metrics; by default none, because an account pays for each beyond its first few. */
  readonly dashboard?: boolean;
  /**
   * Welcomes whoever joins: `true` makes a Kinesis stream of messaging data, or give one of yours whose name begins with `chime-messaging-`. A second
   * function reads it, with a role of its own. By default none. You name the stream to Chime yourself (`docs/deploy.md`).
   */
  readonly membershipStream?: boolean | kinesis.IStream;
  /** More variables for the function, such as `POWERTOOLS_LOG_LEVEL`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** By default the package's own folder `dist/lambda`. */
  readonly code?: lambda.Code;
}

/** What `reservedConcurrency` is best set to where one Lex alias answers. */
export const RECOMMENDED_CONCURRENCY = 60;

/** The bridge, ready to be associated with channels: function, claims, channel flow, a role of least privilege, failed events, alarms. */
export class LexBridge extends Construct {
  readonly function: lambda.Function;
  readonly claims: dynamodb.TableV2;
  readonly failedEvents: sqs.Queue;
  readonly channelFlow: CfnChannelFlow;
  readonly alarms: Alarms;
  /** Where there is a `membershipStream`. */
  readonly memberships?: Memberships;

  constructor(scope: Construct, id: string, props: LexBridgeProps) {
    super(scope, id);
    assertConfig(props.config);
    const { appInstanceArn, config, serviceName = "chime-lex-bridge", reservedConcurrency } = props;
    if (reservedConcurrency !== undefined && !(Number.isInteger(reservedConcurrency) && reservedConcurrency >= 1))
      throw new Error(
        "reservedConcurrency must be a whole number from 1. To stop the bridge, see the kill switch in docs/operations.md.",
      );
    const timeout = Duration.seconds(props.timeoutSeconds ?? 60);

    this.claims = createTable(this, props.encryptionKey);
    this.failedEvents = createFailedEvents(this, props.encryptionKey);
    const logGroup = new logs.LogGroup(this, "Logs", { retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH });
    const place = {
      appInstanceArn,
      tableArn: this.claims.tableArn,
      logGroupArn: Stack.of(this).formatArn({
        service: "logs",
        resource: "log-group",
        resourceName: logGroup.logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    };
    const key = props.encryptionKey;
    const like = {
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: props.code ?? functionCode(),
      memorySize: props.memoryMb ?? 512,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      environment: environmentOf({ config, table: this.claims.tableName, serviceName, more: props.environment ?? {} }),
    };
    const policy = configToPolicy(config, { ...place, queueArn: this.failedEvents.queueArn });
    this.function = new lambda.Function(this, "Function", {
      ...like,
      description: "Lets an Amazon Lex V2 bot answer in Amazon Chime SDK messaging channels",
      handler: "index.handler",
      role: createRole(this, { id: "Role", policy, key }),
      timeout,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
    });
    new lambda.EventInvokeConfig(this, "Retries", {
      function: this.function,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      // The role may send to the queue already; a destination of the library would widen that.
      onFailure: { bind: () => ({ destination: this.failedEvents.queueArn }) },
    });
    this.channelFlow = this.#createFlow(appInstanceArn, props.fallbackAction ?? "CONTINUE");
    const { membershipStream: asked } = props;
    if (asked) {
      const stream = asked === true ? undefined : asked;
      this.memberships = new Memberships(this, "Memberships", { stream, config, place, key, like });
      new CfnOutput(this, "MembershipStreamArn", { value: this.memberships.stream.streamArn });
    }
    this.alarms = new Alarms(this, "Alarms", {
      function: this.function,
      failedEvents: this.failedEvents,
      ...(this.memberships ? { failedMemberships: this.memberships.failed } : {}),
      serviceName,
      ...(props.alarmTopic ? { topic: props.alarmTopic } : {}),
    });
    if (props.dashboard) {
      createDashboard(this, { function: this.function, failedEvents: this.failedEvents, serviceName });
    }
    new CfnOutput(this, "ChannelFlowArn", { value: this.channelFlow.ref });
    new CfnOutput(this, "FunctionName", { value: this.function.functionName });
    new CfnOutput(this, "FailedEventsUrl", { value: this.failedEvents.queueUrl });
  }

  #createFlow(appInstanceArn: string, fallbackAction: "CONTINUE" | "ABORT"): CfnChannelFlow {
    const permission = new lambda.CfnPermission(this, "MayBeInvoked", {
      action: "lambda:InvokeFunction",
      principal: "messaging.chime.amazonaws.com",
      functionName: this.function.functionArn,
      sourceAccount: Stack.of(this).account,
      // With or without a resource below the app instance: which of the two Chime names is unverified (`docs/facts.md` §2).
      sourceArn: `${appInstanceArn}*`,
    });
    const flow = new CfnChannelFlow(this, "ChannelFlow", {
      appInstanceArn,
      name: "chime-lex-bridge",
      processors: [
        {
          name: "chime-lex-bridge",
          executionOrder: 1,
          fallbackAction,
          configuration: { lambda: { resourceArn: this.function.functionArn, invocationType: "ASYNC" } },
        },
      ],
    });
    flow.addResourceDependency(permission);
    return flow;
  }
}
