import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { type Bridge, createBridge } from "../../../src/bridge.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { BridgeError, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import type { Hooks } from "../../../src/ports/hooks.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import type { Decision } from "../../../src/read/decision.ts";
import { READS, type Read } from "./reads.ts";

/** What was heard of one delivery, as it was: nothing of it may reach a disk before it is scrubbed. */
export interface HeardDelivery {
  readonly event: unknown;
  readonly turns: readonly HeardTurn[];
  /** What the bridge looked up. */
  readonly reads: readonly Read[];
  readonly decision: Decision;
}

export interface HeardTurn {
  readonly request: TurnRequest;
  readonly result?: TurnResult;
  readonly failure?: { readonly code: ErrorCode };
}

/** A bridge that tells of each delivery what it asked and what came back, once it has ended. */
export function recordingBridge(
  settings: Settings,
  functions: Ports & Hooks,
  heard: (delivery: HeardDelivery) => void,
): Pick<Bridge, "handle"> {
  return {
    async handle(event, options) {
      const came = structuredClone(event);
      const turns: HeardTurn[] = [];
      const reads: Read[] = [];
      // A bridge a delivery, on the same ports: so every call is known to be this delivery's.
      const bridge = createBridge(settings, { ...functions, ...hearing(functions, turns, reads) });
      const decision = await bridge.handle(event, options);
      heard({ event: came, turns, reads, decision });
      return decision;
    },
  };
}

function hearing(ports: Ports, turns: HeardTurn[], reads: Read[]): Partial<Ports> {
  const heardRead = READS.map((operation) => {
    const call = ports[operation] as (...args: unknown[]) => Promise<unknown>;
    const heard = (...args: unknown[]) =>
      listened(
        () => call(...args),
        (end) => reads.push({ operation, ...end }),
      );
    return [operation, heard];
  });
  return {
    ...(Object.fromEntries(heardRead) as Partial<Ports>),
    recognizeText: (request, call) =>
      listened(
        () => ports.recognizeText(request, call),
        (end) => turns.push({ request, ...(end as Omit<HeardTurn, "request">) }),
      ),
  };
}

/** Makes a call, and says how it ended, with a copy of what came: what becomes of the answer doesn't reach the recording. */
async function listened<Result>(
  call: () => Promise<Result>,
  heard: (end: { result: unknown } | { failure: { code: ErrorCode } }) => void,
): Promise<Result> {
  try {
    const result = await call();
    heard({ result: structuredClone(result) ?? null });
    return result;
  } catch (caught) {
    heard({ failure: { code: BridgeError.from(caught).code } });
    throw caught;
  }
}
