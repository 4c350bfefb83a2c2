import pc from "picocolors";
import { readReply } from "../../mappers/client/read-reply.ts";
import { pauseToWords, stepToPeoplesOwn } from "../../mappers/gate/pause-to-words.ts";
import { stepToName } from "../../mappers/gate/step-to-name.ts";
import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { TurnResult } from "../../mappers/shapes/turn.ts";
import { kindOf } from "../../mappers/text/message-kinds.ts";
import type { Decision } from "../../src/index.ts";
import type { StoredMessage } from "../../src/ports/ports.ts";
import type { EmulatedDelivery } from "../emulator/delivery.ts";
import { deliveryToSilence } from "../emulator/delivery-to-silence.ts";
import { plain, printable } from "./terminal.ts";

/** What a terminal shows. Every function returns text; the command writes it. */
export type Colours = ReturnType<typeof pc.createColors>;

export function coloursOf(colour: boolean): Colours {
  return pc.createColors(colour);
}

const NAME_WIDTH = 9;

/** A line with a name before it, and its following lines under its first. */
export function line(name: string, text: string): string {
  return `  ${name.padEnd(NAME_WIDTH)} ${printable(text).replaceAll("\n", `\n  ${" ".repeat(NAME_WIDTH)} `)}\n`;
}

/** A message of the channel, as a person reads it: the user's words, then the reply that took their place. */
export function messageToLines(message: StoredMessage, c: Colours): string {
  const reply = readReply(message);
  const name = message.Sender?.Name ?? "?";
  const status = message.Status?.Value;
  const mark = status && status !== "SENT" ? c.yellow(` (${status})`) : "";
  if (reply.kind === "none") return line(plain(name), `${plain(message.Content ?? "")}${mark}`);
  const words = "input" in reply && reply.input !== undefined ? line(plain(name), plain(reply.input)) : "";
  if (reply.kind === "error") return words + line("bot", c.red(`could not answer (code ${reply.code})`) + mark);
  if (reply.messages.length === 0) return words + line("bot", c.dim("(said nothing)") + mark);
  return words + reply.messages.map((one, at) => line(at === 0 ? "bot" : "", lexMessageToText(one, c))).join("");
}

function lexMessageToText({ contentType, content, imageResponseCard: card }: LexMessage, c: Colours): string {
  const { toText } = kindOf(contentType);
  const text = plain(toText?.(content ?? "") ?? content ?? "");
  if (!card) return toText ? text : c.dim(`payload ${text}`);
  const buttons = (card.buttons ?? []).map(({ text: label }) => c.cyan(`[${plain(label)}]`)).join(" ");
  return [c.bold(`▢ ${plain(card.title)}`), plain(card.subtitle ?? ""), buttons]
    .filter((part) => part !== "")
    .join("\n  ");
}

/** A delivery's way through the five stages, on five lines. */
export function deliveryToText(delivery: EmulatedDelivery, c: Colours): string {
  const decision = delivery.invocations.at(-1)?.result as Partial<Decision> | undefined;
  const last = delivery.invocations.at(-1);
  const failed = last && "error" in last ? last.error : undefined;
  const turn = delivery.turns.at(-1);
  const accepted = delivery.callbacks.find(({ refused }) => !refused);
  const stopped = decision?.trace?.find(({ pass }) => !pass);
  const verdict = stopped
    ? `${decision?.verdict?.kind ?? "release"}: ${stopToText(stopped)}`
    : `turn, after ${decision?.trace?.length ?? "?"} steps passed`;
  const paused = pauseToWords(decision?.pause);
  const asked = turn
    ? `"${plain(turn.request.text)}" to ${turn.request.botId} in ${turn.request.localeId}, session ${turn.request.sessionId}`
    : "not taken";
  const answered = turn?.refused
    ? c.red(`${turn.refused.status} ${turn.refused.name}`)
    : turn
      ? `${answerToText(turn.result)}, ${Math.round(turn.ms)} ms`
      : "";
  const silence = deliveryToSilence(delivery);
  const losses = (decision?.losses ?? []).map(({ kind, message }) =>
    message === undefined ? kind : `${kind} ${message + 1}`,
  );
  return [
    line(c.dim("event"), `MessageId ${delivery.messageId}, CallbackId ${delivery.callbackId}`),
    line(c.dim("verdict"), decision?.trace ? verdict : "unknown: the processor returned no decision record"),
    ...(paused === undefined ? [] : [line(c.dim("paused"), paused)]),
    ...(failed === undefined ? [] : [line(c.dim("thrown"), c.red(plain(failed)))]),
    line(c.dim("turn"), asked),
    ...(answered ? [line(c.dim("result"), answered)] : []),
    ...(silence === undefined || turn === undefined ? [] : [line(c.dim("silence"), c.yellow(silence))]),
    line(c.dim("callback"), accepted ? callbackToText(accepted.callback, losses) : c.red("none was accepted")),
    ...(decision?.outcome
      ? [line(c.dim("outcome"), `${decision.outcome}${decision.error ? `, ${decision.error.code}` : ""}`)]
      : []),
    // The service's own sentence appears here alone: in a log it might quote the message.
    ...(decision?.content?.sentences ?? []).map((sentence) => line(c.dim("said"), plain(sentence))),
  ].join("");
}

/** The step that stopped a message, and why: "✕ not blank: empty or white space only (no-text)". */
export function stopToText(stopped: Decision["trace"][number]): string {
  const { step, because } = stopped;
  return stepToPeoplesOwn(stopped) ?? `✕ ${stepToName(step)}: ${because} (${step})`;
}

function callbackToText(
  { DeleteResource, ChannelMessage }: EmulatedDelivery["callbacks"][number]["callback"],
  losses: string[],
): string {
  if (DeleteResource) return "the message is dropped";
  const bytes = new TextEncoder().encode(ChannelMessage.Content ?? "").length;
  const type = ChannelMessage.ContentType ?? "the message as it came";
  return `${type}, ${bytes} of 4096 bytes${losses.length > 0 ? `; lost: ${losses.join(", ")}` : ""}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function answerToText(result: TurnResult | undefined): string {
  const { name = "no intent", state } = result?.sessionState?.intent ?? {};
  return `${state === undefined ? name : `${name} ${state}`}, ${plural(result?.messages?.length ?? 0, "message")}`;
}

/** A delivery that has ended, on one line without a word of its message: who, what became of it, and why nothing was said. */
export function deliveryToLine(delivery: EmulatedDelivery, c: Colours): string {
  const last = delivery.invocations.at(-1);
  const decision = last?.result as Partial<Decision> | undefined;
  const turn = delivery.turns.at(-1);
  const { Name, Arn } = delivery.event.ChannelMessage.Sender;
  const silence = deliveryToSilence(delivery);
  const answered = turn?.refused
    ? c.red(`${turn.refused.status} ${turn.refused.name}: ${turn.refused.message}`)
    : turn?.result && silence === undefined
      ? answerToText(turn.result)
      : "";
  const outcome = last?.error === undefined ? (decision?.outcome ?? "ended") : c.red(`threw ${last.error}`);
  const parts = [outcome, answered, pauseToWords(decision?.pause)].filter((part) => part);
  const why = silence === undefined ? "" : `: ${c.yellow(silence)}`;
  const time = new Date(delivery.at).toTimeString().slice(0, 8);
  return `  ${c.dim(time)} ${printable(`${Name || Arn}: ${parts.join(", ")}, ${Math.round(last?.ms ?? 0)} ms${why}`)}\n`;
}
