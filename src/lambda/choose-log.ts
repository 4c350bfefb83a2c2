import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";
import { createPlainLog, type Lines } from "./log.ts";

/**
 * The handler's log. Where a variable asks for more than the plain lines, Powertools for AWS writes them; it is loaded at once,
 * and lines logged in the meantime are written when it is ready, in their order. If it can't be loaded, the plain lines are
 * written.
 */
export function chooseLog(env: Environment, makeLines?: () => Lines): Log {
  if (!asksForPowertools(env)) return createPlainLog(env, makeLines);
  const waiting: Parameters<Log>[] = [];
  let ready: Log | undefined;
  const use = (log: Log) => {
    ready = log;
    for (const entry of waiting.splice(0)) log(...entry);
  };
  import("./powertools.ts").then(
    ({ createPowertoolsLog }) => use(createPowertoolsLog(env)),
    () => use(createPlainLog(env, makeLines)),
  );
  return (...entry) => (ready ? ready(...entry) : void waiting.push(entry));
}

/** What the plain lines can do themselves. */
const PLAIN = new Set(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE"]);

/**
 * Whether a variable asks for what only Powertools does: a level, a sample rate, its development mode, a time zone of the timestamps,
 * or the store of an environment that serves several invocations at once (docs of Powertools for AWS, "Environment variables").
 */
export function asksForPowertools(env: Environment): boolean {
  return Object.entries(env).some(([name, value]) => {
    if (!value || PLAIN.has(name)) return false;
    if (name === "POWERTOOLS_METRICS_DISABLED") return value !== "true" && value !== "false";
    if (name === "LOG_LEVEL" || name === "AWS_LAMBDA_LOG_LEVEL") return value !== "INFO";
    if (name === "TZ") return !value.includes("UTC");
    return name.startsWith("POWERTOOLS_") || name === "AWS_LAMBDA_MAX_CONCURRENCY";
  });
}
