import { saysSomething } from "../shapes/lex-message.ts";
import type { Reply, TurnFacts } from "../shapes/reply.ts";
import type { TurnResult } from "../shapes/turn.ts";
import { type ExportRules, turnToExports } from "./turn-to-exports.ts";

/**
 * What the bot said, in Lex's order. Nothing said (no messages, or only empty ones) is silence. `sessionId` is the requested one:
 * Lex answers with the same, and if it leaves it out nothing must be lost. Slots and session attributes reach the reply by
 * `exports` alone.
 */
export function turnToReply(result: TurnResult, sessionId: string, exports?: ExportRules): Reply {
  const exported = exports ? turnToExports(result, exports) : {};
  const facts = { ...turnToFacts(result, sessionId), ...(Object.keys(exported).length > 0 ? { exported } : {}) };
  const messages = result.messages ?? [];
  return messages.some(saysSomething) ? { kind: "messages", messages, facts } : { kind: "silence", facts };
}

function turnToFacts({ sessionState }: TurnResult, sessionId: string): TurnFacts {
  const intent = sessionState?.intent;
  return {
    sessionId,
    ...(intent?.name ? { intentName: intent.name } : {}),
    ...(intent?.state ? { intentState: intent.state } : {}),
  };
}
