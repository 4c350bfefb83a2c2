import type { DialogStage, ElicitationHook, HookedStage, Prompt } from "./stage-model.ts";

/**
 * A bot as the emulator runs it, read from an export by `readExport`. Every optional of the export that was null or
 * absent is absent here; everything that the emulator can't run stands in `notes`.
 */
export interface BotModel {
  /** Ten alphanumerics: the export's `identifier`, or one derived from the name where the export has none. */
  readonly id: string;
  readonly name: string;
  /** `DRAFT`, or a number. */
  readonly version: string;
  readonly idleSessionTTLInSeconds: number;
  readonly locales: readonly LocaleModel[];
  readonly notes: readonly Note[];
}

/** Something in an export that the emulator does not run as Lex would. `path` leads to the member, as in `a.b[0].c`. */
export interface Note {
  readonly file: string;
  readonly path: string;
  readonly why: string;
  /** It holds only while the bot has no code hook. */
  readonly withoutHook?: true;
}

export interface LocaleModel {
  /** As in `en_US`. */
  readonly id: string;
  readonly nluConfidenceThreshold: number;
  readonly intents: readonly IntentModel[];
  readonly slotTypes: readonly SlotTypeModel[];
}

export interface IntentModel {
  readonly name: string;
  /** `AMAZON.FallbackIntent` and its kin. */
  readonly parent?: string;
  readonly utterances: readonly string[];
  /** Its answers come from a service that is not here (Kendra, a knowledge base), so it is never recognised. */
  readonly elsewhere?: true;
  /** `dialogCodeHook` is switched off, so no dialog step calls the function. */
  readonly hooksOff?: true;
  /** In order of priority. */
  readonly slots: readonly SlotModel[];
  /** Contexts that must all be active for the intent to be recognised. */
  readonly inputContexts: readonly string[];
  readonly outputContexts: readonly OutputContext[];
  readonly initial: HookedStage;
  readonly confirmation?: ConfirmationModel;
  readonly fulfillment?: FulfillmentModel;
  readonly closing?: DialogStage;
}

/** API_OutputContext: becomes active when the intent is fulfilled. Seconds 5–86400, turns 1–20. */
export interface OutputContext {
  readonly name: string;
  readonly timeToLiveInSeconds: number;
  readonly turnsToLive: number;
}

export interface ConfirmationModel {
  readonly prompt: Prompt;
  readonly elicitationHook?: ElicitationHook;
  readonly confirmed: HookedStage;
  readonly declined: HookedStage;
  readonly failed: HookedStage;
}

export interface FulfillmentModel {
  /** Whether fulfilment calls the bot's function. */
  readonly callsFunction: boolean;
  readonly success: DialogStage;
  readonly failure: DialogStage;
  readonly timeout: DialogStage;
}

/** What is asked for to fill one value: a slot, or one part of a composite slot. */
export interface Askable {
  readonly name: string;
  readonly typeName: string;
  readonly prompt: Prompt;
  readonly utterances: readonly string[];
  readonly defaultValues: readonly string[];
}

export interface SlotModel extends Askable {
  readonly required: boolean;
  /** It takes a list of values. */
  readonly multiple: boolean;
  readonly composite?: CompositeModel;
  readonly elicitationHook?: ElicitationHook;
  readonly captured: HookedStage;
  readonly failed: HookedStage;
}

/** API_SubSlotSetting: the parts of a composite slot, and which of them must be filled. */
export interface CompositeModel {
  readonly parts: readonly Askable[];
  readonly needs: PartExpression;
}

export type PartExpression =
  | { readonly kind: "all" | "any"; readonly of: readonly PartExpression[] }
  | { readonly kind: "part"; readonly name: string };

export interface SlotTypeModel {
  readonly name: string;
  /** The built-in type that this one extends, as in `AMAZON.AlphaNumeric`. */
  readonly parent?: string;
  readonly regexFilter?: string;
  /** TOP_RESOLUTION resolves to a listed value or fails; ORIGINAL_VALUE keeps the user's words, listed or not. */
  readonly resolution: "TOP_RESOLUTION" | "ORIGINAL_VALUE";
  readonly values: readonly { readonly value: string; readonly synonyms: readonly string[] }[];
}
