import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";
import type { Decision } from "../read/record.ts";
import { decisionToMetrics } from "./delivery-metrics.ts";
import { SERVICE } from "./log.ts";

/**
 * A log that writes the metrics of every delivery as well, in CloudWatch's embedded metric format: one line a delivery, with one
 * dimension, `service`. The names are those of `decisionToMetrics`, and `ColdStarts` for a container's first delivery.
 * `POWERTOOLS_METRICS_DISABLED=true` turns it off.
 */
export function withMetrics(log: Log, env: Environment): Log {
  const metrics = new Metrics({
    namespace: env["POWERTOOLS_METRICS_NAMESPACE"] || NAMESPACE,
    serviceName: env["POWERTOOLS_SERVICE_NAME"] || SERVICE,
  });
  let isFirst = true;
  return (level, message, fields) => {
    log(level, message, fields);
    if (message !== "delivery") return;
    // `close` in src/bridge.ts logs the record itself under this name.
    for (const { name, unit, value } of decisionToMetrics(fields as unknown as Decision)) {
      metrics.addMetric(name, unit, value);
    }
    if (isFirst) metrics.addMetric("ColdStarts", "Count", 1);
    isFirst = false;
    metrics.publishStoredMetrics();
  };
}

const NAMESPACE = "ChimeLexBridge";
