import type { Turn } from "./turn.ts";

/** Why nothing was said, in words; undefined where something was. `bot` is the bot's name. */
export function whySilent(
  { messages, session, locale, lacksFunction, callHook }: Turn,
  bot: string,
): string | undefined {
  if (messages.length > 0) return undefined;
  const { intent } = session;
  if (intent === undefined) return "No intent is under way, and the export has no message for that.";
  if (lacksFunction) {
    return `${intent.name} calls the bot's function, and there is none here: name it with --hook ${bot}=./function.mjs (codeHooks).`;
  }
  if (intent.name === locale.fallback.name) {
    return `Nothing was understood, and ${intent.name} has no message in this export.`;
  }
  const who = callHook === undefined ? "the export has no" : "neither the function nor the export has a";
  return `${intent.name} is ${intent.state}, and ${who} message there.`;
}
