import { isTargetUnreadable } from "../message/read-message.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { botName, type GateRules } from "./gate-rules.ts";
import { findMentions } from "./mentions.ts";

/** Who answers: a bot; no bot, with the one that stays silent if there is one; or what the caller must look up first. */
export type Choice =
  | { readonly kind: "bot"; readonly bot: number; readonly because: string }
  | { readonly kind: "nobody"; readonly bot?: number | undefined; readonly because: string }
  | { readonly kind: "ask"; readonly what: "route" | "members"; readonly bot?: number };

/** A channel with this many members holds only the user and the bot. */
const ALONE = 2;

/**
 * Chooses the bot for a message: the one it targets, else the first that it mentions, else the one that `route` chose, else
 * the first in configuration order whose `standardMessages` lets it speak. The bridge asks only the chosen bot.
 *
 * As for an AppInstanceBot (API_identity-chime_InvokedBy): `ALL` always speaks, `MENTIONS` when mentioned, `NONE` never.
 * `AUTO` means `ALL` in a channel with one other member that isn't hidden, else `MENTIONS`; bots count as members (`docs/facts.md` §3).
 */
export function chooseBot(message: ChannelMessage, text: string, rules: GateRules): Choice {
  const choice = chooseReadable(message, text, rules);
  if (choice.kind !== "bot" || !isTargetUnreadable(message.Target)) return choice;
  // It may be targeted or not: the answer must be the same in either case.
  const { targetedMessages } = rules.bots[choice.bot] ?? {};
  const because = `${choice.because}; Target can't be read; targetedMessages is ${targetedMessages}`;
  return targetedMessages === "ALL" ? { ...choice, because } : nobody(because, choice.bot);
}

function chooseReadable(message: ChannelMessage, text: string, rules: GateRules): Choice {
  const targeted = targetedBot(message, rules);
  if (targeted !== undefined) return askTargeted(targeted, rules);
  const { bots, because, isUnreadable } = findMentions(message, text, rules);
  if (isUnreadable) return nobody(because);
  if (bots.length > 0) return askMentioned(bots, because, rules);
  if (rules.routed === undefined && rules.canRoute) return { kind: "ask", what: "route" };
  if (rules.routed === null) return nobody(`${because}; route chose nobody`);
  if (rules.routed === undefined) return askInOrder([...rules.bots.keys()], because, rules);
  if (!rules.bots[rules.routed]) return nobody(`${because}; route chose no bot that is configured`);
  return askInOrder([rules.routed], `${because}; route chose ${botName(rules.bots, rules.routed)}`, rules);
}

/** The bot that a message targets, if it is one of ours. */
export function targetedBot({ Target }: ChannelMessage, { bots }: GateRules): number | undefined {
  const places = (Target ?? []).map(({ MemberArn }) =>
    bots.findIndex(({ arn }) => arn !== undefined && arn === MemberArn),
  );
  return places.find((place) => place >= 0);
}

function askTargeted(bot: number, { bots }: GateRules): Choice {
  const because = `targeted at ${botName(bots, bot)}; targetedMessages is ${bots[bot]?.targetedMessages}`;
  return { kind: bots[bot]?.targetedMessages === "ALL" ? "bot" : "nobody", bot, because };
}

/** A mentioned bot speaks unless its configuration says `NONE`. Of several, the first that may speak does. */
function askMentioned(mentioned: readonly number[], sources: string, { bots }: GateRules): Choice {
  const speaking = mentioned.find((bot) => bots[bot]?.standardMessages !== "NONE");
  const bot = speaking ?? mentioned[0] ?? 0;
  const others = mentioned.length > 1 ? `, the first of ${mentioned.length} mentioned` : "";
  const because = `${sources}; ${botName(bots, bot)}${others}; standardMessages is ${bots[bot]?.standardMessages}`;
  return { kind: speaking === undefined ? "nobody" : "bot", bot, because };
}

/** The first of these that speaks without a mention. Asks for the members only if the answer depends on them. */
function askInOrder(order: readonly number[], sources: string, rules: GateRules): Choice {
  const saw = [sources];
  for (const bot of order) {
    const name = rules.bots.length > 1 ? `${botName(rules.bots, bot)}.` : "";
    const { standardMessages = "NONE" } = rules.bots[bot] ?? {};
    if (standardMessages === "AUTO" && rules.members === undefined && rules.canCount) {
      return { kind: "ask", what: "members", bot };
    }
    const isAlone = typeof rules.members === "number" && rules.members <= ALONE;
    const seen = standardMessages === "AUTO" ? `, ${membersSeen(rules, isAlone)}` : "";
    saw.push(`${name}standardMessages is ${standardMessages}${seen}`);
    if (standardMessages === "ALL" || (standardMessages === "AUTO" && isAlone)) {
      return { kind: "bot", bot, because: saw.join("; ") };
    }
  }
  return nobody(saw.join("; "), order.length === 1 ? order[0] : undefined);
}

function nobody(because: string, bot?: number): Choice {
  return { kind: "nobody", bot, because };
}

/** The count may have stopped early, so the text only says "more than 2". */
function membersSeen({ members }: GateRules, isAlone: boolean): string {
  if (typeof members !== "number") return "how many members there are is unknown: as MENTIONS";
  return isAlone
    ? "the channel has no more than 2 members: as ALL"
    : "the channel has more than 2 members: as MENTIONS";
}
