import { LEX_ERROR_TYPE, LEX_MESSAGES_TYPE } from "../shapes/content-types.ts";
import { CONTENT_MAX_BYTES } from "../shapes/limits.ts";
import type { Loss, Reply } from "../shapes/reply.ts";
import { kindOf } from "../text/message-kinds.ts";
import { splitText } from "../text/split-text.ts";
import { fitPlan } from "./fit.ts";
import { dropUnusableImages } from "./fit-cards.ts";
import { envelopeBytes, envelopeOf, isOver, lossOf, type PlannedMessage, plannedMessages } from "./fit-plan.ts";

/** What the mapping needs besides the reply. */
export interface PartRules {
  /** Addresses in cards that no client should load (`src/read/media.ts`). */
  readonly unusableImages?: ReadonlySet<string>;
  /** Silence is sent only with `envelope`, as `{"Messages":[]}`; by default there is no part. */
  readonly emptyReply?: "release" | "envelope" | "deny";
}

/** One message from the bot: an envelope within 4096 UTF-8 bytes, and its type. */
export interface ReplyPart {
  readonly content: string;
  readonly contentType: string;
}

/** `parts` is empty for silence, and if nothing of the reply fits. `bytesBefore` is the size of one envelope with everything. */
export interface RepliedParts {
  readonly parts: readonly ReplyPart[];
  readonly bytesBefore: number;
  readonly losses: readonly Loss[];
}

/**
 * A reply as the messages that the bot sends itself, each within 4096 UTF-8 bytes. It is one message if that fits; else it is
 * split between the bot's messages, as many in a part as fit, in their order. A plain text that alone is too long continues in
 * the next parts (`splitText`); what can't be split is reduced by itself, as in `fit`, with its losses.
 */
export function replyToParts(reply: Reply, rules: PartRules = {}): RepliedParts {
  if (reply.kind === "messages") return messagesToParts(reply.messages, rules.unusableImages ?? new Set());
  const isSent = reply.kind === "error" || rules.emptyReply === "envelope";
  const content = reply.kind === "error" ? JSON.stringify({ Code: reply.code }) : JSON.stringify({ Messages: [] });
  const contentType = reply.kind === "error" ? LEX_ERROR_TYPE : LEX_MESSAGES_TYPE;
  return { parts: isSent ? [{ content, contentType }] : [], bytesBefore: content.length, losses: [] };
}

function messagesToParts(
  messages: Extract<Reply, { kind: "messages" }>["messages"],
  unusableImages: ReadonlySet<string>,
): RepliedParts {
  const losses: Loss[] = [];
  const plan = plannedMessages(messages, losses);
  dropUnusableImages(plan, unusableImages, losses);
  const bytesBefore = envelopeBytes(plan);
  const parts: PlannedMessage[][] = [];
  for (const planned of plan.flatMap((one) => toFitting(one, losses))) {
    const last = parts.at(-1);
    if (last && !isOver([...last, planned], CONTENT_MAX_BYTES)) last.push(planned);
    else parts.push([planned]);
  }
  return {
    parts: parts.map((part) => ({ content: envelopeOf(part), contentType: LEX_MESSAGES_TYPE })),
    bytesBefore,
    losses,
  };
}

/** A message as one or more that each fit alone; none if nothing of it fits. */
function toFitting(planned: PlannedMessage, losses: Loss[]): PlannedMessage[] {
  if (!isOver([planned], CONTENT_MAX_BYTES)) return [planned];
  const pieces = toPieces(planned);
  if (pieces.length > 0) return pieces;
  const alone = [planned];
  const before = JSON.stringify(planned.message);
  if (fitPlan(alone, CONTENT_MAX_BYTES, losses) !== undefined) return alone;
  if (alone.length > 0) losses.push(lossOf("message", planned.position, before));
  return [];
}

function toPieces({ position, message }: PlannedMessage): PlannedMessage[] {
  if (!kindOf(message.ContentType).isDivisible || message.ImageResponseCard || !message.Content) return [];
  const room = CONTENT_MAX_BYTES - envelopeBytes([{ position, message: { ...message, Content: "" } }]);
  return splitText(message.Content, room).map((Content) => ({ position, message: { ...message, Content } }));
}
