import { readReply } from "../../../../mappers/client/read-reply.ts";
import type { EmulatedMessage } from "../../channel/message.ts";
import type { SeenMessage } from "../state/select.ts";

/** Whether a message only says that its sender types, as any client reads it. */
export function isTypingSign(message: EmulatedMessage): boolean {
  const read = readReply(message);
  return read.kind === "none" && read.reason === "typing";
}

/** The signs that still hold for whoever sees them, the newest of each sender: what its sender said since ends one. */
export function typingNow(seen: readonly SeenMessage[], speaker: string | undefined): readonly EmulatedMessage[] {
  const visible = seen.filter((one) => one.visible).map(({ message }) => message);
  const signs = new Map<string, EmulatedMessage>();
  for (const message of visible.filter(isTypingSign)) signs.set(message.Sender.Arn, message);
  for (const message of visible) {
    const sign = signs.get(message.Sender.Arn);
    const isSaid = !isTypingSign(message) && message.Status.Value === "SENT";
    if (sign && isSaid && lastSaid(message) >= sign.CreatedTimestamp) signs.delete(message.Sender.Arn);
  }
  return [...signs.values()].filter(({ Sender }) => Sender.Arn !== speaker);
}

/** ISO 8601 in UTC, all of one length: they compare as texts. */
function lastSaid({ CreatedTimestamp, LastEditedTimestamp }: EmulatedMessage): string {
  return LastEditedTimestamp ?? CreatedTimestamp;
}
