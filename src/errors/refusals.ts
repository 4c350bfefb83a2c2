import { BridgeError, type ErrorCode } from "./bridge-error.ts";

/** A refusal as a service gave it. `name` is the exception's name, with or without "Exception"; `status` the HTTP status. */
export interface Refusal {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
  readonly cause?: unknown;
}

const LEX_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "LEX_VALIDATION",
  403: "LEX_ACCESS_DENIED",
  404: "LEX_NOT_FOUND",
  409: "LEX_CONFLICT",
  424: "LEX_DEPENDENCY_FAILED",
  429: "LEX_THROTTLED",
  500: "LEX_INTERNAL",
  502: "LEX_BAD_GATEWAY",
};

const LEX_BY_NAME: Readonly<Record<string, ErrorCode>> = {
  Validation: "LEX_VALIDATION",
  AccessDenied: "LEX_ACCESS_DENIED",
  ResourceNotFound: "LEX_NOT_FOUND",
  Conflict: "LEX_CONFLICT",
  DependencyFailed: "LEX_DEPENDENCY_FAILED",
  Throttling: "LEX_THROTTLED",
  InternalServer: "LEX_INTERNAL",
  BadGateway: "LEX_BAD_GATEWAY",
};

/** A refusal by Lex as one of our codes. Errors: API_runtime_RecognizeText; `docs/facts.md` §5. */
export function lexFailure(refusal: Refusal): BridgeError {
  const code =
    LEX_BY_NAME[bareName(refusal)] ?? byStatus(LEX_BY_STATUS, refusal.status, "LEX_INTERNAL", "LEX_VALIDATION");
  return refused(code, "Lex", refusal);
}

const CALLBACK_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "CALLBACK_REJECTED",
  401: "CALLBACK_UNAUTHORIZED",
  403: "CALLBACK_FORBIDDEN",
  409: "CALLBACK_CONFLICT",
  429: "CALLBACK_THROTTLED",
};

const CALLBACK_BY_NAME: Readonly<Record<string, ErrorCode>> = {
  BadRequest: "CALLBACK_REJECTED",
  UnauthorizedClient: "CALLBACK_UNAUTHORIZED",
  Forbidden: "CALLBACK_FORBIDDEN",
  Conflict: "CALLBACK_CONFLICT",
  ThrottledClient: "CALLBACK_THROTTLED",
};

/**
 * A refused ChannelFlowCallback as one of our codes. The second callback of a message is refused in three shapes
 * (`docs/facts.md` §1.4), one of them a 400 that only its text tells from a malformed request.
 */
export function callbackFailure(refusal: Refusal): BridgeError {
  const code =
    CALLBACK_BY_NAME[bareName(refusal)] ??
    byStatus(CALLBACK_BY_STATUS, refusal.status, "CALLBACK_FAILED", "CALLBACK_REJECTED");
  const notPending = code === "CALLBACK_REJECTED" && /non-pending/i.test(refusal.message);
  return refused(notPending ? "CALLBACK_NOT_PENDING" : code, "Chime", refusal);
}

const SEND_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: "SEND_FORBIDDEN",
  403: "SEND_FORBIDDEN",
  429: "SEND_THROTTLED",
};

const SEND_BY_NAME: Readonly<Record<string, ErrorCode>> = {
  BadRequest: "SEND_REFUSED",
  UnauthorizedClient: "SEND_FORBIDDEN",
  Forbidden: "SEND_FORBIDDEN",
  AccessDenied: "SEND_FORBIDDEN",
  ThrottledClient: "SEND_THROTTLED",
};

/** A refused SendChannelMessage as one of our codes (API_messaging-chime_SendChannelMessage). */
export function sendFailure(refusal: Refusal): BridgeError {
  const code =
    SEND_BY_NAME[bareName(refusal)] ?? byStatus(SEND_BY_STATUS, refusal.status, "SEND_FAILED", "SEND_REFUSED");
  return refused(code, "Chime", refusal);
}

/** A refused read of a channel. What the bearer may not see and what isn't there is answered alike: unverified which way. */
export function lookupFailure(refusal: Refusal): BridgeError {
  const isRefusal = refusal.status !== undefined && refusal.status < 500 && refusal.status !== 429;
  return refused(isRefusal ? "LOOKUP_REFUSED" : "LOOKUP_FAILED", "Chime", refusal);
}

/** Without its error header a service's exception is named by the body's `Code`, and that lacks the "Exception" (§1.4). */
function bareName({ name }: Refusal): string {
  return name.replace(/Exception$/, "");
}

function byStatus(
  table: Readonly<Record<number, ErrorCode>>,
  status: number | undefined,
  broken: ErrorCode,
  otherwise: ErrorCode,
): ErrorCode {
  if (status === undefined) return broken;
  return table[status] ?? (status >= 500 ? broken : otherwise);
}

/** The service's own text may quote what was sent, so only its name and status are kept where they can be logged. */
function refused(code: ErrorCode, service: string, { name, status, cause }: Refusal): BridgeError {
  return new BridgeError(code, `${service} answered ${status ?? "without a status"} ${name}.`, { cause });
}
