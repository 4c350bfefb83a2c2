import type { TurnRequest, TurnResult } from "../../../../mappers/shapes/turn.ts";
import type { ObservedTurn } from "../../delivery.ts";
import { given } from "../../given.ts";
import type { LexRuntime } from "../../lex/runtime/runtime.ts";
import { type FaultsInForce, underFault } from "../faults/faults.ts";
import type { DeliveryLog } from "../state/delivery-log.ts";

/** The request attribute by which a turn is found to belong to a delivery. */
const MESSAGE_ID_ATTRIBUTE = "CHIME.message.id";

export interface SessionPath {
  readonly botId: string;
  readonly botAliasId: string;
  readonly localeId: string;
  readonly sessionId: string;
}

/** The Lex operations as a service takes them: the path, then the body as it came. Each rejects with ServiceError. */
export interface LexOperations {
  recognizeText(path: SessionPath, body: unknown, signal: AbortSignal): Promise<TurnResult>;
  getSession(path: SessionPath, signal: AbortSignal): Promise<TurnResult>;
  putSession(path: SessionPath, body: unknown, signal: AbortSignal): Promise<Record<string, unknown>>;
  deleteSession(path: SessionPath, signal: AbortSignal): Promise<unknown>;
}

export interface ObservedLexOptions {
  /** The runtime as it is now: a reset begins a new one. */
  readonly runtime: () => LexRuntime;
  readonly deliveries: DeliveryLog;
  readonly faults: FaultsInForce;
  /** Is told that a delivery was answered a turn. */
  readonly reached: (point: "turn", callbackId: string) => void;
  /** What becomes of an answer on its way. */
  readonly altered: (result: TurnResult) => TurnResult;
  readonly now: () => number;
}

/** Lex, with its operations under the fault in force and each turn recorded with the delivery whose message id it carries. */
export function observedLex({ runtime, deliveries, faults, reached, altered, now }: ObservedLexOptions): LexOperations {
  return {
    getSession: (path, signal) =>
      underFault(faults, { operation: "getSession", signal }, () => runtime().getSession(path)),
    putSession: (path, body, signal) =>
      underFault(faults, { operation: "putSession", signal }, async () => ({
        ...altered(await runtime().putSession(path, body)),
      })),
    deleteSession: (path, signal) =>
      underFault(faults, { operation: "deleteSession", signal }, () => runtime().deleteSession(path)),
    async recognizeText(path, body, signal) {
      const at = now();
      const started = performance.now();
      const messageId = messageIdOf(body);
      let silence: string | undefined;
      const observe = (end: Pick<ObservedTurn, "result" | "refused">) => {
        if (messageId === undefined) return;
        // Recorded as it came, whether or not Lex took it for a turn request.
        const request = { ...(body as Omit<TurnRequest, keyof SessionPath>), ...path };
        const callbackId = deliveries.turn(messageId, {
          request,
          at,
          ms: Math.round(performance.now() - started),
          ...end,
          ...given({ silence }),
        });
        if (callbackId !== undefined && "result" in end) reached("turn", callbackId);
      };
      return underFault(
        faults,
        { operation: "lex", signal },
        async () => {
          const result = await runtime().recognizeText(path, body, (why) => {
            silence = why;
          });
          return altered(result);
        },
        observe,
      );
    },
  };
}

function messageIdOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("requestAttributes" in body)) return undefined;
  const attributes: unknown = body.requestAttributes;
  if (typeof attributes !== "object" || attributes === null || !(MESSAGE_ID_ATTRIBUTE in attributes)) return undefined;
  const messageId: unknown = attributes[MESSAGE_ID_ATTRIBUTE];
  return typeof messageId === "string" ? messageId : undefined;
}
