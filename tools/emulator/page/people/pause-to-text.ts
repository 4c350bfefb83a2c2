import type { Info } from "../../http/info.ts";
import { timeOfDay } from "../format.ts";
import { nameOf } from "../state/members.ts";

export type ShownPause = NonNullable<Info["handoff"]>["pauses"][number];

/** Since when and by what, and how long. */
export function pauseToText({ reason, asker, since, until }: ShownPause, info: Info | undefined): string {
  const why = (BY[reason] ?? ((_who: string) => reason))(asker === undefined ? "Somebody" : nameOf(asker, info));
  return `Since ${timeOfDay(since)}: ${why}. Ends at ${timeOfDay(until)}.`;
}

const BY: Readonly<Record<string, (who: string) => string>> = {
  agent: () => "an agent wrote",
  intent: (who) => `${who} asked for a person, by an intent`,
  attribute: (who) => `the bot’s function asked for a person, for ${who}`,
  phrase: (who) => `${who} asked for a person, by a phrase`,
  call: () => "paused by hand, as by bridge.pause",
};
