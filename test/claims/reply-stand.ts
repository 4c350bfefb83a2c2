import { readReply } from "../../mappers/client/read-reply.ts";
import type { Emulator } from "../../tools/emulator/index.ts";
import { botFiles, FALLBACK, folderOf, says } from "../tools/emulator/lex/made-bot.ts";
import type { Watch } from "./interposer.ts";
import { type Stand, stand } from "./stand.ts";

/** Five messages of a size that two of the bot's own bring. */
const CHAPTERS = Array.from({ length: 5 }, (_, at) => `${at}. ${"All work and no play. ".repeat(43)}`.trim());

/** A bot that reads the chapters out when somebody says hello: the folder of its export. */
export function makeReader(): Promise<string> {
  return folderOf(
    botFiles({
      Read: { utterances: ["Hello"], initialResponseSetting: { initialResponse: says(...CHAPTERS) } },
      FallbackIntent: FALLBACK,
    }),
  );
}

/** The function in `reply`, killed or cut off by this watch. */
export function standReplying(bot: string, watch: Watch, count = 1): Promise<Stand> {
  return stand(watch, count, {
    bot,
    env: ({ world }) => ({
      CHIME_LEX_DELIVERY: "reply",
      CHIME_LEX_APP_INSTANCE_BOT_ARN: world.bot.arn,
    }),
  });
}

/** Everything that stands in the channel, in its order: who, in what state, to whom, and what. */
export function channelOf({ messages, world }: Emulator) {
  return messages().map((message) => {
    const { Sender, Status, Target, Content, Metadata } = message;
    const state = { by: Sender.Arn === world.bot.arn ? "bot" : "ana", state: Status.Value };
    const target = Target
      ? { onlyFor: Target.map(({ MemberArn }) => (MemberArn === world.users.ana.arn ? "ana" : "?")) }
      : {};
    const read = readReply(message);
    if (read.kind === "error") return { ...state, ...target, code: read.code };
    if (read.kind === "messages") return { ...state, ...target, texts: read.messages.map(({ content }) => content) };
    return { ...state, ...target, content: Content, ...(Metadata ? { Metadata } : {}) };
  });
}

const HERS = { by: "ana", state: "SENT", content: "Hello" };
export const WHOLE = [
  HERS,
  { by: "bot", state: "SENT", texts: CHAPTERS.slice(0, 4) },
  { by: "bot", state: "SENT", texts: CHAPTERS.slice(4) },
];
export const failed = (code: number, target = {}) => [HERS, { by: "bot", state: "SENT", ...target, code }];
export const UNKNOWN = failed(500);
/** Whoever takes over before the message was let through can't look it up: it may have been a private question. */
export const UNKNOWN_TO_HER = failed(500, { onlyFor: ["ana"] });

/** Says hello, waits until all is quiet, delivers it all once more, and tells what it came to. */
export async function helloTwice({ emulator }: Stand, beforeAgain: () => void = () => {}) {
  const { MessageId } = await emulator.send({ content: "Hello" });
  await emulator.settled(25_000);
  const channel = channelOf(emulator);
  beforeAgain();
  for (const message of emulator.messages()) emulator.redeliver(message.MessageId);
  await emulator.settled(25_000);
  const deliveries = emulator.deliveries();
  const own = deliveries.find(({ messageId }) => messageId === MessageId);
  if (!own) throw new Error("There is no delivery.");
  const accepted = deliveries.map(({ callbacks }) => callbacks.filter(({ refused }) => !refused).length);
  const results = own.invocations.map(
    ({ result, error }) => (result as { outcome?: string } | undefined)?.outcome ?? error?.replace(/^Error: /, ""),
  );
  return { channel, later: channelOf(emulator), turns: own.turns.length, accepted, results };
}
