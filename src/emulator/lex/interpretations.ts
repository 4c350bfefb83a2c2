import type { Hearing } from "./dialog.ts";
import { MAX_INTERPRETATIONS, type Match } from "./match.ts";
import type { IntentModel } from "./model.ts";
import type { RunnableLocale } from "./runnable.ts";
import { type Interpretation, type Session, wireIntent, wireSlots } from "./session.ts";

/**
 * At most five, by score; FallbackIntent has none and stands where the scores fall below the threshold (`docs/facts.md` §6).
 * An answer to a prompt, well or badly given, counts for the intent that asked with score 1, since it need not be like any
 * of its utterances (ours; what Lex gives there is unverified).
 */
export function interpretations(locale: RunnableLocale, session: Session, hearing: Hearing): Interpretation[] {
  const { matches, asking } = hearing;
  const others = matches.filter(({ intent }) => intent.name !== asking && intent.name !== locale.fallback.name);
  const asker = asking === undefined ? undefined : locale.intent(asking);
  const known = asker === undefined ? others : [{ intent: asker, score: 1, slots: {} }, ...others];
  const list = known.map(({ intent, score, slots }): Interpretation => {
    return { nluConfidence: { score }, intent: entry(session, intent, slots) };
  });
  const above = known.filter(({ score }) => score >= locale.threshold).length;
  list.splice(Math.min(above, MAX_INTERPRETATIONS - 1), 0, { intent: entry(session, locale.fallback, {}) });
  return list.slice(0, MAX_INTERPRETATIONS);
}

function entry({ intent }: Session, model: IntentModel, slots: Match["slots"]): Interpretation["intent"] {
  if (intent?.name === model.name) return wireIntent(intent);
  const all = model.slots.map(({ name }) => [name, slots[name] ?? null] as const);
  return { name: model.name, slots: wireSlots(Object.fromEntries(all)) };
}
