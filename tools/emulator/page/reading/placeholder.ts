import { metadataToMark } from "../../../../mappers/message/metadata.ts";

/** Whether a message stands for an answer that is still to come, or for one that never came; undefined for any other message. */
export function placeholderOf(metadata: string | undefined): "waiting" | "nothing" | undefined {
  const mark = metadataToMark(metadata);
  if (mark?.part !== 0) return undefined;
  return mark.parts > 0 ? "waiting" : "nothing";
}
