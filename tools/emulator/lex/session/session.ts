import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import type { Slots } from "../slots/filled.ts";
import type { ActiveContext } from "./contexts.ts";

export type IntentState =
  | "InProgress"
  | "ReadyForFulfillment"
  | "Fulfilled"
  | "Failed"
  | "FulfillmentInProgress"
  | "Waiting";
export type ConfirmationState = "None" | "Confirmed" | "Denied";

/** The intent that a conversation is in. */
export interface ActiveIntent {
  name: string;
  state: IntentState;
  confirmationState: ConfirmationState;
  slots: Slots;
  /** Slots whose capture stage has been played. */
  captured: string[];
}

/**
 * What the bot waits for; absent when any intent may come next. `tries` counts the answers that were not understood; `part`
 * is the part of a composite slot that was asked for.
 */
export type Asking =
  | { readonly kind: "slot"; readonly slot: string; readonly part?: string; readonly tries: number }
  | { readonly kind: "confirmation"; readonly tries: number };

/** API_runtime_DialogAction. */
export type DialogAction = {
  readonly type: "Close" | "ConfirmIntent" | "ElicitIntent" | "ElicitSlot" | "Delegate" | "None";
  readonly slotToElicit?: string;
  readonly subSlotToElicit?: { readonly name: string };
};

/** One conversation. A turn works on a copy, so that a turn that fails leaves it as it was. */
export interface Session {
  attributes: Record<string, string>;
  contexts: ActiveContext[];
  intent?: ActiveIntent;
  asking?: Asking;
  dialogAction?: DialogAction;
  /** How many turns it has had. */
  turns: number;
  messages: LexMessage[];
  interpretations: Interpretation[];
}

/** API_runtime_Interpretation. The intent of the turn carries its state, the others name and slots only (`docs/facts.md` §6). */
export type Interpretation = {
  readonly nluConfidence?: { readonly score: number };
  readonly intent: WireIntent;
};

/** API_runtime_Intent. */
export type WireIntent = {
  readonly name: string;
  readonly slots: Slots;
  readonly state?: IntentState;
  readonly confirmationState?: ConfirmationState;
};

export function newSession(): Session {
  return { attributes: {}, contexts: [], turns: 0, messages: [], interpretations: [] };
}

export function wireIntent({ name, state, confirmationState, slots }: ActiveIntent): WireIntent {
  return { name, slots, state, confirmationState };
}
