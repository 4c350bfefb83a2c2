import { isRecord } from "../../../mappers/shapes/json-values.ts";
import type { OutgoingMessage } from "../../../mappers/shapes/outgoing-message.ts";
import { BridgeError } from "../../../src/errors/bridge-error.ts";
import type { CaseActual } from "../case-files.ts";
import { joinParts } from "./join-parts.ts";
import type { Seen } from "./seen.ts";
import { callbackToSeen, isCallback, isMessage, messageToSeen } from "./seen-callback.ts";
import { channelToSeen, isChannel } from "./seen-channel.ts";
import { decisionToSeen, isDecision } from "./seen-decision.ts";

/** What a matcher was given, read. Throws MATCHER_MISUSED, which names what can be given. */
export function see(matcher: string, received: unknown): Seen {
  if (isChannel(received)) return channelToSeen(received);
  if (isCallback(received)) return callbackToSeen(received);
  if (isDecision(received)) return decisionToSeen(received);
  if (isCaseResult(received)) return bothSeen(received.actual);
  if (isMessage(received)) return messageToSeen(received);
  throw new BridgeError("MATCHER_MISUSED", `${matcher} was given ${nameOf(received)}.`);
}

function isCaseResult(value: unknown): value is { readonly actual: CaseActual } {
  return isRecord(value) && isRecord(value["actual"]) && isDecision(value["actual"]["decision"]);
}

/** A case has both: the words from what went out, the reasons from the record. */
function bothSeen({ decision, callback, sent }: CaseActual): Seen {
  const record = decisionToSeen(decision);
  if (!callback) return { ...record, what: "the case" };
  const said = sent ? joinParts(sent.map(partToSeen)) : callbackToSeen(callback);
  const { messages, intent, overLimits, errorNumber } = said;
  const number = errorNumber === undefined ? {} : { errorNumber };
  const isWritten = record.ending === "replied" || record.ending === "errored";
  return {
    ...record,
    what: "the case",
    messages,
    intent: intent.name === undefined ? record.intent : intent,
    ...number,
    overLimits: isWritten ? overLimits : [],
  };
}

/** A part has no id before it is sent. */
function partToSeen(part: OutgoingMessage): Seen {
  return messageToSeen({ ...part, MessageId: "0" });
}

function nameOf(value: unknown): string {
  if (value instanceof Promise) return "a promise: await it, or use expect(…).resolves";
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return `an object with ${Object.keys(value).slice(0, 5).join(", ") || "no members"}`;
  return `a ${typeof value}`;
}
