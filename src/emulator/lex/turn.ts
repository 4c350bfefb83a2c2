import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { IntentModel } from "./model.ts";
import type { RunnableLocale } from "./runnable.ts";
import type { ActiveIntent, Session } from "./session.ts";
import type { VisitedPart } from "./visited.ts";

/** One turn while it is played: the session it changes, and what has been said so far. */
export interface Turn {
  readonly locale: RunnableLocale;
  readonly session: Session;
  readonly text: string;
  readonly now: number;
  readonly requestAttributes: Readonly<Record<string, string>>;
  /** How a fulfilment that calls a function ends, since there is no function here. */
  readonly fulfillment: "failed" | "fulfilled";
  /** A number below `count`, for choosing among variations; the same for the same seed, session and turn. */
  readonly choose: (count: number) => number;
  readonly messages: LexMessage[];
  /** Who wants to know which parts of the bot the dialog passes through. */
  readonly visited?: (part: VisitedPart) => void;
}

/** The intent that the turn is in. Only stages of an intent call this, so there is one. */
export function currentIntent({ session, locale }: Turn): { active: ActiveIntent; model: IntentModel } {
  const active = session.intent;
  const model = active === undefined ? undefined : locale.intent(active.name);
  if (active === undefined || model === undefined) throw new Error("A stage is played outside of any intent.");
  return { active, model };
}
