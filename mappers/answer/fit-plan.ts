import { type EnvelopeMessage, messageToEnvelope } from "../message/envelope.ts";
import type { LexMessage } from "../shapes/lex-message.ts";
import { saysSomething } from "../shapes/lex-message.ts";
import type { Loss, LossKind } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";

/** A message on its way into the envelope, with its position among the bot's messages. */
export interface PlannedMessage {
  readonly position: number;
  readonly message: EnvelopeMessage;
}

export function envelopeOf(plan: readonly PlannedMessage[]): string {
  return JSON.stringify({ Messages: plan.map(({ message }) => message) });
}

export function isOver(plan: readonly PlannedMessage[], max: number): boolean {
  return utf8Length(envelopeOf(plan)) > max;
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
