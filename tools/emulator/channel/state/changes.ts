import type { EmulatedDelivery } from "../../delivery.ts";
import type { EmulatedMessage } from "../message.ts";
import type { HeldMessage } from "../session/message-frames.ts";
import type { Channel } from "./channels.ts";

/**
 * What happened in the emulator: a message or a delivery came to be or changed (each whole), a message was deleted, a channel or
 * who else there is changed, the faults, the processor's options or the time did, or everything was forgotten.
 */
export type Change =
  | {
      readonly kind: "message";
      readonly message: EmulatedMessage;
      readonly was?: HeldMessage;
      readonly is: HeldMessage;
    }
  | { readonly kind: "removed"; readonly message: EmulatedMessage; readonly was: HeldMessage }
  /** Without `was` the channel is new, without `is` it is no more. */
  | { readonly kind: "channel"; readonly was?: Channel; readonly is?: Channel }
  | { readonly kind: "delivery"; readonly delivery: EmulatedDelivery }
  | { readonly kind: "info" | "faults" | "options" }
  | { readonly kind: "clock"; readonly now: number }
  | { readonly kind: "reset" };

export interface Changes {
  /** Calls the listener at every change, until the returned function is called. */
  on(listener: (change: Change) => void): () => void;
  emit(change: Change): void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(change) {
      for (const listener of listeners) listener(change);
    },
  };
}
