import type { Info } from "../../emulator/http/info.ts";

export type ListedPause = NonNullable<Info["handoff"]>["pauses"][number];

/** Why nobody answers: since when the bot is paused, by what, and when that ends by itself. Times are ISO 8601. */
export function pauseToLine({ reason, since, until }: Pick<ListedPause, "reason" | "since" | "until">): string {
  const [begun, ended] = [since, until].map((at) => new Date(at).toISOString());
  return `the bot is paused since ${begun}, ${BY[reason] ?? `by ${reason}`}; it ends by itself at ${ended}`;
}

const BY: Readonly<Record<string, string>> = {
  agent: "by a message of an agent",
  intent: "by an intent that asks for a person",
  attribute: "by a session attribute that asks for a person",
  phrase: "by a phrase that asks for a person",
  call: "by hand, as by bridge.pause",
};
