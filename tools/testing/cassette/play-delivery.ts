import type { Callback } from "../../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { createBridge } from "../../../src/bridge.ts";
import { createMemoryClaims } from "../../../src/claims/memory.ts";
import { createMemoryPauses } from "../../../src/claims/memory-pauses.ts";
import { readConfig } from "../../../src/config/config.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { RecognizeText } from "../../../src/ports/ports.ts";
import type { Decision } from "../../../src/read/decision.ts";
import type { CassetteTurn } from "./cassette.ts";
import { type Read, recordedReads } from "./reads.ts";

/** What became of an event. */
export interface PlayedDelivery {
  readonly requests: readonly TurnRequest[];
  readonly callback?: Callback;
  /** What the bot sent in its own name. */
  readonly posts: readonly OutgoingMessage[];
  readonly decision: Decision;
}

/** Long after every time that an option can set: a replay ends by what was recorded, never by the clock. */
const DEADLINE_MS = 3_600_000;

/** An event through the bridge, in process, with `recognizeText` as the bot and what was looked up then. Throws CONFIG_INVALID, and what the bridge throws. */
export async function playDelivery(
  config: Readonly<Record<string, unknown>>,
  { event, reads = [] }: { readonly event: unknown; readonly reads?: readonly Read[] },
  recognizeText: RecognizeText,
): Promise<PlayedDelivery> {
  const settings = readConfig(config);
  const requests: TurnRequest[] = [];
  const posts: OutgoingMessage[] = [];
  let callback: Callback | undefined;
  // A refusal that was the last one is not waited for: the clock jumps past the turn.
  let passed = 0;
  const now = () => Date.now() + passed;
  const bridge = createBridge(settings, {
    ...recordedReads(reads),
    sendChannelMessage: async (message) => {
      posts.push(message);
      return { MessageId: `post-${posts.length}` };
    },
    putSession: async () => {
      throw new BridgeError("INTERNAL", "A recording has no welcome.");
    },
    updateChannelMessage: async () => {
      throw new BridgeError("INTERNAL", "A replay has no clock, and so no placeholder.");
    },
    deleteSession: async () => {},
    recognizeText: async (request, options) => {
      requests.push(request);
      try {
        return await recognizeText(request, options);
      } catch (caught) {
        if (!(caught instanceof MoreToCome)) passed += settings.turnTimeoutMs;
        throw caught instanceof MoreToCome ? caught.failure : caught;
      }
    },
    channelFlowCallback: async (sent) => {
      callback = sent;
    },
    claims: createMemoryClaims(now),
    pauses: createMemoryPauses(now),
    log: () => {},
    now,
  });
  const decision = await bridge.handle(structuredClone(event), { deadline: now() + DEADLINE_MS });
  return { requests, posts, decision, ...(callback ? { callback } : {}) };
}

/** A refusal after which another attempt was recorded. */
class MoreToCome extends Error {
  readonly failure: BridgeError;
  constructor(failure: BridgeError) {
    super(failure.message);
    this.failure = failure;
  }
}

/** A bot that answers as it did, one attempt after another. */
export function recordedBot(turns: readonly Omit<CassetteTurn, "request">[]): RecognizeText {
  let at = 0;
  return async () => {
    const turn = turns[at++];
    if (turn?.result) return structuredClone(turn.result) as TurnResult;
    const failure = new BridgeError(turn?.failure?.code ?? "LEX_INTERNAL");
    throw at < turns.length ? new MoreToCome(failure) : failure;
  };
}
