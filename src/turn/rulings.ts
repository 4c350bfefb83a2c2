import type { LexMessage } from "../../mappers/shapes/lex-message.ts";
import type { Reply } from "../../mappers/shapes/reply.ts";
import type { FailureAnswer } from "../../mappers/turn/failure-to-reply.ts";
import { readTurn } from "../../mappers/turn/read-turn.ts";
import { BridgeError } from "../errors/bridge-error.ts";
import type { AfterReply, TurnRuling } from "../ports/hooks.ts";

/** What `beforeTurn` changes in a turn. */
export type TurnChange = Exclude<TurnRuling, string | { readonly messages: unknown }>;

/** What `beforeTurn` said, judged. */
export type Ruled =
  | ({ readonly kind: "turn" } & TurnChange)
  | { readonly kind: "release" | "deny" }
  | { readonly kind: "messages"; readonly messages: readonly LexMessage[] };

const RULING_MEMBERS = ["text", "requestAttributes", "sessionAttributes"];

/** Throws HOOK_FAILED if it isn't a ruling. */
export function readRuling(ruling: TurnRuling | object): Ruled {
  if (ruling === "release" || ruling === "deny") return { kind: ruling };
  if (typeof ruling !== "object" || ruling === null) throw new BridgeError("HOOK_FAILED", NO_RULING);
  if ("messages" in ruling) return { kind: "messages", messages: readMessages("beforeTurn", ruling.messages) };
  if (Object.keys(ruling).some((name) => !RULING_MEMBERS.includes(name)))
    throw new BridgeError("HOOK_FAILED", NO_RULING);
  return { kind: "turn", ...ruling };
}

const NO_RULING =
  'beforeTurn must return nothing, "release", "deny", { messages: […] }, or any of { text, requestAttributes, sessionAttributes }.';

function readMessages(hook: string, messages: unknown): readonly LexMessage[] {
  // A hook gets no allowance: what would be a listed loss in Lex's answer would be lost silently here.
  const read = Array.isArray(messages) ? readTurn({ messages }) : undefined;
  if (read && "result" in read && read.losses.length === 0) return read.result.messages ?? [];
  throw new BridgeError(
    "HOOK_FAILED",
    `${hook}: messages must be a list of Lex messages such as { contentType: "PlainText", content: "…" }.`,
  );
}

/** What `afterReply` said, or the reply as it was. Throws HOOK_FAILED if it isn't a reply. */
export function readAfterReply(after: Awaited<ReturnType<AfterReply>>, reply: Reply): FailureAnswer {
  if (after === undefined || after === null) return reply;
  if (after === "release" || after === "deny") return { kind: after };
  switch (after.kind) {
    case "messages":
      return { ...after, messages: readMessages("afterReply", after.messages), facts: after.facts ?? reply.facts };
    case "error":
    case "silence":
      return after;
    default:
      throw new BridgeError("HOOK_FAILED", 'afterReply must return nothing, "release", "deny", or a reply.');
  }
}
