import { MAX_INTERPRETATIONS } from "../match/match.ts";
import type { IntentModel } from "../model/model.ts";
import { type Interpretation, type Session, wireIntent } from "../session/session.ts";
import type { Slots } from "../slots/filled.ts";
import type { Turn } from "./turn.ts";

/**
 * At most five, by score; FallbackIntent has none and stands where the scores fall below the threshold (`docs/facts.md` §6).
 * An answer to a prompt, well or badly given, counts for the intent that asked with score 1, since it need not be like any
 * of its utterances (ours; what Lex gives there is unverified).
 */
export function interpretations({ locale, session, matches, asker }: Turn): Interpretation[] {
  const others = matches.filter(({ intent }) => intent.name !== asker && intent.name !== locale.fallback.name);
  const asking = asker === undefined ? undefined : locale.intent(asker);
  const known =
    asking === undefined || asker === locale.fallback.name
      ? others
      : [{ intent: asking, score: 1, slots: {} }, ...others];
  const list = known.map(({ intent, score, slots }): Interpretation => {
    return { nluConfidence: { score }, intent: entry(session, intent, slots) };
  });
  const above = known.filter(({ score }) => score >= locale.threshold).length;
  list.splice(Math.min(above, MAX_INTERPRETATIONS - 1), 0, { intent: entry(session, locale.fallback, {}) });
  return list.slice(0, MAX_INTERPRETATIONS);
}

function entry({ intent }: Session, model: IntentModel, slots: Slots): Interpretation["intent"] {
  if (intent?.name === model.name) return wireIntent(intent);
  return { name: model.name, slots: Object.fromEntries(model.slots.map(({ name }) => [name, slots[name] ?? null])) };
}
