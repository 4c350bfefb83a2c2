import type { LexMessage } from "../../../../mappers/shapes/lex-message.ts";
import { ServiceError } from "../../service-error.ts";
import type { Turn } from "./turn.ts";

/**
 * The messages that the request takes, by its attribute `x-amz-lex:accept-content-types` (`docs/facts.md` §3). Cards are none of the types
 * that it names, and stay (unverified).
 */
export function acceptedOf({ requestAttributes }: Turn, messages: readonly LexMessage[]): readonly LexMessage[] {
  const wanted = requestAttributes["x-amz-lex:accept-content-types"];
  if (wanted === undefined) return messages;
  const types = wanted.split(",").map((type) => type.trim());
  return messages.filter(({ contentType }) => contentType === "ImageResponseCard" || types.includes(contentType));
}

/** Those of a message group. Throws ValidationException where there is none: Lex refuses that turn, in words of its own (unverified). */
export function acceptedOfGroup(turn: Turn, group: readonly LexMessage[]): readonly LexMessage[] {
  const accepted = acceptedOf(turn, group);
  if (accepted.length > 0 || group.length === 0) return accepted;
  const wanted = turn.requestAttributes["x-amz-lex:accept-content-types"];
  throw new ServiceError(400, "ValidationException", `A message group has no usable message: none is of ${wanted}.`);
}
