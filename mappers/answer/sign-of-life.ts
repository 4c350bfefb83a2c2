import { attributesToMetadata, markToMetadata, metadataToMark } from "../message/metadata.ts";
import { LEX_MESSAGES_TYPE } from "../shapes/content-types.ts";
import type { MessageEdit, OutgoingMessage } from "../shapes/outgoing-message.ts";
import type { Loss } from "../shapes/reply.ts";
import type { Attributes } from "./reply-to-attributes.ts";

/** Where a sign of life is shown, to whom, and the token by which Chime takes it once. */
export type SignAddress = Pick<
  OutgoingMessage,
  "ChannelArn" | "ChimeBearer" | "ClientRequestToken" | "SubChannelId" | "Target"
>;

/**
 * That the bot types, as AWS's chat demo tells it (amazon-chime-sdk, apps/chat): a message that no flow sees and no channel keeps. Chime defines no
 * such message, so what a client makes of it is the client's own (`docs/facts.md` §9).
 */
export function addressToTyping(address: SignAddress): OutgoingMessage {
  return { ...address, Content: '{"Typing":"Indicator"}', Type: "CONTROL", Persistence: "NON_PERSISTENT" };
}

/** What a placeholder says, which reply takes its place, and what is known of that before the bot has answered. */
export interface PlaceholderWords {
  readonly text: string;
  /** As in the marks of the reply's parts. */
  readonly reply: string;
  readonly attributes: Attributes;
}

/** A message that is shown while the bot thinks, and is edited into its answer. Its mark says part 0: it is none of the reply's parts. */
export function textToPlaceholder(
  address: SignAddress,
  { text, reply, attributes }: PlaceholderWords,
): OutgoingMessage {
  return {
    ...address,
    Content: JSON.stringify({ Messages: [{ Content: text, ContentType: "PlainText" }] }),
    ContentType: LEX_MESSAGES_TYPE,
    Persistence: "PERSISTENT",
    Metadata: markToMetadata({ reply, part: 0, parts: 1 }),
    ...(Object.keys(attributes).length > 0 ? { MessageAttributes: attributes } : {}),
  };
}

/** Whether a message with this Metadata is a placeholder of this reply that nothing has replaced. */
export function isPlaceholderOf(reply: string, metadata: string | null | undefined): boolean {
  const mark = metadataToMark(metadata);
  return mark?.reply === reply && mark.part === 0 && mark.parts > 0;
}

/**
 * The edit that puts a part in its placeholder's place, as its mark then says. An edit can't set attributes: those of the part travel in Metadata, for the callback of
 * the edit to set them (`docs/facts.md` §1.3), as many as fit.
 */
export function partToEdit(
  placeholder: OutgoingMessage,
  id: string,
  part: OutgoingMessage,
): { edit: MessageEdit; losses: readonly Loss[] } {
  const { Content, ContentType, MessageAttributes = {} } = part;
  const mark = metadataToMark(part.Metadata);
  const own = mark ? markToMetadata({ ...mark, replaced: true }) : (part.Metadata ?? "{}");
  const { metadata, losses } = attributesToMetadata(MessageAttributes, own);
  const edit = {
    ...addressToEdit(placeholder, id),
    Content,
    ...(ContentType === undefined ? {} : { ContentType }),
    Metadata: metadata,
  };
  return { edit, losses };
}

/** The edit after which nothing stands in the placeholder's place: a reply of no parts. */
export function placeholderToNothing(placeholder: OutgoingMessage, id: string): MessageEdit {
  const reply = metadataToMark(placeholder.Metadata)?.reply ?? "";
  return {
    ...addressToEdit(placeholder, id),
    Content: JSON.stringify({ Messages: [] }),
    ContentType: LEX_MESSAGES_TYPE,
    Metadata: markToMetadata({ reply, part: 0, parts: 0 }),
  };
}

function addressToEdit({ ChannelArn, ChimeBearer, SubChannelId }: OutgoingMessage, MessageId: string) {
  return { ChannelArn, MessageId, ChimeBearer, ...(SubChannelId === undefined ? {} : { SubChannelId }) };
}
