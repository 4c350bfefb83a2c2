import { readReply } from "../../../../mappers/client/read-reply.ts";
import { GATE_STEPS } from "../../../../mappers/gate/gate.ts";
import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import type { MessageKind } from "../../../../mappers/text/message-kinds.ts";
import type { EmulatedMessage } from "../../channel/message.ts";
import { isBot } from "../../channel/world/world.ts";
import type { EmulatedDelivery } from "../../delivery.ts";
import type { Info } from "../../http/info.ts";
import { excerpt } from "../format.ts";
import { isTypingSign } from "../people/typing.ts";
import { decisionOf } from "../reading/read-decision.ts";
import { readShownMessage } from "../reading/read-message.ts";
import { acceptedCallback, outcomeOf } from "../reading/walk-delivery.ts";
import type { Offered, Options } from "../server/controls.ts";
import { answeredId } from "../state/select.ts";
import { optionsToScript } from "./case-config.ts";
import { type ByHandStep, followPauses, isCutOff } from "./pauses-to-steps.ts";
import { scriptToYaml } from "./script-to-yaml.ts";

/** A conversation as the channel holds it. */
export interface Transcript {
  /** Of the channel alone, the oldest first. */
  readonly messages: readonly EmulatedMessage[];
  readonly deliveries: readonly EmulatedDelivery[];
  /** Whether its conversation was restarted on the page. */
  readonly isRestarted: boolean;
  readonly info: Info;
  readonly options: Offered<Options> | undefined;
  /** Where the emulator is. */
  readonly origin: string;
}

/** A script for `chime-lex-bridge talk` (docs/testing.md, "A script"), and what it can't say, in sentences. */
export interface ScriptFile {
  readonly yaml: string;
  readonly said: number;
  readonly untold: readonly string[];
}

/** What came of one message: steps, what can't be said of it, or both. */
interface Told {
  readonly steps: readonly Step[];
  readonly untold?: string;
}

type Step =
  | { readonly user: string | object }
  | { readonly agent: string | object }
  | { readonly bot: string | object }
  | ByHandStep;

/** Where nothing can be expected of the answer, the message is said all the same: it is part of the conversation. */
export function transcriptToScript(transcript: Transcript): ScriptFile {
  const { messages, deliveries, isRestarted, info, options } = transcript;
  const config = options !== undefined && "here" in options ? optionsToScript(options.here) : undefined;
  const byHand = followPauses(info.handoff?.scope, (arn) => nameInScript(arn, info));
  const told = messages
    .filter((message) => !isAnswer(message) && !isTypingSign(message))
    .map((message) => ({
      ...byHand(deliveries.find(({ messageId }) => messageId === message.MessageId)),
      ...tell(message, transcript),
    }));
  const steps = told.flatMap((one) => [...one.before, ...one.steps, ...one.after]);
  const isHandoffUnsaid = info.handoff !== undefined && config?.["handoff"] === undefined;
  const untold = [
    ...told.flatMap((one) => one.untold ?? []),
    ...(isRestarted ? ["The conversation was restarted: a script can’t do that."] : []),
    ...(isHandoffUnsaid ? ["handoff itself: run it with your --config."] : []),
  ];
  const yaml = scriptToYaml(steps, untold, { ...transcript, config });
  return { yaml, said: told.filter((one) => one.steps.length > 0).length, untold };
}

/** What a bot says of its own accord stands after the words that it answers. */
function isAnswer(message: EmulatedMessage): boolean {
  return isBot(message.Sender.Arn) && answeredId(message) !== undefined;
}

function tell(message: EmulatedMessage, { messages, deliveries, info }: Transcript): Told {
  const own = deliveries.filter(({ messageId }) => messageId === message.MessageId);
  const [delivery] = own;
  const words = delivery?.event.ChannelMessage.Content ?? readShownMessage(message).input ?? message.Content;
  const untold = (why: string) =>
    `“${excerpt(words.replaceAll(/\p{C}/gu, " "), 40)}” by ${message.Sender.Name}: ${why}`;
  const as = nameInScript(message.Sender.Arn, info);
  const to = message.Target?.map(({ MemberArn }) => nameInScript(MemberArn, info)) ?? [];
  if (message.Redacted) return { steps: [], untold: untold("its words are gone.") };
  if (as === undefined || to.includes(undefined))
    return { steps: [], untold: untold("a script begins with Ana, Ben and the first bot in the channel.") };
  if (message.SubChannelId !== undefined || message.Persistence !== "PERSISTENT")
    return { steps: [], untold: untold("a script has no sub-channel, and stores every message.") };
  if (isBot(message.Sender.Arn) && readReply(message).kind !== "none")
    return { steps: [], untold: untold("the bot says that of its own accord, as where somebody joins.") };
  const asked = delivery?.turns.at(-1)?.request.botId;
  if (asked !== undefined && asked !== info.lexBots[0]?.botId)
    return { steps: [], untold: untold("another bot was asked than the one that answers now.") };
  const said = { text: words, as, to: to[0] };
  const user = info.handoff?.agents.includes(message.Sender.Arn)
    ? { agent: userStep(message, delivery, { ...said, by: "ben" }) }
    : { user: userStep(message, delivery, { ...said, by: "ana" }) };
  if (message.Type === "CONTROL") return { steps: [user, { bot: { silence: true } }] };
  if (own.length > 1 || message.LastEditedTimestamp !== undefined)
    return { steps: [user], untold: untold("a script can’t edit, so its first words stand there, and no answer.") };
  if (delivery === undefined || delivery.invocations.length === 0)
    return { steps: [user], untold: untold("what came of it isn’t known here, so no answer stands there.") };
  const answers = messages.filter(
    (one) => one.MessageId !== message.MessageId && answeredId(one) === message.MessageId,
  );
  const bot = botSteps(delivery, answers);
  return typeof bot === "string" ? { steps: [user], untold: untold(bot) } : { steps: [user, ...bot] };
}

