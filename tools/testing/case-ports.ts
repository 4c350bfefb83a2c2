import type { Callback } from "../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import type { TurnRequest, TurnResult } from "../../mappers/shapes/turn.ts";
import { createMemoryClaims } from "../../src/claims/memory.ts";
import { createMemoryPauses } from "../../src/claims/memory-pauses.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { LEX_REFUSALS, refusalToError } from "../../src/errors/refusals.ts";
import { type Pause, type Pauses, writeToPause } from "../../src/ports/handoff.ts";
import type { Now, Ports, StoredMessage } from "../../src/ports/ports.ts";
import { CASE_FILES, type Case, type Lookup, type TurnFailure } from "./case-files.ts";

/** The services as a case plays them, and what was asked of them. */
export interface CasePorts {
  readonly ports: Ports;
  readonly seen: { turnRequest?: TurnRequest; callback?: Callback; sent?: OutgoingMessage[] };
  /** Files that were asked for and are not there, each with what it would have to hold. */
  readonly missing: { readonly file: string; readonly why: string; readonly fix: string }[];
}

/**
 * The ports of a case: what it holds is what the services answer. What Lex refuses for the moment is asked again while there is time,
 * and a case has none to wait: its clock jumps past the turn, `turnTimeoutMs`.
 */
export function caseToPorts(one: Case, turnTimeoutMs: number): CasePorts {
  const seen: CasePorts["seen"] = {};
  const missing: CasePorts["missing"] = [];
  const lookup = one.lookup ?? {};
  let passed = 0;
  const now: Now = () => Date.now() + passed;
  const pauses: Pauses = lookup.pause === undefined ? createMemoryPauses(now) : pausedStore(lookup.pause, now);
  const lacks = (file: string, why: string, fix: string) => {
    missing.push({ file, why, fix });
    return new BridgeError("CASE_UNREADABLE", `${file} is missing.`);
  };
  const ports: Ports = {
    recognizeText: async (request) => {
      seen.turnRequest = request;
      if (one.turnResult !== undefined) return structuredClone(one.turnResult) as TurnResult;
      passed += turnTimeoutMs;
      if (one.turnFailure) throw failureToError(one.turnFailure);
      throw lacks(CASE_FILES.turnResult, "the gate lets this event through to Lex", RESULT_FIX);
    },
    channelFlowCallback: async (callback) => {
      seen.callback = callback;
    },
    sendChannelMessage: async (message) => {
      const sent = [...(seen.sent ?? []), message];
      seen.sent = sent;
      return { MessageId: `part${sent.length}` };
    },
    updateChannelMessage: async () => {
      throw new BridgeError("INTERNAL", "A case has no clock, and so no placeholder.");
    },
    getChannelMessage: async ({ MessageId }) => {
      if (lookup.message === "refused") throw new BridgeError("LOOKUP_REFUSED");
      if (lookup.message === "failed") throw new BridgeError("LOOKUP_UNANSWERED");
      return { ...(structuredClone(lookup.message) as Partial<StoredMessage>), MessageId };
    },
    listChannelMessages: async () => ({ messages: [] }),
    countMembers: async () => {
      if (lookup.members === "failed") throw new BridgeError("LOOKUP_UNANSWERED");
      if (lookup.members !== undefined) return lookup.members;
      throw lacks(CASE_FILES.lookup, "the bridge counts the channel's members", MEMBERS_FIX);
    },
    getSession: async () => structuredClone(lookup.session) as (TurnResult["sessionState"] & object) | undefined,
    putSession: async () => {
      throw new BridgeError("INTERNAL", "A case has no welcome.");
    },
    deleteSession: async () => {},
    claims: createMemoryClaims(now),
    pauses,
    log: () => {},
    now,
  };
  return { ports, seen, missing };
}

const RESULT_FIX = `Put the answer of RecognizeText there, or a ${CASE_FILES.turnFailure}.`;
const MEMBERS_FIX = 'Write {"members": 2} there, bots and hidden members as Chime counts them.';

function failureToError(failure: TurnFailure): BridgeError {
  return "code" in failure ? new BridgeError(failure.code) : refusalToError(LEX_REFUSALS, { ...failure, message: "" });
}

/** A store that holds the same for every channel: what the case says. */
function pausedStore(given: NonNullable<Lookup["pause"]>, now: Now): Pauses {
  const since = now() - 60_000;
  let pause: Pause | undefined =
    given === "failed"
      ? undefined
      : { state: "paused", by: given.reason, at: 0, since, until: now() + 600_000, reason: given.reason };
  if (given !== "failed" && given.asker !== undefined)
    pause = { ...(pause as Pause & { state: "paused" }), asker: given.asker };
  const failing = () => {
    if (given === "failed") throw new BridgeError("CLAIMS_REFUSED");
  };
  return {
    isDurable: false,
    read: async () => {
      failing();
      return pause;
    },
    write: async (_id, write) => {
      failing();
      const written = writeToPause(pause, write, now());
      if (written !== "refused") pause = written;
      return written;
    },
  };
}
