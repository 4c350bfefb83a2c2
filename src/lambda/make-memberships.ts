import type { Bridge } from "../bridge.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { Ports } from "../ports/ports.ts";
import { type Join, readJoin } from "./read-join.ts";

/** The parts of a Kinesis event that are read (Lambda developer guide, "Using Lambda with Kinesis"). */
export interface StreamEvent {
  readonly Records: readonly {
    readonly eventID?: string;
    readonly kinesis: { readonly data: string; readonly sequenceNumber: string };
  }[];
}

/** Which records Lambda is to send again: it goes on from the lowest number. */
export interface StreamAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Takes the parts of Lambda's context that say how much time is left. */
export type MembershipHandler = (
  event: StreamEvent,
  context: { getRemainingTimeInMillis(): number },
) => Promise<StreamAnswer>;

/** The most that one welcome may take, in milliseconds: an intent's own function may take 30 s. */
const WELCOME_MS = 37_000;
/** With less time than this no welcome is begun. */
const LEAST_MS = 5_000;
/** Kept for the answer. */
const RESERVE_MS = 1_000;

/**
 * Welcomes who joins, a record of the stream after the other. At the first that can't be done now, its number is the answer: Lambda comes again from
 * there, and those before are not welcomed twice. What can't be read, or is refused for good, is logged as an error and passed over, so that it never
 * holds its shard up; so is a welcome while a person has taken over, which is no error.
 */
export function makeMemberships(
  { greet }: Pick<Bridge, "greet">,
  { log, now }: Pick<Ports, "log" | "now">,
): MembershipHandler {
  return async ({ Records }, context) => {
    for (const { kinesis, eventID } of Records) {
      const { sequenceNumber } = kinesis;
      const again = { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
      const read = readJoin(kinesis.data);
      if (read.kind === "unreadable") log("error", "membership", { sequenceNumber, problem: read.why });
      if (read.kind !== "join") continue;
      const left = context.getRemainingTimeInMillis();
      if (left < LEAST_MS) return again;
      const deadline = now() + Math.min(WELCOME_MS, left - RESERVE_MS);
      try {
        await greet(joinToGreeting(read.join, eventID ?? sequenceNumber), { deadline });
      } catch (caught) {
        const error = BridgeError.from(caught);
        const level = error.code === "WORDS_PAUSED" ? "info" : "error";
        log(level, "membership", { sequenceNumber, code: error.code, problem: error.detail, fix: error.fix });
        if (!isForGood(error)) return again;
      }
    }
    return { batchItemFailures: [] };
  };
}

/** The greeting of a join: its token is the member and the time of the membership, so who leaves and comes again is welcomed again. */
function joinToGreeting({ channelArn, memberArn, subChannelId, at }: Join, record: string) {
  return {
    channelArn,
    memberArn,
    ...(subChannelId ? { subChannelId } : {}),
    token: membershipToken(memberArn, at ?? record),
  };
}

/**
 * The token of a member's welcome, for code of your own that greets beside the stream: `at` is the membership's CreatedTimestamp, a Date or epoch
 * milliseconds. With it both are one welcome.
 */
export function membershipToken(memberArn: string, at: Date | number | string): string {
  return `joined ${memberArn} ${at instanceof Date ? at.getTime() : at}`;
}

/** Whether no repetition helps: the bot is no member, the channel is gone, or the configuration is wrong. */
function isForGood({ code }: BridgeError): boolean {
  return FOR_GOOD.has(code);
}

const FOR_GOOD: ReadonlySet<string> = new Set([
  "SEND_FORBIDDEN",
  "SEND_REFUSED",
  "LOOKUP_REFUSED",
  "USAGE",
  "CONFIG_INVALID",
  "REPLY_TOO_LARGE",
  "WORDS_PAUSED",
]);
