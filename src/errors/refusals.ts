import { BridgeError, type ErrorCode } from "./bridge-error.ts";
import { nameOrNone } from "./sentence.ts";

/** A refusal as a service gave it. `name` is the exception's name, with or without "Exception"; `status` the HTTP status. */
export interface Refusal {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
  readonly cause?: unknown;
  /** How long the service asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The call's id, as its header gave it. */
  readonly requestId?: unknown;
}

/**
 * How a service's failures map to our codes: by the name of its exception, else by the status, else by the kind. `broken` is a
 * 5xx, `unreadable` an answer that the service can't have written, such as a proxy's page, and `refused` any other 4xx. For a
 * call without an answer: `unreachable` was never sent, `lost` broke on its way, `late` took too long.
 */
export interface Refusals {
  readonly service: "Lex" | "Chime";
  readonly byName: Readonly<Record<string, ErrorCode>>;
  readonly byStatus: Readonly<Record<number, ErrorCode>>;
  readonly throttled: ErrorCode;
  readonly broken: ErrorCode;
  readonly refused: ErrorCode;
  readonly unreadable: ErrorCode;
  readonly unreachable: ErrorCode;
  readonly lost: ErrorCode;
  readonly late: ErrorCode;
}

/** Errors: API_runtime_RecognizeText; `docs/facts.md` §5. */
export const LEX_REFUSALS: Refusals = {
  service: "Lex",
  byName: {
    Validation: "LEX_VALIDATION",
    AccessDenied: "LEX_ACCESS_DENIED",
    ResourceNotFound: "LEX_NOT_FOUND",
    Conflict: "LEX_CONFLICT",
    DependencyFailed: "LEX_DEPENDENCY_FAILED",
    InternalServer: "LEX_INTERNAL",
    BadGateway: "LEX_BAD_GATEWAY",
  },
  byStatus: {
    400: "LEX_VALIDATION",
    403: "LEX_ACCESS_DENIED",
    404: "LEX_NOT_FOUND",
    409: "LEX_CONFLICT",
    424: "LEX_DEPENDENCY_FAILED",
    502: "LEX_BAD_GATEWAY",
  },
  throttled: "LEX_THROTTLED",
  broken: "LEX_INTERNAL",
  refused: "LEX_VALIDATION",
  unreadable: "LEX_ANSWER_UNREADABLE",
  unreachable: "LEX_UNREACHABLE",
  lost: "LEX_CONNECTION_LOST",
  late: "LEX_TIMEOUT",
};

/** `docs/facts.md` §1.4: only BadRequest, Validation and "too large" mean that a smaller callback may be accepted. */
export const CALLBACK_REFUSALS: Refusals = {
  service: "Chime",
  byName: {
    BadRequest: "CALLBACK_REJECTED",
    Validation: "CALLBACK_REJECTED",
    UnauthorizedClient: "CALLBACK_UNAUTHORIZED",
    Forbidden: "CALLBACK_FORBIDDEN",
    AccessDenied: "CALLBACK_FORBIDDEN",
    NotFound: "CALLBACK_NOT_FOUND",
    Conflict: "CALLBACK_CONFLICT",
  },
  byStatus: {
    401: "CALLBACK_UNAUTHORIZED",
    403: "CALLBACK_FORBIDDEN",
    404: "CALLBACK_NOT_FOUND",
    409: "CALLBACK_CONFLICT",
    413: "CALLBACK_REJECTED",
  },
  throttled: "CALLBACK_THROTTLED",
  broken: "CALLBACK_FAILED",
  refused: "CALLBACK_REFUSED",
  unreadable: "CALLBACK_UNREADABLE",
  unreachable: "CALLBACK_UNREACHABLE",
  lost: "CALLBACK_CONNECTION_LOST",
  late: "CALLBACK_TIMEOUT",
};

/** API_messaging-chime_SendChannelMessage. */
export const SEND_REFUSALS: Refusals = {
  service: "Chime",
  byName: {
    BadRequest: "SEND_REFUSED",
    UnauthorizedClient: "SEND_FORBIDDEN",
    Forbidden: "SEND_FORBIDDEN",
    AccessDenied: "SEND_FORBIDDEN",
  },
  byStatus: { 401: "SEND_FORBIDDEN", 403: "SEND_FORBIDDEN" },
  throttled: "SEND_THROTTLED",
  broken: "SEND_FAILED",
  refused: "SEND_REFUSED",
  unreadable: "SEND_UNREADABLE",
  unreachable: "SEND_UNREACHABLE",
  lost: "SEND_CONNECTION_LOST",
  late: "SEND_TIMEOUT",
};

