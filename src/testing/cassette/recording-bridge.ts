import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { type Bridge, createBridge } from "../../bridge.ts";
import type { Settings } from "../../config.ts";
import type { Decision } from "../../decision.ts";
import { BridgeError, type ErrorCode } from "../../errors.ts";
import type { Hooks } from "../../hooks.ts";
import type { Ports } from "../../ports.ts";

/** What was heard of one delivery, as it was: nothing of it may reach a disk before it is scrubbed. */
export interface HeardDelivery {
  readonly event: unknown;
  readonly turns: readonly HeardTurn[];
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
      // A bridge a delivery, on the same ports: so every call is known to be this delivery's.
      const bridge = createBridge(settings, {
        ...functions,
        recognizeText: async (request, call) => {
          try {
            const result = await functions.recognizeText(request, call);
            turns.push({ request, result: structuredClone(result) });
            return result;
          } catch (caught) {
            turns.push({ request, failure: { code: BridgeError.from(caught).code } });
            throw caught;
          }
        },
      });
      const decision = await bridge.handle(event, options);
      heard({ event: came, turns, decision });
      return decision;
    },
  };
}
