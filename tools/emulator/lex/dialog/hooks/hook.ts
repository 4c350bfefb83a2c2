import type { ServiceError } from "../../../service-error.ts";
import type { WireContext } from "../../session/contexts.ts";
import type { ConfirmationState, DialogAction, IntentState } from "../../session/session.ts";
import type { HookAnswer } from "./hook-answer.ts";

/**
 * A bot's function: gets the event of Lex V2 and resolves to the response, both in the real shapes (Lex V2 developer guide "AWS Lambda
 * input event format", "AWS Lambda response format"; `docs/facts.md` §6). `signal` is aborted when its time is over.
 */
export type Hook = (event: HookEvent, options: { readonly signal: AbortSignal }) => unknown;

/** As the event spells a slot: `shape` is always there. */
export interface EventSlot {
  readonly shape: "Scalar" | "List" | "Composite";
  readonly value?: unknown;
  readonly values?: readonly EventSlot[];
  readonly subSlots?: Readonly<Record<string, EventSlot | null>>;
}

export interface EventIntent {
  readonly name: string;
  readonly slots: Readonly<Record<string, EventSlot | null>>;
  readonly state: IntentState;
  readonly confirmationState: ConfirmationState;
}

/** What would come next if the function changed nothing; there while the bot would ask for a slot or a confirmation. */
export interface ProposedNextState {
  readonly dialogAction: Pick<DialogAction, "type" | "slotToElicit" | "subSlotToElicit">;
  readonly intent: EventIntent;
  readonly prompt: { readonly attempt: string };
}

/** The members of the event that change from call to call. */
export interface HookCall {
  readonly invocationSource: "DialogCodeHook" | "FulfillmentCodeHook";
  readonly invocationLabel?: string;
  readonly inputTranscript: string;
  readonly interpretations: readonly {
    readonly intent: EventIntent;
    readonly interpretationSource: "Lex";
    /** A plain number here, where the API has an object. */
    readonly nluConfidence?: number;
  }[];
  readonly proposedNextState?: ProposedNextState;
  readonly requestAttributes: Readonly<Record<string, string>>;
  readonly sessionState: {
    readonly sessionAttributes: Readonly<Record<string, string>>;
    readonly activeContexts: readonly WireContext[];
    readonly intent: EventIntent;
    readonly originatingRequestId: string;
  };
  readonly transcriptions: readonly unknown[];
}

export interface HookEvent extends HookCall {
  readonly messageVersion: "1.0";
  readonly inputMode: "Text";
  readonly responseContentType: string;
  readonly sessionId: string;
  readonly bot: {
    readonly id: string;
    readonly name: string;
    readonly aliasId: string;
    readonly aliasName: string;
    readonly localeId: string;
    readonly version: string;
  };
}

/** How a call ended; `refusal` is what Lex answers its caller when the failure is not played as a response. */
export type HookOutcome =
  | { readonly kind: "answered"; readonly answer: HookAnswer }
  | { readonly kind: "failed" | "timed out"; readonly refusal: ServiceError };

/** Why an answer in the right shape doesn't fit the bot; undefined if it does. */
export type HookAnswerCheck = (answer: HookAnswer) => string | undefined;

export type CallHook = (call: HookCall, misfit: HookAnswerCheck) => Promise<HookOutcome>;
