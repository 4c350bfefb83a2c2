import { type ReadReply, readReply } from "../../../../mappers/client/read-reply.ts";
import type { EmulatedMessage } from "../../channel/message.ts";

/** Whether a message is a placeholder, what took its place, or what is left of one, as any client reads it. */
export function placeholderOf(message: EmulatedMessage): Extract<ReadReply, { kind: "messages" }>["placeholder"] {
  const read = readReply(message);
  return read.kind === "none" ? undefined : read.placeholder;
}
