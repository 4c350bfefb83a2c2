import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";
import { deliveryToMetrics, NAMESPACE, SERVICE } from "./log.ts";

/** The lines of `createPlainLog`, written by Powertools for AWS, with whatever its own variables ask for. */
export function createPowertoolsLog(env: Environment): Log {
  const serviceName = env["POWERTOOLS_SERVICE_NAME"] || SERVICE;
  const logger = new Logger({ serviceName });
  const metrics = new Metrics({ namespace: env["POWERTOOLS_METRICS_NAMESPACE"] || NAMESPACE, serviceName });
  let isFirst = true;
  return (level, message, fields) => {
    const { messageId, requestId } = fields;
    logger[level](message, {
      [message]: fields,
      ...(typeof messageId === "string" ? { correlation_id: messageId } : {}),
      ...(typeof requestId === "string" ? { function_request_id: requestId } : {}),
    });
    if (message !== "delivery") return;
    for (const { name, unit, value } of deliveryToMetrics(fields, isFirst)) metrics.addMetric(name, unit, value);
    isFirst = false;
    metrics.publishStoredMetrics();
  };
}