/** As a script names who is in its channel: users by name, the bot as `bot`; undefined for others. */
function nameInScript(arn: string, { users, bot }: Info): string | undefined {
  if (arn === bot.arn) return "bot";
  return users
    .slice(0, 2)
    .find((user) => user.arn === arn)
    ?.name.toLowerCase();
}

interface Words {
  readonly text: string;
  /** Who says it where the step doesn't say. */
  readonly by: string;
  readonly as: string;
  readonly to: string | undefined;
}

/** Attributes and content type are the reply's once it took the words' place; Metadata stands in the event as it was. */
function userStep(message: EmulatedMessage, delivery: EmulatedDelivery | undefined, { text, by, as, to }: Words) {
  const isReplaced = readShownMessage(message).said.kind !== "text";
  const metadata = delivery === undefined ? message.Metadata : delivery.event.ChannelMessage.Metadata;
  const attributes = Object.entries(isReplaced ? {} : (message.MessageAttributes ?? {}));
  const more = {
    ...(as === by ? {} : { as }),
    ...(to === undefined ? {} : { to }),
    ...(message.Type === "CONTROL" ? { type: message.Type } : {}),
    ...(metadata ? { metadata } : {}),
    ...(isReplaced || !message.ContentType ? {} : { contentType: message.ContentType }),
    ...(attributes.length === 0
      ? {}
      : { attributes: Object.fromEntries(attributes.map(([name, value]) => [name, value.StringValues ?? []])) }),
  };
  return Object.keys(more).length === 0 ? text : { text, ...more };
}

/** The answer, a message each, with what else is known in the last step; a sentence where nothing of it can be expected again. */
function botSteps(delivery: EmulatedDelivery, answers: readonly EmulatedMessage[]): readonly Step[] | string {
  const decision = decisionOf(delivery.invocations);
  const turn = delivery.turns.at(-1);
  const { messages, error } = saidIn(delivery, answers);
  if (decision === undefined) return "the processor says nothing of its outcome, so no answer stands there.";
  // Any other failure is a fault's, or the world's.
  if (decision.error !== undefined && decision.error.code !== "TEXT_TOO_LONG")
    return `it failed with ${decision.error.code}, which need not happen again, so no answer stands there.`;
  if (isCutOff(decision))
    return "a person took over while the answer was under way, which a script can’t time, so no answer stands there.";
  const said = messages.map(messageToStep);
  if (said.includes(undefined)) return "the bot’s answer is of a kind that a script doesn’t know.";
  const intent = turn?.result?.sessionState?.intent;
  const reason = [...GATE_STEPS, "paused"].find((step) => step === decision.verdict?.reason);
  const facts = {
    ...(intent?.name ? { intent: intent.name } : {}),
    ...(intent?.state ? { state: intent.state } : {}),
    outcome: outcomeOf(delivery),
    ...(reason === undefined ? {} : { reason }),
  };
  if (said.length === 0)
    return [{ bot: { ...(error === undefined ? { silence: true } : { error: String(error) }), ...facts } }];
  return said.map((one, at) => ({ bot: { ...one, ...(at === said.length - 1 ? facts : {}) } }));
}

/** As `talk` reads it: the reply that took the words' place, then what the bot posted under its own name. */
function saidIn(delivery: EmulatedDelivery, answers: readonly EmulatedMessage[]) {
  const replies = [acceptedCallback(delivery)?.callback.ChannelMessage ?? {}, ...answers].map((one) => readReply(one));
  return {
    messages: replies.flatMap((reply) => (reply.kind === "messages" ? reply.messages : [])),
    error: replies.find((reply) => reply.kind === "error")?.code,
  };
}

function messageToStep({ contentType, content, imageResponseCard: card }: LexMessage): object | undefined {
  if (card) {
    const { title, subtitle, imageUrl, buttons } = card;
    return {
      card: {
        title,
        ...(subtitle ? { subtitle } : {}),
        ...(imageUrl ? { image: imageUrl } : {}),
        ...(buttons ? { buttons: buttons.map(({ text, value }) => ({ text, value })) } : {}),
      },
    };
  }
  const key = STEP_KEYS[contentType as MessageKind];
  return key === undefined ? undefined : { [key]: content };
}

const STEP_KEYS: Partial<Record<MessageKind, "text" | "ssml" | "payload">> = {
  PlainText: "text",
  SSML: "ssml",
  CustomPayload: "payload",
};
