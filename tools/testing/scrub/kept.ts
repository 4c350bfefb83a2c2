import type { BotModel, IntentModel } from "../../emulator/lex/model/model.ts";
import type { HookedStage, Response } from "../../emulator/lex/model/stage-model.ts";
import { canonical } from "./pseudonyms.ts";

/** Texts that may stay, and those of them that have gaps: what fills a gap is the conversation's, and is scrubbed. */
export interface Kept {
  readonly texts: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
}

export const NOTHING_KEPT: Kept = { texts: new Set(), patterns: [] };

const GAP = /\(\([^()]+\)\)|\{[^{}"\s]+\}|\[[^[\]]+\]/;

/** Texts that may stay as they are, whatever their case and punctuation. `{Slot}`, `[attribute]` and `((attribute))` are gaps. */
export function textsToKept(texts: readonly string[]): Kept {
  const distinct = [...new Set(texts.filter((text) => text.trim() !== ""))];
  const withGaps = distinct.filter((text) => GAP.test(text));
  return {
    texts: new Set(distinct.filter((text) => !GAP.test(text)).map(canonical)),
    // Without a word of its own, a text is a gap and nothing else.
    patterns: withGaps
      .filter((text) => canonical(text.replaceAll(new RegExp(GAP, "g"), "")).length > 3)
      .map(textToPattern),
  };
}

/** Everything that one of several lets stay. */
export function joinKept(...all: readonly (Kept | undefined)[]): Kept {
  const given = all.filter((one) => one !== undefined);
  return {
    texts: new Set(given.flatMap(({ texts }) => [...texts])),
    patterns: given.flatMap(({ patterns }) => patterns),
  };
}

function textToPattern(text: string): RegExp {
  const parts = text.split(GAP).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.map((part) => `(${part})`).join("(.*?)")}$`, "isu");
}

/** What a bot's export says itself: its utterances, messages, buttons and slot values. None of it is a user's. */
export function botsToKept(bots: readonly BotModel[]): Kept {
  const locales = bots.flatMap(({ locales }) => locales);
  return textsToKept([
    ...locales.flatMap(({ intents }) => intents.flatMap(intentToTexts)),
    ...locales.flatMap(({ slotTypes }) =>
      slotTypes.flatMap(({ values }) => values.flatMap((one) => [one.value, ...one.synonyms])),
    ),
  ]);
}

function intentToTexts(intent: IntentModel): string[] {
  const { confirmation, fulfillment, closing, slots, initial, utterances } = intent;
  const stages: (HookedStage | undefined)[] = [
    initial,
    closing,
    confirmation?.confirmed,
    confirmation?.declined,
    confirmation?.failed,
    fulfillment?.success,
    fulfillment?.failure,
    fulfillment?.timeout,
    ...slots.flatMap(({ captured, failed }) => [captured, failed]),
  ];
  const asked = slots.flatMap(({ composite, ...slot }) => [slot, ...(composite?.parts ?? [])]);
  return [
    ...utterances,
    ...asked.flatMap((one) => [...one.utterances, ...one.defaultValues, ...responseToTexts(one.prompt)]),
    ...responseToTexts(confirmation?.prompt),
    ...stages.flatMap((stage) => stageToTexts(stage)),
  ];
}

function stageToTexts(stage: HookedStage | undefined): string[] {
  if (stage === undefined) return [];
  const { response, conditional, hook, nextStep } = stage;
  return [
    ...responseToTexts(response),
    ...Object.values(nextStep?.sessionAttributes ?? {}),
    ...(conditional?.branches ?? []).flatMap((branch) => stageToTexts(branch.stage)),
    ...stageToTexts(conditional?.otherwise),
    ...[hook?.success, hook?.failure, hook?.timeout].flatMap((one) => stageToTexts(one)),
  ];
}

function responseToTexts(response: Response | undefined): string[] {
  return (response?.groups ?? [])
    .flat()
    .flatMap(({ content, imageResponseCard: card }) => [
      content ?? "",
      ...(card ? [card.title, card.subtitle ?? "", card.imageUrl ?? ""] : []),
      ...(card?.buttons ?? []).flatMap(({ text, value }) => [text, value]),
    ]);
}
