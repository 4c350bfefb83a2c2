import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import type { Condition } from "./condition.ts";

/** What is said at one point of a dialog, which condition is asked there, and where the dialog goes next. */
export interface DialogStage {
  readonly response?: Response;
  readonly conditional?: Conditional;
  readonly nextStep?: NextStep;
}

/** A stage that can call the bot's function; `hook` holds what follows the call. */
export interface HookedStage extends DialogStage {
  readonly hook?: CodeHook;
}

/** API_DialogCodeHookInvocationSetting, with what follows the call. */
export interface CodeHook {
  readonly active: boolean;
  /** Whether the function is called; otherwise its step counts as a success. */
  readonly invokes: boolean;
  readonly label?: string;
  readonly success: DialogStage;
  readonly failure: DialogStage;
  readonly timeout: DialogStage;
}

/** API_ElicitationCodeHookInvocationSetting: the function is called after each answer to a prompt, understood or not. */
export interface ElicitationHook {
  readonly label?: string;
}

/** One message of each group is said: its message, or one of its variations. */
export interface Response {
  readonly groups: readonly (readonly LexMessage[])[];
}

export interface Prompt extends Response {
  /** How often it is asked again before the failure stage is entered. */
  readonly maxRetries: number;
  readonly ordered: boolean;
}

/** API_DialogState, with its dialog action flattened. */
export interface NextStep {
  readonly action?: string;
  readonly slotToElicit?: string;
  readonly suppressNextMessage: boolean;
  readonly intentName?: string;
  /** Values to set: several make a list, null empties the slot. */
  readonly slots: Readonly<Record<string, string | readonly string[] | null>>;
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/** API_ConditionalSpecification: the first branch whose condition holds, else the default one. */
export interface Conditional {
  readonly branches: readonly { readonly condition: Condition; readonly stage: DialogStage }[];
  readonly otherwise?: DialogStage;
}
