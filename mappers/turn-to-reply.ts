import type { LexMessage } from "./shapes/lex-message.ts";
import type { Reply, TurnFacts } from "./shapes/reply.ts";
import type { TurnResult } from "./shapes/turn.ts";

/**
 * What the bot said, in Lex's order. Nothing said (no messages, or only empty ones) is silence. `sessionId` is the one
 * that was asked for: Lex answers with the same, and where it leaves it out nothing must be lost.
 */
export function turnToReply(result: TurnResult, sessionId: string): Reply {
  const facts = turnToFacts(result, sessionId);
  const messages = result.messages ?? [];
  return messages.some(saysSomething) ? { kind: "messages", messages, facts } : { kind: "silence", facts };
}

/** Whether a message holds anything to show. */
export function saysSomething(message: LexMessage): boolean {
  return Boolean(message.content) || Boolean(message.imageResponseCard);
}

function turnToFacts({ sessionState }: TurnResult, sessionId: string): TurnFacts {
  const intent = sessionState?.intent;
  return {
    sessionId,
    ...(intent?.name ? { intentName: intent.name } : {}),
    ...(intent?.state ? { intentState: intent.state } : {}),
  };
}
