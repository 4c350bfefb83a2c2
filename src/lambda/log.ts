import { Console } from "node:console";
import { writeSync } from "node:fs";
import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";
import type { Decision } from "../read/decision.ts";
import { decisionToMetrics } from "./delivery-metrics.ts";

/** What the service is called in the log and as the metrics' dimension, where `POWERTOOLS_SERVICE_NAME` says nothing. */
export const SERVICE = "chime-lex-bridge";
/** The metrics' namespace, where `POWERTOOLS_METRICS_NAMESPACE` says nothing. */
export const NAMESPACE = "ChimeLexBridge";

/**
 * One structured line an entry, in the form that users of Powertools for AWS know. What is logged about a delivery carries the
 * message's id as its `correlation_id`, and Lambda's request id: the first leads through the channel, Lex (`CHIME.message.id`)
 * and every attempt, the second to Lambda's own lines. The trace is X-Ray's (`_X_AMZN_TRACE_ID`).
 *
 * A delivery has a second line with its metrics, in CloudWatch's embedded metric format, with one dimension, `service`. The names are
 * those of `decisionToMetrics`, and `ColdStarts` for a container's first delivery. `POWERTOOLS_METRICS_DISABLED=true` turns it off.
 *
 * These lines are made here, because loading Powertools takes longer than a delivery's own work. If its variables ask for more,
 * `chooseLog` lets Powertools write them. A test checks that both write the same lines.
 */
export function createPlainLog(env: Environment, makeLines: () => Lines = consoleLines): Log {
  const service = env["POWERTOOLS_SERVICE_NAME"] || SERVICE;
  const namespace = env["POWERTOOLS_METRICS_NAMESPACE"] || NAMESPACE;
  const hasMetrics = !env["POWERTOOLS_METRICS_DISABLED"] || env["POWERTOOLS_METRICS_DISABLED"] === "false";
  const { out, err } = makeLines();
  const write = { info: out, warn: err, error: err };
  let isFirst = true;
  return (level, message, fields) => {
    const { messageId, requestId } = fields;
    const trace = rootOf(env["_X_AMZN_TRACE_ID"]);
    const line = JSON.stringify({
      level: level.toUpperCase(),
      message,
      timestamp: new Date(),
      service,
      ...(typeof requestId === "string" && requestId ? { function_request_id: requestId } : {}),
      sampling_rate: 0,
      ...(trace ? { xray_trace_id: trace } : {}),
      [message]: fields,
      ...(typeof messageId === "string" && messageId ? { correlation_id: messageId } : {}),
    });
    if (message !== "delivery") return write[level](line);
    const metrics = deliveryToMetrics(fields, isFirst);
    isFirst = false;
    if (!hasMetrics) return write[level](line);
    const second = JSON.stringify({
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [["service"]],
            Metrics: metrics.map(({ name: Name, unit: Unit }) => ({ Name, Unit })),
          },
        ],
      },
      service,
      ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
    });
    if (level === "info") return out(line, second);
    write[level](line);
    out(second);
  };
}

/** Where lines go: to standard output and to standard error. */
export interface Lines {
  out(...lines: string[]): void;
  err(line: string): void;
}

/** A console of our own: Lambda's puts a time and a request id before each line. */
function consoleLines(): Lines {
  const { log, error } = new Console({ stdout: process.stdout, stderr: process.stderr });
  return {
    out: (...lines) => {
      for (const line of lines) log(line);
    },
    err: error,
  };
}

/**
 * Lines written to the descriptors themselves, for the function in a process of its own: making the two streams takes a tenth of the
 * start. A pipe that somebody has made a stream of refuses what doesn't fit. Then that stream takes the rest, and the lines after it
 * until all is written. What can't be written at all is lost, as it is by a console.
 */
export function descriptorLines(): Lines {
  return { out: lineWriter(1, () => process.stdout), err: lineWriter(2, () => process.stderr) };
}

function lineWriter(descriptor: 1 | 2, streamOf: () => NodeJS.WriteStream) {
  let stream: NodeJS.WriteStream | undefined;
  return (...lines: string[]) => {
    let rest = Buffer.from(`${lines.join("\n")}\n`);
    if (stream?.writableLength) return void stream.write(rest);
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (caught) {
      if ((caught as NodeJS.ErrnoException).code !== "EAGAIN") return;
      stream ??= streamOf().on("error", () => {});
      stream.write(rest);
    }
  };
}

/** `close` in src/read/closing.ts logs the record itself under the name `delivery`. */
export function deliveryToMetrics(fields: Readonly<Record<string, unknown>>, isFirst: boolean) {
  const metrics = decisionToMetrics(fields as unknown as Decision);
  return isFirst ? [...metrics, { name: "ColdStarts" as const, unit: "Count" as const, value: 1 }] : metrics;
}

/** `Root=1-…;Parent=…;Sampled=1`, or the root alone. */
function rootOf(trace: string | undefined): string | undefined {
  if (!trace?.includes("=")) return trace;
  return trace
    .split(";")
    .find((field) => field.startsWith("Root="))
    ?.slice("Root=".length);
}
