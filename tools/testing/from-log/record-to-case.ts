import { GATE_STEPS } from "../../../mappers/gate/gate.ts";
import type { BridgeConfig } from "../../../src/config/config.ts";
import { BridgeError, ERRORS, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import { About, type Case, type TurnFailure } from "../case-files.ts";
import type { LoggedDecision } from "./find-records.ts";
import { placeholderMessages } from "./placeholder.ts";
import { recordToEvent } from "./record-to-event.ts";

/**
 * A case that goes the way of a delivery, from its decision record: the event and what Lex answered, made so that the gate, the turn
 * and the fitting come to the same. Where the record holds no words, placeholders of the same length stand, and `case.json` names them.
 * Throws CASE_UNREADABLE for a record of something that no case has a stage for: another attempt settled it, or the store or Chime failed.
 */
export function recordToCase(record: LoggedDecision, config: BridgeConfig): Omit<Case, "name" | "folder"> {
  const { outcome, error, messageId } = record;
  const reason = record.verdict?.kind === "turn" ? undefined : record.verdict?.reason;
  const failure = error ? codeToFailure(error.code) : undefined;
  const isTurnless = error !== undefined && failure === undefined && !HAVE_RESULT.has(error.code);
  const isOutside = reason !== undefined && !isGateStep(reason);
  if (!OUTCOMES.has(outcome) || isOutside || isTurnless) {
    const what = error ? `${outcome}, ${error.code}` : isOutside ? `decided by ${reason}` : outcome;
    throw new BridgeError("CASE_UNREADABLE", `No case can show it: ${what}.`);
  }
  const takesTurn = record.verdict?.kind === "turn" && error?.code !== "TEXT_TOO_LONG" && !failure;
  const made = recordToEvent(record, config.bots[0]?.appInstanceBotArn);
  const result = takesTurn ? recordToResult(record) : undefined;
  const isWordless = result !== undefined && record.content?.messages === undefined && result.messages.length > 0;
  const placeholders = [...made.placeholders, ...(isWordless ? ["3-turn-result.json messages"] : [])];
  const about = {
    title: titleOf(record, reason),
    source: `The decision record of message ${messageId}${placeholders.length > 0 ? SOURCE_OF_PLACEHOLDERS : "."}`,
    ...(placeholders.length > 0 ? { placeholders } : {}),
    outcome,
    ...(reason ? { reason } : {}),
    ...(error ? { error: error.code } : {}),
    ...(record.losses.length > 0 ? { losses: record.losses.map(({ kind }) => kind) } : {}),
  };
  return {
    about: About.parse(about),
    event: made.event,
    ...(result ? { turnResult: result } : {}),
    ...(failure ? { turnFailure: failure } : {}),
  };
}

const OUTCOMES: ReadonlySet<string> = new Set(["replied", "errored", "released", "denied"]);
/** Failures that come after an answer of Lex, or before it is asked. */
const HAVE_RESULT: ReadonlySet<string> = new Set(["REPLY_TOO_LARGE", "TEXT_TOO_LONG"]);
const SOURCE_OF_PLACEHOLDERS =
  ", which holds not everything: what `placeholders` names is made up, words as letters of the same length.";

/** What hooks and services said stands in no record. */
function isGateStep(reason: string): boolean {
  return (GATE_STEPS as readonly string[]).includes(reason);
}

function titleOf({ outcome, intent, error }: LoggedDecision, reason: string | undefined): string {
  const why = reason ?? error?.code ?? intent?.name;
  return `A delivery that was ${outcome}${why ? `: ${why}` : ""}.`;
}

/** A failure as Lex gives it where its code stands for an answer of Lex; else the code alone. */
function codeToFailure(code: string): TurnFailure | undefined {
  if (!isLexCode(code)) return undefined;
  const name = NAMES[code];
  return name ? { status: ERRORS[code].wire, name } : { code };
}

function isLexCode(code: string): code is Extract<ErrorCode, `LEX_${string}`> {
  return code.startsWith("LEX_") && code in ERRORS;
}

/** The exceptions of API_runtime_RecognizeText. */
const NAMES: Readonly<Partial<Record<ErrorCode, string>>> = {
  LEX_VALIDATION: "ValidationException",
  LEX_ACCESS_DENIED: "AccessDeniedException",
  LEX_NOT_FOUND: "ResourceNotFoundException",
  LEX_CONFLICT: "ConflictException",
  LEX_DEPENDENCY_FAILED: "DependencyFailedException",
  LEX_THROTTLED: "ThrottlingException",
  LEX_INTERNAL: "InternalServerException",
  LEX_BAD_GATEWAY: "BadGatewayException",
};

/** Nothing is told of slots and of the dialog's next step: the mapping doesn't look at them. */
function recordToResult(record: LoggedDecision) {
  const { intent, sessionId, content, outcome, error } = record;
  const isSilent = outcome !== "replied" && !error;
  return {
    messages: content?.messages ?? (isSilent ? [] : placeholderMessages(record)),
    ...(sessionId === undefined ? {} : { sessionId }),
    sessionState: intent?.name
      ? { intent: { name: intent.name, ...(intent.state ? { state: intent.state } : {}) } }
      : {},
  };
}
