import type { TurnResult } from "../shapes/turn.ts";

/** By what a turn asks for a person. */
export interface HandoffSigns {
  readonly intents: readonly string[];
  /** A session attribute. */
  readonly attribute?: string | undefined;
}

/** States of an intent that isn't over, or that came to nothing (API_runtime_Intent). */
const NOT_DONE: readonly unknown[] = ["InProgress", "Waiting", "FulfillmentInProgress", "Failed"];

/**
 * By what a turn asks for a person, if it does: one of the intents that is fulfilled, or ready to be, or the session attribute with a value other than
 * `false`. An intent that still asks for its slots doesn't count.
 */
export function turnToHandoff(
  { sessionState }: TurnResult,
  { intents, attribute }: HandoffSigns,
): "intent" | "attribute" | undefined {
  const { name, state } = sessionState?.intent ?? {};
  if (name && intents.includes(name) && !NOT_DONE.includes(state)) return "intent";
  const attributes = sessionState?.sessionAttributes ?? {};
  const value = attribute !== undefined && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  return value && value.toLowerCase() !== "false" ? "attribute" : undefined;
}
