import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import type { Match } from "../match/match.ts";
import type { RunnableLocale } from "../match/runnable.ts";
import type { IntentModel } from "../model/model.ts";
import type { VisitedPart } from "../model/visited.ts";
import type { ActiveIntent, Session } from "../session/session.ts";
import type { CallHook } from "./hooks/hook.ts";

/** What the emulator does where Lex's own way is unknown, or where it can't follow; `docs/emulator.md` lists them. */
export interface Choices {
  /** How a fulfilment that calls a function ends while the bot has no code hook. */
  readonly fulfillment: "failed" | "fulfilled";
  /** A code hook that fails: the turn is refused (424), or the bot's own failure and timeout responses are played. */
  readonly hookFailure: "refuse" | "respond";
  /** A time that may be before or after noon: it is asked for again, or taken without an interpreted value. */
  readonly ambiguousTime: "ask" | "take";
}

/** One turn while it is played: the session it changes, and what has been said so far. */
export interface Turn {
  readonly locale: RunnableLocale;
  readonly session: Session;
  readonly text: string;
  /** The clock. */
  readonly now: number;
  /** The clock for dates and times that the user names: shifted by the time zone of the request. */
  readonly localNow: number;
  /** Those of the request, or what the code hook made of them. */
  requestAttributes: Readonly<Record<string, string>>;
  readonly choices: Choices;
  /** Calls the bot's function; absent when there is none. */
  readonly callHook?: CallHook;
  /** A number below `count`, for choosing among variations; the same for the same seed, session and turn. */
  readonly choose: (count: number) => number;
  readonly messages: LexMessage[];
  /** Who wants to know which parts of the bot the dialog passes through. */
  readonly visited?: (part: VisitedPart) => void;
  /** The intents that the words are like. */
  matches: readonly Match[];
  /** The intent whose prompt the words answered, well or badly. */
  asker: string | undefined;
  /** Whether the export calls a function somewhere on the way of this turn, and there is none. */
  lacksFunction?: true;
  /** The id of this request, which Lex made: `sessionState.originatingRequestId`. */
  readonly requestId: string;
}

/** The intent that the turn is in. Only stages of an intent call this, so there is one. */
export function currentIntent({ session, locale }: Turn): { active: ActiveIntent; model: IntentModel } {
  const active = session.intent;
  const model = active === undefined ? undefined : locale.intent(active.name);
  if (active === undefined || model === undefined) throw new Error("A stage is played outside of any intent.");
  return { active, model };
}
