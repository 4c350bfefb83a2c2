import type { Change } from "../state/changes.ts";
import { type Membership, membershipToWire } from "../state/channels.ts";

/** A record as Lambda hands it over (Lambda developer guide, "Using Lambda with Kinesis"), as far as it is read. */
export interface MembershipRecord {
  readonly eventID: string;
  readonly kinesis: { readonly data: string; readonly sequenceNumber: string };
}

/** A handler of the stream, such as `createMembershipHandler()` of `chime-lex-bridge/lambda`. */
export type MembershipReceiver = (
  event: { readonly Records: readonly MembershipRecord[] },
  context: { getRemainingTimeInMillis(): number },
) => Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }>;

/** Membership events on their way to a handler, as the Kinesis stream of messaging data carries them. */
export interface MembershipStream {
  /** Every record so far, oldest first. */
  records(): readonly MembershipRecord[];
  /** Delivers every record again, as a replay does; resolves when all are done. */
  replay(): Promise<void>;
  /** Resolves when no record waits or is worked on. */
  settled(): Promise<void>;
  /** Records that were given up after their tries, oldest first. */
  failed(): readonly MembershipRecord[];
  /** Records nothing any more. */
  close(): void;
}

export interface MembershipStreamOptions {
  /** Records of one invocation at most; by default 10, as the construct asks for. */
  readonly batchSize?: number;
  /** How often a record that fails is tried; by default 11 times, as the construct asks for. */
  readonly tries?: number;
  /** How long an invocation may take, in milliseconds; by default 60 s. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;

/**
 * Feeds a handler with the memberships of an emulator from now on, as the event source of a Kinesis stream does: in order, in batches, and from the
 * first number in `batchItemFailures` again, at once, up to its tries. A handler that throws has failed with its whole batch. Each join is a
 * CREATE_CHANNEL_MEMBERSHIP, each leave a DELETE_CHANNEL_MEMBERSHIP; that those a channel is made with come too is unverified.
 */
export function streamMemberships(
  emulator: { on(listener: (change: Change) => void): () => void },
  handler: MembershipReceiver,
  { batchSize = 10, tries = 11, timeoutMs = TIMEOUT_MS }: MembershipStreamOptions = {},
): MembershipStream {
  const all: MembershipRecord[] = [];
  const failed: MembershipRecord[] = [];
  let waiting: MembershipRecord[] = [];
  let working: Promise<void> | undefined;

  function put(records: readonly MembershipRecord[]): void {
    if (records.length === 0) return;
    waiting.push(...records);
    working ??= work().finally(() => {
      working = undefined;
    });
  }

  async function work(): Promise<void> {
    for (let tried = 0; waiting.length > 0; ) {
      const batch = waiting.slice(0, batchSize);
      const at = await firstFailure(batch);
      if (at > 0) tried = 0;
      waiting = waiting.slice(at);
      if (at === batch.length || ++tried < tries) continue;
      failed.push(...waiting.splice(0, 1));
      tried = 0;
    }
  }

  /** The place of the first record that failed, or the batch's length. */
  async function firstFailure(batch: readonly MembershipRecord[]): Promise<number> {
    await new Promise(setImmediate);
    const ends = performance.now() + timeoutMs;
    try {
      const context = { getRemainingTimeInMillis: () => ends - performance.now() };
      const { batchItemFailures } = await handler({ Records: batch }, context);
      const numbers = batchItemFailures.map(({ itemIdentifier }) =>
        batch.findIndex(({ kinesis }) => kinesis.sequenceNumber === itemIdentifier),
      );
      // A number that isn't the batch's fails all of it.
      return Math.min(batch.length, ...numbers.map((at) => Math.max(0, at)));
    } catch {
      return 0;
    }
  }

  function record(EventType: string, channelArn: string, membership: Membership): MembershipRecord {
    const sequenceNumber = String(all.length + 1).padStart(20, "0");
    const data = JSON.stringify({ EventType, Payload: membershipToWire(channelArn, membership) });
    const made = {
      eventID: `shardId-000000000000:${sequenceNumber}`,
      kinesis: { sequenceNumber, data: Buffer.from(data).toString("base64") },
    };
    all.push(made);
    return made;
  }

  const stop = emulator.on((change) => put(joinsAndLeaves(change).map((one) => record(...one))));
  return {
    records: () => [...all],
    failed: () => [...failed],
    replay: async () => {
      put(all);
      await working;
    },
    settled: async () => {
      while (working) await working;
    },
    close: stop,
  };
}

function joinsAndLeaves(change: Change): [type: string, channelArn: string, membership: Membership][] {
  if (change.kind !== "channel") return [];
  const { was, is } = change;
  const channelArn = (is ?? was)?.arn ?? "";
  const missing = (from: typeof was, other: typeof was) =>
    [...(from?.members.values() ?? [])].filter(({ member, createdAt }) => {
      const there = other?.members.get(member.arn);
      return there === undefined || there.createdAt !== createdAt;
    });
  return [
    ...missing(was, is).map((one): [string, string, Membership] => ["DELETE_CHANNEL_MEMBERSHIP", channelArn, one]),
    ...missing(is, was).map((one): [string, string, Membership] => ["CREATE_CHANNEL_MEMBERSHIP", channelArn, one]),
  ];
}
