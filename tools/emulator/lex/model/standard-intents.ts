import type { IntentModel } from "./model.ts";
import { own } from "./own.ts";

/**
 * What the built-in intents listen to beside a bot's own utterances (built-in-intents names them; these few words are ours).
 * They carry no sample utterances in an export.
 */
const UTTERANCES: Readonly<Record<string, readonly string[]>> = {
  "AMAZON.CancelIntent": ["cancel", "never mind", "nevermind", "forget it"],
  "AMAZON.HelpIntent": ["help", "help me", "can you help me"],
  "AMAZON.PauseIntent": ["pause", "pause that"],
  "AMAZON.RepeatIntent": ["repeat", "say that again", "repeat that"],
  "AMAZON.ResumeIntent": ["resume", "continue", "keep going"],
  "AMAZON.StartOverIntent": ["start over", "restart", "start again"],
  "AMAZON.StopIntent": ["stop", "off", "shut up"],
};

export function standardUtterances(parent: string | undefined): readonly string[] {
  return own(UTTERANCES, parent ?? "") ?? [];
}

/** Where a bot's words go that fit no intent. Every bot has one; Lex names it FallbackIntent. */
export function isFallback(intent: IntentModel): boolean {
  return intent.parent === "AMAZON.FallbackIntent" || (intent.parent === undefined && intent.name === "FallbackIntent");
}
