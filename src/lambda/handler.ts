import { awsPorts } from "../aws/ports.ts";
import { openSdkPauses, openSdkTable } from "../claims/dynamodb/open-table.ts";
import type { Environment } from "../config/env.ts";
import type { Log } from "../ports/ports.ts";
import { chooseLog } from "./choose-log.ts";
import {
  type Handler,
  type HandlerOptions,
  makeHandler,
  makeMembershipHandler,
  type Services,
} from "./make-handler.ts";
import type { MembershipHandler } from "./make-memberships.ts";

export type { Handler, HandlerOptions, LambdaContext } from "./make-handler.ts";
export { type MembershipHandler, membershipToken, type StreamAnswer, type StreamEvent } from "./make-memberships.ts";

const SDK: Services = {
  ports: (lexRegion) => awsPorts({ lexRegion }),
  openTable: openSdkTable,
  openPauses: openSdkPauses,
};

/**
 * The channel processor on the AWS SDK's clients: an environment read once, then one delivery an invocation. It never fails to load:
 * an environment that can't be read is logged as one error that lists every wrong variable with its fix, and whatever comes is
 * released.
 *
 * The handler resolves to the decision record. It throws where Lambda's retries are what is left: an event without its ids, or a
 * callback that never went through.
 */
export function createHandler({ env = process.env, ...options }: HandlerOptions = {}): Handler {
  return makeHandler(env, options, SDK);
}

/**
 * Welcomes who joins: a handler for the Kinesis stream of messaging data (data type `Channel`), on the same environment as `createHandler`. Each
 * CREATE_CHANNEL_MEMBERSHIP becomes one `bridge.greet`, once however often the stream is replayed within `rememberDays`. The event source needs
 * `ReportBatchItemFailures`: at the first record that can't be done now, its number is the answer. A record that can't be read, or that Chime refuses for
 * good, is logged as an error and passed over. It never throws for a record.
 */
export function createMembershipHandler({ env = process.env, ...options }: HandlerOptions = {}): MembershipHandler {
  return makeMembershipHandler(env, options, SDK);
}

/**
 * The log that the handler writes: one structured line an entry on standard output, and the metrics of each delivery in CloudWatch's
 * embedded format (`docs/operations.md`, Metrics). It is for `createBridge`, which keeps silent without one:
 * `createBridge(config, { log: createLog() })`. `env` is by default the process's own; `POWERTOOLS_METRICS_DISABLED=true` in it leaves
 * the metrics out.
 */
export function createLog(env: Environment = process.env): Log {
  return chooseLog(env);
}

let standing: Handler | undefined;

/** The handler on the process's environment, made at the first delivery: importing this module reads and logs nothing. */
export const handler: Handler = (event, context) => {
  standing ??= createHandler();
  return standing(event, context);
};
