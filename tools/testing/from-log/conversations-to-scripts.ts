import { messageToText } from "../../../mappers/message/message-to-text.ts";
import { parseObject } from "../../../mappers/message/metadata.ts";
import { readAttributes, readTarget } from "../../../mappers/message/read-message.ts";
import type { ChannelMessage } from "../../../mappers/shapes/channel-message.ts";
import type { TurnResult } from "../../../mappers/shapes/turn.ts";
import type { CassetteDelivery } from "../cassette/cassette.ts";
import { type CassetteOptions, makeCassette } from "../cassette/make-cassette.ts";
import { textToTitle, type WrittenScript } from "../test-set/test-set-to-scripts.ts";
import type { LoggedConversation, LoggedDelivery } from "./logged-conversation.ts";
import { resultToSteps } from "./result-to-steps.ts";

export interface ConversationsToScriptsOptions extends CassetteOptions {
  /** The path of the export that the scripts name. */
  readonly bot?: string;
}

export interface LoggedScripts {
  readonly scripts: readonly WrittenScript[];
  readonly questions: number;
  /** Questions whose words were replaced: a bot doesn't understand them. */
  readonly replaced: number;
  /** Questions that ended in an error, of which a script has none. */
  readonly errors: number;
  /** Questions that hold a value which the log hides. */
  readonly hidden: number;
}

/** The members that every emulated channel has, by name. */
const SPEAKERS = ["ana", "ben"];

/** The questions of two senders of a conversation: an emulated channel has two members to speak. */
interface Part {
  readonly name: string;
  readonly turns: readonly Logged[];
  readonly speakers: readonly string[];
}
interface Logged {
  readonly logged: LoggedDelivery;
  readonly scrubbed: CassetteDelivery;
}

/**
 * A script for each conversation, scrubbed as a recording is. Members are named by the order in which they spoke. An answer is expected as far
 * as scrubbing left it alone: of what was replaced, only the kind of message is.
 */
export async function conversationsToScripts(
  conversations: readonly LoggedConversation[],
  { bot, ...scrub }: ConversationsToScriptsOptions,
): Promise<LoggedScripts> {
  const { stringify } = await import("yaml");
  const scripts: WrittenScript[] = [];
  const all: Logged[] = [];
  for (const { name, config, deliveries } of conversations) {
    const heard = deliveries.map((one) => one.heard);
    const { cassette } = await makeCassette(config, heard, scrub);
    const turns = deliveries.flatMap((logged, at) => {
      const scrubbed = cassette.deliveries[at];
      return scrubbed ? [{ logged, scrubbed }] : [];
    });
    all.push(...turns);
    for (const part of toParts(name, turns)) {
      const [first] = part.turns;
      const script = {
        title: `From a log: ${textToTitle(first ? questionOf(first).text : "")}`,
        ...(bot === undefined ? {} : { bot }),
        ...(config["delivery"] === undefined ? {} : { config: { delivery: config["delivery"] } }),
        turns: part.turns.flatMap((turn) => toSteps(turn, part.speakers)),
      };
      scripts.push({ name: `${part.name}.yaml`, yaml: stringify(script, { lineWidth: 0 }) });
    }
  }
  return {
    scripts,
    questions: all.length,
    replaced: all.filter(({ scrubbed }) => scrubbed.words === "replaced").length,
    errors: all.filter((turn) => resultsOf(turn) === undefined).length,
    hidden: all.filter(({ logged }) => logged.placeholders.some((one) => one.startsWith("slot "))).length,
  };
}

function toParts(name: string, turns: readonly Logged[]): Part[] {
  const told = turns.filter((turn) => resultsOf(turn) !== undefined);
  const senders = [...new Set(told.map((turn) => messageOf(turn.scrubbed).Sender.Arn))];
  const count = Math.ceil(senders.length / SPEAKERS.length);
  return Array.from({ length: count }, (_, at) => {
    const speakers = senders.slice(at * SPEAKERS.length, (at + 1) * SPEAKERS.length);
    return {
      name: count === 1 ? name : `${name}-${at + 1}`,
      turns: told.filter((turn) => speakers.includes(messageOf(turn.scrubbed).Sender.Arn)),
      speakers,
    };
  });
}

function toSteps(turn: Logged, speakers: readonly string[]): object[] {
  const { text, message } = questionOf(turn);
  const { Sender, Metadata } = message;
  const stored = (turn.scrubbed.reads?.[0]?.result ?? {}) as Pick<ChannelMessage, "Target" | "MessageAttributes">;
  const nameOf = (arn: string) => {
    const at = speakers.indexOf(arn);
    return arn.includes("/bot/") ? "bot" : at < 0 ? undefined : SPEAKERS[at];
  };
  const [target] = readTarget(stored.Target ?? []);
  const to = target?.MemberArn ? nameOf(target.MemberArn) : undefined;
  const mentioned = readAttributes(stored.MessageAttributes ?? {})["CHIME.mentions"]?.StringValues ?? [];
  const mentions = mentioned.flatMap((arn) => nameOf(arn) ?? []);
  const as = nameOf(Sender.Arn);
  const given = {
    ...(as === undefined || as === SPEAKERS[0] ? {} : { as }),
    ...(to === undefined ? {} : { to }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(Metadata ? { metadata: parseObject(Metadata) ?? Metadata } : {}),
  };
  const { was, is } = resultsOf(turn) ?? { was: {}, is: {} };
  return [
    { user: Object.keys(given).length === 0 ? text : { text, ...given } },
    ...resultToSteps(is as TurnResult, was as TurnResult).map((bot) => ({ bot })),
  ];
}

function questionOf({ scrubbed }: Logged): { readonly text: string; readonly message: ChannelMessage } {
  const message = messageOf(scrubbed);
  return { text: messageToText(message), message };
}

function messageOf({ event }: CassetteDelivery): ChannelMessage {
  return (event as { readonly ChannelMessage: ChannelMessage }).ChannelMessage;
}

/** The bot's answer as it was and as it is scrubbed. */
function resultsOf({ logged, scrubbed }: Logged): { readonly was: TurnResult; readonly is: TurnResult } | undefined {
  const [was, is] = [logged.heard.turns.at(-1)?.result, scrubbed.turns.at(-1)?.result];
  return was && is ? { was, is } : undefined;
}
