import type { TurnRequest } from "../../../mappers/shapes/turn.ts";
import type { LexInput } from "./channel.ts";

/**
 * How long a context of a test set's row lives: it is given for this row, and each row gives its own. The Workbench's own figures
 * are unknown (`docs/facts.md` §10).
 */
const TIME_TO_LIVE = { timeToLiveInSeconds: 300, turnsToLive: 1 };

/** A request with what a script gives Lex beside the text; attributes of its own win over those that the bridge writes. */
export function withLexInput(request: TurnRequest, given: LexInput | undefined): TurnRequest {
  if (given === undefined) return request;
  const { requestAttributes = {}, sessionAttributes, contexts } = given;
  const state = {
    ...request.sessionState,
    ...(sessionAttributes
      ? { sessionAttributes: { ...request.sessionState?.sessionAttributes, ...sessionAttributes } }
      : {}),
    ...(contexts
      ? { activeContexts: contexts.map((name) => ({ name, timeToLive: TIME_TO_LIVE, contextAttributes: {} })) }
      : {}),
  };
  return {
    ...request,
    requestAttributes: { ...request.requestAttributes, ...requestAttributes },
    // The bridge itself never sends contexts, so its type of a state has none.
    ...(Object.keys(state).length === 0 ? {} : { sessionState: state as NonNullable<TurnRequest["sessionState"]> }),
  };
}