/**
 * API_messaging-chime_UpdateChannelMessage. Which refusal meets a message that is still in the flow is unverified: whatever isn't forbidden is
 * tried again for a while.
 */
export const UPDATE_REFUSALS: Refusals = {
  ...SEND_REFUSALS,
  byName: {
    UnauthorizedClient: "UPDATE_FORBIDDEN",
    Forbidden: "UPDATE_FORBIDDEN",
    AccessDenied: "UPDATE_FORBIDDEN",
    NotFound: "UPDATE_FORBIDDEN",
  },
  byStatus: { 401: "UPDATE_FORBIDDEN", 403: "UPDATE_FORBIDDEN", 404: "UPDATE_FORBIDDEN" },
  refused: "UPDATE_REFUSED",
};

/** Reads of a channel. Whether a message that the bearer may not see is answered like one that doesn't exist is unverified. */
export const LOOKUP_REFUSALS: Refusals = {
  service: "Chime",
  byName: {},
  byStatus: {},
  throttled: "LOOKUP_THROTTLED",
  broken: "LOOKUP_FAILED",
  refused: "LOOKUP_REFUSED",
  unreadable: "LOOKUP_UNANSWERED",
  unreachable: "LOOKUP_FAILED",
  lost: "LOOKUP_UNANSWERED",
  late: "LOOKUP_UNANSWERED",
};

/**
 * Refused unread, with 400, 401 or 403: nothing was done, whatever the call. The names are those of AWS's common
 * errors and of `@smithy/core`'s list of clock errors (`docs/facts.md` §1.5).
 */
const BAD_SIGNATURE =
  /^(ExpiredToken|InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken|IncompleteSignature|CredentialsProviderError)/;

/** Names of a throttle, whatever its status: AWS's common errors give it as 400 (`docs/facts.md` §1.5). */
const THROTTLED = /^(Throttl|RequestThrottled|RequestLimitExceeded|TooManyRequests|SlowDown)/;

/** IAM's wording, which is inferred; a settled delivery is refused with a general text (`docs/facts.md` §1.4 and §1.5). */
const DENIED_BY_IAM = /is not authorized to perform: ?chime:/i;

/** Names that the SDK uses if an answer names no error. */
const NAMELESS: ReadonlySet<string> = new Set(["Unknown", "UnknownError", "Error", ""]);

/** Whether an error's name means that credentials, signature or clock were refused, or that there are no credentials. */
export function isBadSignature(name: string): boolean {
  return BAD_SIGNATURE.test(name);
}

/** A refusal by a service as one of our codes: the name counts before the status. */
export function refusalToError(refusals: Refusals, refusal: Refusal): BridgeError {
  const { name, status, message, ...facts } = refusal;
  const code = refusalToCode(refusals, refusal);
  // The service's own text may quote what was sent, so only its name and status are kept where they can be logged.
  const detail = `${refusals.service} answered ${status ?? "without a status"} ${nameOrNone(name)}.`;
  return new BridgeError(code, detail, { ...facts, sentence: message });
}

function refusalToCode(refusals: Refusals, { name, status, message }: Refusal): ErrorCode {
  const bare = bareName(name);
  if (isBadSignature(bare)) return "CREDENTIALS_REFUSED";
  if (THROTTLED.test(bare) || status === 429) return refusals.throttled;
  if (/^RequestTimeout/.test(bare) || status === 408) return refusals.late;
  const known =
    refusals.byName[bare] ?? (isNameless(name) || status !== 400 ? refusals.byStatus[status ?? 0] : undefined);
  if (known === "CALLBACK_REJECTED" && /non-pending/i.test(message)) return "CALLBACK_NOT_PENDING";
  if (known === "CALLBACK_FORBIDDEN" && DENIED_BY_IAM.test(message)) return "CALLBACK_NOT_GRANTED";
  if (known) return known;
  return status === undefined || status >= 500 ? refusals.broken : refusals.refused;
}

/** Whether an answer names no AWS error, as a proxy's doesn't. */
export function isNameless(name: string): boolean {
  return NAMELESS.has(name);
}

/** Without its error header a service's exception is named by the body's `Code`, and that lacks the "Exception" (§1.4). */
function bareName(name: string): string {
  return name.replace(/Exception$/, "");
}
