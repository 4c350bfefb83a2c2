import { type EnvelopeMessage, messageToEnvelope } from "../message/envelope.ts";
import type { LexMessage } from "../shapes/lex-message.ts";
import { saysSomething } from "../shapes/lex-message.ts";
import type { Loss, LossKind } from "../shapes/reply.ts";
import { utf8Length } from "../shapes/utf8.ts";
import { jsonSizes, plainJsonSize } from "../text/json-sizes.ts";

/** A message to be put into the envelope, with its position among the bot's messages. */
export interface PlannedMessage {
  readonly position: number;
  readonly message: EnvelopeMessage;
  /** The message as written in the envelope, and its text as measured, made when first needed. `alter` discards both. */
  written?: Written | undefined;
  measured?: MeasuredText | undefined;
}

interface Written {
  readonly json: string;
  readonly bytes: number;
}

/** What the beginnings of a message's text take inside the envelope. Without `sizes`, each takes a byte a unit. */
export interface MeasuredText {
  readonly units: number;
  readonly bytes: number;
  readonly sizes?: Uint32Array;
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

function writtenOf(planned: PlannedMessage): Written {
  planned.written ??= write(planned);
  return planned.written;
}

/** A text that JSON writes as it is isn't written anew to be measured. */
function write(planned: PlannedMessage): Written {
  const { Content, ContentType, ImageResponseCard } = planned.message;
  const size = Content === undefined || ImageResponseCard ? undefined : plainJsonSize(Content);
  if (Content === undefined || size === undefined) {
    const json = JSON.stringify(planned.message);
    return { json, bytes: utf8Length(json) };
  }
  planned.measured = { units: Content.length, bytes: size };
  const [before, after] = ['{"Content":"', `","ContentType":${JSON.stringify(ContentType)}}`];
  return { json: before + Content + after, bytes: before.length + size + utf8Length(after) };
}

/** The text of a message, in a plan whose size was asked for. */
export function measuredOf(planned: PlannedMessage, text: string): MeasuredText {
  if (planned.measured) return planned.measured;
  const sizes = jsonSizes(text);
  planned.measured = { units: text.length, bytes: sizes.at(-1) ?? 0, sizes };
  return planned.measured;
}

export function isOver(plan: readonly PlannedMessage[], max: number): boolean {
  return envelopeBytes(plan) > max;
}

/** The only way to change a planned message. */
export function alter(planned: PlannedMessage, change: (message: EnvelopeMessage) => void): void {
  change(planned.message);
  planned.written = undefined;
  planned.measured = undefined;
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
  if (!contentType.isWellFormed() || content?.isWellFormed() === false) return false;
  if (!card) return true;
  const { title, subtitle, imageUrl, buttons } = card;
  if (!title.isWellFormed() || subtitle?.isWellFormed() === false || imageUrl?.isWellFormed() === false) return false;
  return buttons?.every(({ text, value }) => text.isWellFormed() && value.isWellFormed()) ?? true;
}

export function lossOf(kind: LossKind, message: number, before: string, after = ""): Loss {
  return { kind, message, before: utf8Length(before), after: utf8Length(after) };
}
