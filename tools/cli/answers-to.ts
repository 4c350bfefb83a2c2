import { readReply } from "../../mappers/client/read-reply.ts";
import { metadataToMark } from "../../mappers/message/metadata.ts";
import type { StoredMessage } from "../../src/ports/ports.ts";

const ORIGIN = "CHIME.LEX.sessionState.originatingRequestId";

/** What the bot has said in its own name in answer to a message, in order. */
export function answersTo(messageId: string, messages: readonly StoredMessage[]): StoredMessage[] {
  return messages
    .filter(
      ({ MessageId, MessageAttributes }) =>
        MessageId !== messageId && MessageAttributes?.[ORIGIN]?.StringValues?.includes(messageId),
    )
    .toSorted((one, other) => partOf(one) - partOf(other));
}

/** Whether all parts of an answer are there. A placeholder that nothing has replaced is none of them. */
export function isWhole(answers: readonly StoredMessage[]): boolean {
  const said = answers.filter((message) => !stands(message));
  const of = metadataToMark(said[0]?.Metadata)?.parts ?? 1;
  return said.length >= of;
}

function stands(message: StoredMessage): boolean {
  const reply = readReply(message);
  return reply.kind === "messages" && reply.placeholder === "standing";
}

function partOf({ Metadata }: StoredMessage): number {
  return metadataToMark(Metadata)?.part ?? 0;
}

/** An emulated message as a listing would show it. */
export function toStored({
  CreatedTimestamp,
  ...message
}: {
  readonly MessageId: string;
  readonly CreatedTimestamp: string;
}): StoredMessage {
  return { ...message, CreatedTimestamp: Date.parse(CreatedTimestamp) };
}
