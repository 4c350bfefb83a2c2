import { Stack } from "aws-cdk-lib";
import { CfnDashboard } from "aws-cdk-lib/aws-cloudwatch";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import type * as sqs from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

export interface DashboardProps {
  readonly function: lambda.IFunction;
  readonly failedEvents: sqs.IQueue;
  readonly serviceName: string;
}

/** What `docs/runbook.md` asks for, on one page. CloudWatch bills each dashboard beyond the first few of an account. */
export function createDashboard(scope: Construct, props: DashboardProps): CfnDashboard {
  const { stackName, region } = Stack.of(scope);
  return new CfnDashboard(scope, "Dashboard", {
    dashboardName: `${stackName}-${props.serviceName}`,
    dashboardBody: Stack.of(scope).toJsonString({ widgets: widgetsOf(region, props) }),
  });
}

type Row = readonly [title: string, stat: string, ...metrics: (readonly string[])[]];

/** Two a line, in the order in which somebody on call asks. Structure of a body: API reference, "Dashboard body structure and syntax". */
function widgetsOf(region: string, { function: processor, failedEvents, serviceName }: DashboardProps): object[] {
  const own = (...names: string[]) => names.map((name) => ["ChimeLexBridge", name, "service", serviceName]);
  const ofFunction = (...names: string[]) =>
    names.map((name) => ["AWS/Lambda", name, "FunctionName", processor.functionName]);
  const ofQueue = (...names: string[]) => names.map((name) => ["AWS/SQS", name, "QueueName", failedEvents.queueName]);
  const rows: readonly Row[] = [
    ["What became of messages", "Sum", ...own("Replied", "Errored", "Released", "Denied", "Failed")],
    [
      "What needs somebody (docs/runbook.md)",
      "Sum",
      ...own("LeftPending", "LeftUnsent", "ReleasedBroken", "PossibleMissingGrant", "ClaimsUnavailable", "Throttles"),
    ],
    ["Half of the answers took (ms)", "p50", ...own("LexLatency", "CallbackLatency")],
    ["One of twenty took longer (ms)", "p95", ...own("LexLatency", "CallbackLatency")],
    [
      "Repeated, lost, doubled",
      "Sum",
      ...own("LexRetries", "CallbackRetries", "ClaimsRetries", "SendRetries", "Losses", "Duplicates"),
    ],
    ["Least time left at the end (ms)", "Minimum", ...own("TimeLeft")],
    ["The function", "Sum", ...ofFunction("Invocations", "Errors", "Throttles", "AsyncEventsDropped")],
    ["Failed events", "Maximum", ...ofQueue("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage")],
  ];
  return rows.map(([title, stat, ...metrics], at) => ({
    type: "metric",
    x: (at % 2) * 12,
    y: Math.floor(at / 2) * 6,
    width: 12,
    height: 6,
    properties: { title, region, stat, period: 300, view: "timeSeries", metrics },
  }));
}
