import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sns from "aws-cdk-lib/aws-sns";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface AlarmsProps {
  readonly function: lambda.IFunction;
  readonly failedEvents: sqs.IQueue;
  /** Where there is a stream of memberships. */
  readonly failedMemberships?: sqs.IQueue;
  readonly serviceName: string;
  readonly topic?: sns.ITopic;
}

interface Rule {
  readonly id: string;
  /** What is wrong, and where `docs/runbook.md` says what to do. */
  readonly description: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly below?: true;
}

const PERIOD = Duration.minutes(5);

/** One alarm for each way in which people don't get an answer. A metric that isn't written counts as fine. */
export class Alarms extends Construct {
  readonly all: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.all = rulesOf(props).map(({ id, description, metric, threshold, below }) => {
      const alarm = new cloudwatch.Alarm(this, id, {
        alarmDescription: `${description} See docs/runbook.md.`,
        metric,
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: below
          ? cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
          : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      if (props.topic) alarm.addAlarmAction(new SnsAction(props.topic));
      return alarm;
    });
  }
}

function rulesOf({ function: processor, failedEvents, failedMemberships, serviceName }: AlarmsProps): Rule[] {
  const own = (metricName: string, statistic: string = cloudwatch.Stats.SUM) =>
    new cloudwatch.Metric({
      namespace: "ChimeLexBridge",
      metricName,
      dimensionsMap: { service: serviceName },
      statistic,
      period: PERIOD,
    });
  const ofFunction = (name: string) => processor.metric(name, { statistic: cloudwatch.Stats.SUM, period: PERIOD });
  return [
    {
      id: "Failures",
      description: "Invocations fail: messages may stay pending, or answers unsent.",
      metric: processor.metricErrors({ period: PERIOD }),
      threshold: 1,
    },
    {
      id: "ReleasedBroken",
      description: "Messages are released without an answer, since something of the bridge is broken.",
      metric: own("ReleasedBroken"),
      threshold: 1,
    },
    {
      id: "PossibleMissingGrant",
      description: "Chime refuses half of the callbacks or more with 403: the role may lack chime:ChannelFlowCallback.",
      metric: new cloudwatch.MathExpression({
        expression: "100 * FILL(refused, 0) / deliveries",
        usingMetrics: { refused: own("PossibleMissingGrant"), deliveries: own("Deliveries") },
        label: "Refused callbacks, percent",
        period: PERIOD,
      }),
      threshold: 50,
    },
    {
      id: "Errored",
      description:
        "A fifth of at least five answers or more were failures: people get an error in place of the bot's words.",
      // A share, because one failure among thousands needs nobody; of at least five, because at night one failure would be all there is.
      metric: new cloudwatch.MathExpression({
        expression:
          "IF(FILL(errored, 0) + FILL(replied, 0) >= 5, 100 * FILL(errored, 0) / (FILL(errored, 0) + FILL(replied, 0)), 0)",
        usingMetrics: { errored: own("Errored"), replied: own("Replied") },
        label: "Failures among answers, percent",
        period: PERIOD,
      }),
      threshold: 20,
    },
    {
      id: "NearDeadline",
      description: "A delivery ended within a second of its deadline.",
      metric: own("TimeLeft", cloudwatch.Stats.MINIMUM),
      threshold: 1_000,
      below: true,
    },
    {
      id: "FunctionThrottles",
      description: "Lambda holds deliveries back: the function's concurrency is used up.",
      metric: processor.metricThrottles({ period: PERIOD }),
      threshold: 1,
    },
    {
      id: "ServiceThrottles",
      description: "Lex or Chime was over its rate after all retries.",
      metric: own("Throttles"),
      threshold: 1,
    },
    {
      id: "FailedEventsWaiting",
      description: "Every attempt at some deliveries failed; redrive them within 48 hours.",
      metric: failedEvents.metricApproximateNumberOfMessagesVisible({
        statistic: cloudwatch.Stats.MAXIMUM,
        period: PERIOD,
      }),
      threshold: 1,
    },
    {
      id: "FailedEventsOld",
      description:
        "A failed event has waited for a day: Chime takes its callback for 48 hours from the message, then it is lost.",
      // Lambda may have held it for six hours before (`maxEventAge`), so that eighteen are left.
      metric: failedEvents.metricApproximateAgeOfOldestMessage({
        statistic: cloudwatch.Stats.MAXIMUM,
        period: PERIOD,
      }),
      threshold: Duration.days(1).toSeconds(),
    },
    {
      id: "EventsDropped",
      description:
        "Lambda gave up on deliveries: their every attempt failed, or they waited for six hours. Their messages are pending.",
      metric: ofFunction("AsyncEventsDropped"),
      threshold: 1,
    },
    {
      id: "FailedEventsLost",
      description: "Lambda can't put failed events into their queue.",
      metric: ofFunction("DestinationDeliveryFailures"),
      threshold: 1,
    },
    ...(failedMemberships
      ? [
          {
            id: "FailedMembershipsWaiting",
            description: "Lambda gave up on records of the stream: members weren't welcomed.",
            metric: failedMemberships.metricApproximateNumberOfMessagesVisible({
              statistic: cloudwatch.Stats.MAXIMUM,
              period: PERIOD,
            }),
            threshold: 1,
          },
        ]
      : []),
  ];
}
