import { Logger } from "@aws-lambda-powertools/logger";
import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";

/**
 * One structured line an entry, in the form that Powertools users know. What is said of a delivery carries the message's id as its
 * `correlation_id`, and Lambda's request id: the one leads through the channel, Lex (`CHIME.message.id`) and every attempt, the
 * other to Lambda's own lines. X-Ray's trace id is Powertools' own doing.
 */
export function createLog(env: Environment): Log {
  const logger = new Logger({ serviceName: env["POWERTOOLS_SERVICE_NAME"] || SERVICE });
  return (level, message, fields) => {
    const { messageId, requestId } = fields;
    logger[level](message, {
      [message]: fields,
      ...(typeof messageId === "string" ? { correlation_id: messageId } : {}),
      ...(typeof requestId === "string" ? { function_request_id: requestId } : {}),
    });
  };
}

/** What the service is called in the log and as the metrics' dimension, where `POWERTOOLS_SERVICE_NAME` says nothing. */
export const SERVICE = "chime-lex-bridge";
