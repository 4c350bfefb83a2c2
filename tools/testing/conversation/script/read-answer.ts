import { readReply } from "../../../../mappers/client/read-reply.ts";
import type { StoredMessage } from "../../../../src/ports/ports.ts";
import type { BotAnswer } from "../channel.ts";

type Said = Pick<BotAnswer, "messages" | "error" | "attributes" | "to">;

/**
 * What the bot said of a message: the reply that took the message's place, and what the bot posted in its own name since.
 * `nameOf` names a member by its ARN.
 */
export function messagesToSaid(
  { messageId, before }: { readonly messageId: string; readonly before: ReadonlySet<string> },
  messages: readonly StoredMessage[],
  nameOf: (arn: string) => string,
): Said {
  const ours = messages.filter(
    ({ MessageId, Sender }) => MessageId === messageId || (isBot(Sender?.Arn) && !before.has(MessageId)),
  );
  let said: Said = { messages: [], attributes: {}, to: [] };
  for (const message of ours) {
    const reply = readReply(message);
    if (reply.kind === "none") continue;
    said = {
      ...(reply.kind === "error" ? { error: reply.code } : said.error === undefined ? {} : { error: said.error }),
      messages: reply.kind === "messages" ? [...said.messages, ...reply.messages] : said.messages,
      attributes: { ...said.attributes, ...attributesOf(message) },
      to: [...said.to, ...targetsOf(message).map(nameOf)],
    };
  }
  return { ...said, to: [...new Set(said.to)] };
}

function attributesOf({ MessageAttributes = {} }: StoredMessage): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValues = [] }]) => [name, StringValues]),
  );
}

function targetsOf({ Target = [] }: StoredMessage): string[] {
  return Target.flatMap(({ MemberArn }) => (MemberArn === undefined ? [] : [MemberArn]));
}

/** An AppInstanceBot's ARN ends in `/bot/<id>` (developer guide, "Using AppInstanceBots"). */
function isBot(arn: string | undefined): boolean {
  return arn !== undefined && /\/bot\/[^/]+$/.test(arn);
}
