import { Logger } from "@aws-lambda-powertools/logger";
import type { Environment } from "../env.ts";
import type { Log } from "../ports.ts";

/** One structured line an entry, in the form that Powertools users know. */
export function createLog(env: Environment): Log {
  const logger = new Logger({ serviceName: env["POWERTOOLS_SERVICE_NAME"] ?? "chime-lex-bridge" });
  return (level, message, fields) => logger[level](message, { [message]: fields });
}
