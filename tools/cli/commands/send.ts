import { randomUUID } from "node:crypto";
import { readReply } from "../../../mappers/client/read-reply.ts";
import { BridgeError, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import { awsPorts, type Decision } from "../../../src/index.ts";
import type { StoredMessage } from "../../../src/ports/ports.ts";
import type { EmulatedDelivery } from "../../emulator/delivery.ts";
import { answersTo, isWhole, toStored } from "../answers-to.ts";
import type { SendOptions } from "../args/send-args.ts";
import { EMULATOR_CREDENTIALS } from "../bridge-processor.ts";
import { startEmbedded } from "../embedded.ts";
import type { Io } from "../io.ts";
import { type ListedPause, pauseToLine } from "../people/pause-to-line.ts";
import { coloursOf, deliveryToText, messageToLines } from "../print.ts";

const POLL_MS = 250;
/** How long a bot that replies in its own name may take after the message was let through; a silent bot can't be told from a slow one. */
const ANSWER_MS = 5_000;

/** `send`: messages through the bridge, and what became of each. Exit code 1 where one was left pending, failed, or was answered by an error. */
export async function send(options: SendOptions, io: Io): Promise<number> {
  return options.url || options.channel ? sendToChannel(options, io) : sendEmbedded(options, io);
}

async function sendEmbedded(options: SendOptions, io: Io): Promise<number> {
  const c = coloursOf(io.colour);
  const { emulator, close } = await startEmbedded({ ...options, port: 0, host: "127.0.0.1" }, io);
  let wrong = 0;
  try {
    for (const content of options.texts) {
      const { MessageId } = await emulator.send({ content, as: options.as });
      const inTime = await emulator.settled(options.timeoutMs).then(
        () => true,
        () => false,
      );
      const message = emulator.messages().find((one) => one.MessageId === MessageId);
      const delivery = emulator.deliveries().find(({ messageId }) => messageId === MessageId);
      if (!message || !delivery) {
        wrong++;
        continue;
      }
      const answers = answersTo(MessageId, emulator.messages().map(toStored));
      if (!inTime || isFailure(delivery) || [toStored(message), ...answers].some(isError)) wrong++;
      if (options.json) io.out(`${JSON.stringify({ message, answers, delivery })}\n`);
      else {
        const shown = [toStored(message), ...answers].map((one) => messageToLines(one, c)).join("");
        io.out(`${shown}${deliveryToText(delivery, c)}\n`);
      }
    }
  } finally {
    await close();
  }
  return wrong > 0 ? 1 : 0;
}

async function sendToChannel(options: SendOptions, io: Io): Promise<number> {
  const c = coloursOf(io.colour);
  const { ChannelArn, ChimeBearer, ports, pauseNow } = await channelOf(options);
  let wrong = 0;
  for (const Content of options.texts) {
    const until = Date.now() + options.timeoutMs;
    const signal = AbortSignal.timeout(options.timeoutMs);
    const sent = await ports.sendChannelMessage(
      { ChannelArn, ChimeBearer, Content, Persistence: "PERSISTENT", ClientRequestToken: randomUUID() },
      { signal },
    );
    const list = async () => (await ports.listChannelMessages({ ChannelArn, ChimeBearer }, { signal })).messages;
    const message = await settledMessage(list, sent.MessageId, until);
    const shown = message ?? { ...sent, Content, Status: { Value: "DENIED" } };
    const answers = message ? await answersInTime(list, message, Math.min(until, Date.now() + ANSWER_MS)) : [];
    if (!message || message.Status?.Value === "PENDING" || [message, ...answers].some(isError)) wrong++;
    const isUnanswered = answers.length === 0 && readReply(shown).kind === "none";
    const pause = isUnanswered ? await pauseNow?.() : undefined;
    if (options.json) io.out(`${JSON.stringify({ message: shown, answers, ...(pause ? { pause } : {}) })}\n`);
    else {
      const silence = pause ? `  ${c.dim("silence")}   ${pauseToLine(pause)}\n` : "";
      io.out(`${[shown, ...answers].map((one) => messageToLines(one, c)).join("")}${silence}`);
    }
  }
  return wrong > 0 ? 1 : 0;
}

function isError(message: StoredMessage): boolean {
  return readReply(message).kind === "error";
}

/** A delivery that let the message through because something failed, such as the configuration. */
function isFailure({ invocations }: EmulatedDelivery): boolean {
  const last = invocations.at(-1);
  const decision = last?.result as Partial<Decision> | undefined;
  return last?.error !== undefined || decision?.error !== undefined;
}

/** The message once it is no longer pending, or as it is when the time is over; undefined where the channel doesn't show it. */
async function settledMessage(
  list: () => Promise<StoredMessage[]>,
  messageId: string,
  until: number,
): Promise<StoredMessage | undefined> {
  for (;;) {
    const message = (await list()).find(({ MessageId }) => MessageId === messageId);
    const isSettled = message && message.Status?.Value !== "PENDING";
    if (isSettled || Date.now() + POLL_MS >= until) return message;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What the bot says in its own name, if the message itself wasn't replaced by the answer. A silent bot costs the whole wait. */
async function answersInTime(
  list: () => Promise<StoredMessage[]>,
  message: StoredMessage,
  until: number,
): Promise<StoredMessage[]> {
  if (message.Status?.Value !== "SENT" || readReply(message).kind !== "none") return [];
  for (;;) {
    const answers = answersTo(message.MessageId, await list());
    if ((answers.length > 0 && isWhole(answers)) || Date.now() + POLL_MS >= until) return answers;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

interface SendChannel {
  readonly ChannelArn: string;
  readonly ChimeBearer: string;
  readonly ports: ReturnType<typeof awsPorts>;
  /** The pause that keeps the bot from answering the sender; absent where nobody can be asked. */
  readonly pauseNow?: () => Promise<ListedPause | undefined>;
}

async function channelOf({ url, channel, as }: SendOptions): Promise<SendChannel> {
  if (channel) return { ChannelArn: channel, ChimeBearer: as, ports: awsPorts({ lexRegion: "us-east-1" }) };
  const ports = awsPorts({ lexRegion: "us-east-1", chimeEndpoint: url ?? "", credentials: EMULATOR_CREDENTIALS });
  const { channelArn, users } = await emulatorInfo(url ?? "");
  const user = users.find(({ arn, name }) => arn === as || name.toLowerCase() === as.toLowerCase());
  if (!user)
    throw unusable(
      "USAGE",
      `There is no user ${as} at ${url}.`,
      `Use one of ${users.map(({ name }) => name).join(", ")}.`,
    );
  const pauseNow = async () =>
    (await emulatorInfo(url ?? "")).handoff?.pauses.find(
      (pause) => pause.channelArn === channelArn && (pause.senderArn ?? user.arn) === user.arn,
    );
  return { ChannelArn: channelArn, ChimeBearer: user.arn, ports, pauseNow };
}

interface EmulatorInfo {
  readonly channelArn: string;
  readonly users: readonly { readonly arn: string; readonly name: string }[];
  readonly handoff?: { readonly pauses: readonly ListedPause[] };
}

async function emulatorInfo(url: string): Promise<EmulatorInfo> {
  try {
    const response = await fetch(new URL("/_emulator/info", url), { signal: AbortSignal.timeout(5_000) });
    if (response.ok) return (await response.json()) as EmulatorInfo;
    throw new Error(`It answered ${response.status}.`);
  } catch (cause) {
    throw unusable("USAGE", `No emulator answers at ${url}.`, "Start one with: chime-lex-bridge dev", cause);
  }
}

function unusable(code: ErrorCode, detail: string, fix: string, cause?: unknown): BridgeError {
  return new BridgeError(code, detail, { fix, cause });
}
