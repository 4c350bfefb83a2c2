import { readMetadata } from "../message/metadata.ts";
import { MENTIONS_ATTRIBUTE, UNREADABLE } from "../message/read-message.ts";
import type { ChannelMessage } from "../shapes/channel-message.ts";
import { type Alias, findAliases } from "./alias-mentions.ts";
import { botName, type GateBot, type GateRules } from "./gate-rules.ts";

/** The bots that a message mentions, in order of mention, and what each source held. */
export interface MentionSearch {
  readonly bots: readonly number[];
  /** The sources in their order. If bots are mentioned, the last source is the one that named them; the others named none. */
  readonly because: string;
  /** Whether the message says whom it mentions in a way that can't be read: then it may be for another, and is not ours to answer. */
  readonly isUnreadable?: true;
}

export type Mentioning = Pick<GateRules, "bots" | "mentionsPath" | "isLookedUp">;
interface Source {
  readonly bots: readonly number[];
  readonly saw: string;
}

/**
 * Which of the bots a message mentions. The first source that names one counts:
 *
 * 1. the attribute `CHIME.mentions` (developer guide, "Using AppInstanceBots"), which was not seen in processor events
 *    (`docs/facts.md` §2), but is there where the message was looked up,
 * 2. Metadata, a JSON object whose member at `mentionsPath` lists ARNs,
 * 3. `@alias` in the text.
 */
export function findMentions(message: ChannelMessage, text: string, rules: Mentioning): MentionSearch {
  if (message.MessageAttributes?.[MENTIONS_ATTRIBUTE]?.StringValues?.includes(UNREADABLE))
    return { bots: [], because: `attribute ${MENTIONS_ATTRIBUTE} can't be read`, isUnreadable: true };
  const saw: string[] = [];
  for (const ask of [askAttribute, askMetadata, askText]) {
    const source = ask(message, rules, text);
    if (source.saw) saw.push(source.saw);
    if (source.bots.length > 0) return { bots: source.bots, because: saw.join(", ") };
  }
  return { bots: [], because: saw.join(", ") };
}

/** Every name by which one of the bots can be mentioned. */
export function aliasesOf(bots: readonly GateBot[]): Alias[] {
  return bots.flatMap(({ aliases }, bot) => aliases.map((name) => ({ bot, name })));
}

function askAttribute({ MessageAttributes }: ChannelMessage, rules: Mentioning): Source {
  if (!hasArns(rules)) return { bots: [], saw: "appInstanceBotArn is not configured" };
  const values = MessageAttributes?.[MENTIONS_ATTRIBUTE]?.StringValues;
  const how = rules.isLookedUp ? "looked up" : "given";
  if (!values) return { bots: [], saw: `attribute CHIME.mentions absent${rules.isLookedUp ? " (looked up)" : ""}` };
  return arnsToSource(values, `attribute CHIME.mentions (${how})`, rules.bots);
}

function askMetadata({ Metadata }: ChannelMessage, rules: Mentioning): Source {
  if (!hasArns(rules)) return { bots: [], saw: "" };
  const listed = readMetadata(Metadata, rules.mentionsPath);
  if (listed === undefined) return { bots: [], saw: `Metadata ${rules.mentionsPath} absent` };
  return arnsToSource(Array.isArray(listed) ? listed : [], `Metadata ${rules.mentionsPath}`, rules.bots);
}

function askText(_message: ChannelMessage, { bots }: Mentioning, text: string): Source {
  const aliases = aliasesOf(bots);
  if (aliases.length === 0) return { bots: [], saw: "no alias is configured" };
  const found = findAliases(text, aliases);
  if (found.length === 0) return { bots: [], saw: "no alias in the text" };
  const names = [...new Set(found.map(({ name }) => `@${name}`))];
  return { bots: [...new Set(found.map(({ bot }) => bot))], saw: `${names.join(" and ")} in the text` };
}

function arnsToSource(listed: readonly unknown[], source: string, bots: readonly GateBot[]): Source {
  const places = listed.map((arn) => bots.findIndex((bot) => bot.arn === arn));
  const mentioned = [...new Set(places)].filter((place) => place >= 0);
  const named = mentioned.map((bot) => botName(bots, bot)).join(" and ");
  return { bots: mentioned, saw: `${source} names ${named || "others"}` };
}

function hasArns({ bots }: Mentioning): boolean {
  return bots.some(({ arn }) => arn !== undefined);
}
