import { type EnvelopeMessage, messageToEnvelope } from "../message/envelope.ts";
import type { LexMessage } from "../shapes/lex-message.ts";
import { saysSomething } from "../shapes/lex-message.ts";
import type { Loss, LossKind } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";

/** A message to be put into the envelope, with its position among the bot's messages. */
export interface PlannedMessage {
  readonly position: number;
  readonly message: EnvelopeMessage;
  /** The message as written in the envelope, made when first needed. `alter` discards it. */
  written?: { readonly json: string; readonly bytes: number } | undefined;
}

export function envelopeOf(plan: readonly PlannedMessage[]): string {
  return `${OPENING}${plan.map((planned) => writtenOf(planned).json).join(",")}${CLOSING}`;
}

/** UTF-8 bytes of the envelope. Only messages that changed are measured again. */
export function envelopeBytes(plan: readonly PlannedMessage[]): number {
  let bytes = OPENING.length + CLOSING.length + Math.max(0, plan.length - 1);
  for (const planned of plan) bytes += writtenOf(planned).bytes;
  return bytes;
}

const OPENING = '{"Messages":[';
const CLOSING = "]}";

function writtenOf(planned: PlannedMessage): NonNullable<PlannedMessage["written"]> {
  if (planned.written) return planned.written;
  const json = JSON.stringify(planned.message);
  planned.written = { json, bytes: utf8Length(json) };
  return planned.written;
}

export function isOver(plan: readonly PlannedMessage[], max: number): boolean {
  return envelopeBytes(plan) > max;
}

/** The only way to change a planned message. */
export function alter(planned: PlannedMessage, change: (message: EnvelopeMessage) => void): void {
  change(planned.message);
  planned.written = undefined;
}

export function plannedMessages(messages: readonly LexMessage[], losses: Loss[]): PlannedMessage[] {
  const plan: PlannedMessage[] = [];
  for (const [position, message] of messages.entries()) {
    if (!saysSomething(message)) {
      losses.push(lossOf("empty-message", position, JSON.stringify(message)));
      continue;
    }
    const planned = messageToEnvelope(message);
    if (!isWellFormed(message)) {
      losses.push(lossOf("ill-formed-text", position, JSON.stringify(message), JSON.stringify(planned)));
    }
    plan.push({ position, message: planned });
  }
  return plan;
}

function isWellFormed({ content, contentType, imageResponseCard: card }: LexMessage): boolean {
  return [
    contentType,
    content,
    card?.title,
    card?.subtitle,
    card?.imageUrl,
    ...(card?.buttons ?? []).flatMap((b) => [b.text, b.value]),
  ].every((text) => text?.isWellFormed() ?? true);
}

export function lossOf(kind: LossKind, message: number, before: string, after = ""): Loss {
  return { kind, message, before: utf8Length(before), after: utf8Length(after) };
}
