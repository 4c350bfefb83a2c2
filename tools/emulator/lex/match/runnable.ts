import type { IntentModel, LocaleModel } from "../model/model.ts";
import { isFallback } from "../model/standard-intents.ts";
import type { Recognisers } from "../slots/recogniser.ts";
import { recognisersOf } from "../slots/recognisers.ts";
import { createMatcher, type Matcher } from "./match.ts";

/** A locale prepared for turns: its utterances cut and indexed, its slot types compiled. */
export interface RunnableLocale {
  readonly id: string;
  readonly threshold: number;
  readonly match: Matcher;
  readonly recognisers: Recognisers;
  readonly intent: (name: string) => IntentModel | undefined;
  readonly fallback: IntentModel;
}

/** Lex gives every bot a FallbackIntent; an export without one gets one that says nothing. */
const SILENT_FALLBACK: IntentModel = {
  name: "FallbackIntent",
  parent: "AMAZON.FallbackIntent",
  utterances: [],
  slots: [],
  inputContexts: [],
  outputContexts: [],
  initial: {},
};

export function runnable(locale: LocaleModel): RunnableLocale {
  const recognisers = recognisersOf(locale);
  const fallback = locale.intents.find(isFallback) ?? SILENT_FALLBACK;
  const byName = new Map([...locale.intents, fallback].map((intent) => [intent.name, intent]));
  return {
    id: locale.id,
    threshold: locale.nluConfidenceThreshold,
    match: createMatcher(locale, recognisers),
    recognisers,
    intent: (name) => byName.get(name),
    fallback,
  };
}
