import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { Condition } from "./condition.ts";

/**
 * A bot as the emulator runs it, read from an export by `readExport`. Every optional of the export that was null or
 * absent is absent here; everything that the emulator can't run stands in `notes`.
 */
export interface BotModel {
  /** Ten alphanumerics: the export's `identifier`, or one derived from the name where the export has none. */
  readonly id: string;
  readonly name: string;
  readonly idleSessionTTLInSeconds: number;
  readonly locales: readonly LocaleModel[];
  readonly notes: readonly Note[];
}

/** Something in an export that the emulator does not run as Lex would. `path` leads to the member, as in `a.b[0].c`. */
export interface Note {
  readonly file: string;
  readonly path: string;
  readonly why: string;
}

export interface LocaleModel {
  /** As in `en_US`. */
  readonly id: string;
  readonly nluConfidenceThreshold: number;
  readonly intents: readonly IntentModel[];
  readonly slotTypes: readonly SlotTypeModel[];
}

/** What is said at one point of a dialog, which condition is asked there, and where the dialog goes next. */
export interface Stage {
  readonly response?: Response;
  readonly conditional?: Conditional;
  readonly nextStep?: NextStep;
}

/** A stage that can call the bot's function; `hook` holds what follows the call. */
export interface HookedStage extends Stage {
  readonly hook?: CodeHook;
}

/** API_DialogCodeHookInvocationSetting. */
export interface CodeHook {
  readonly active: boolean;
  readonly success: Stage;
  readonly failure: Stage;
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
  /** Values to set; null empties the slot. */
  readonly slots: Readonly<Record<string, string | null>>;
  readonly sessionAttributes: Readonly<Record<string, string>>;
}

/** API_ConditionalSpecification: the first branch whose condition holds, else the default one. */
export interface Conditional {
  readonly branches: readonly { readonly condition: Condition; readonly stage: Stage }[];
  readonly otherwise?: Stage;
}

export interface IntentModel {
  readonly name: string;
  /** `AMAZON.FallbackIntent` and its kin. */
  readonly parent?: string;
  readonly utterances: readonly string[];
  /** In order of priority. */
  readonly slots: readonly SlotModel[];
  readonly initial: HookedStage;
  readonly confirmation?: ConfirmationModel;
  readonly fulfillment?: FulfillmentModel;
  readonly closing?: Stage;
}

export interface ConfirmationModel {
  readonly prompt: Prompt;
  readonly confirmed: HookedStage;
  readonly declined: Stage;
  readonly failed: Stage;
}

export interface FulfillmentModel {
  /** Whether fulfilment calls the bot's function. */
  readonly callsFunction: boolean;
  readonly success: Stage;
  readonly failure: Stage;
}

export interface SlotModel {
  readonly name: string;
  readonly typeName: string;
  readonly required: boolean;
  readonly prompt: Prompt;
  readonly utterances: readonly string[];
  readonly defaultValues: readonly string[];
  readonly captured: HookedStage;
  readonly failed: Stage;
}

export interface SlotTypeModel {
  readonly name: string;
  /** The built-in type that this one extends, as in `AMAZON.AlphaNumeric`. */
  readonly parent?: string;
  readonly regexFilter?: string;
  /** TOP_RESOLUTION resolves to a listed value or fails; ORIGINAL_VALUE keeps the user's words, listed or not. */
  readonly resolution: "TOP_RESOLUTION" | "ORIGINAL_VALUE";
  readonly values: readonly { readonly value: string; readonly synonyms: readonly string[] }[];
}
