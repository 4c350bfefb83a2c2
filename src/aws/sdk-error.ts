import { BridgeError, type ErrorCode } from "../errors/bridge-error.ts";
import type { Refusal } from "../errors/refusals.ts";

/** What an SDK client threw, read without trusting its class: bundles hold several copies of one. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly Code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly $response?: { readonly statusCode?: unknown };
}

const NOT_CONNECTED = /did not establish a connection/;

/** The codes of a call that brought no answer: never sent, sent and lost, or ended by its own signal. */
interface TransportCodes {
  readonly unreachable: ErrorCode;
  readonly lost: ErrorCode;
  readonly late: ErrorCode;
  readonly denied: ErrorCode;
}

const NEVER_SENT: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
]);

/**
 * An error of an SDK client as one of our codes: a refusal by `refusalToError`, a broken transport by what is certain about it.
 * Without `x-amzn-errortype` the SDK names the error by the body's `Code`, and the status tells the rest (`docs/facts.md` §1.4).
 */
export function sdkToError(
  caught: unknown,
  refusalToError: (refusal: Refusal) => BridgeError,
  codes: TransportCodes,
): BridgeError {
  if (caught instanceof BridgeError || typeof caught !== "object" || caught === null) return BridgeError.from(caught);
  const thrown = caught as Thrown;
  const status = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode;
  if (typeof status === "number" && status >= 400) {
    const name = typeof thrown.Code === "string" && thrown.name === "Error" ? thrown.Code : String(thrown.name);
    return refusalToError({ name, status, message: String(thrown.message), cause: caught });
  }
  const code = transportCode(thrown, codes);
  const what = typeof thrown.code === "string" ? thrown.code : String(thrown.name);
  return new BridgeError(code, `The call ended with ${what}.`, { cause: caught });
}

function transportCode(thrown: Thrown, codes: TransportCodes): ErrorCode {
  if (thrown.name === "AbortError") return codes.late;
  if (thrown.name === "CredentialsProviderError") return codes.denied;
  return isNeverSent(thrown) ? codes.unreachable : codes.lost;
}

/**
 * Whether no request can have left: only then may a RecognizeText be repeated. The SDK's HTTP handler calls a reset
 * connection a TimeoutError too, an idle one, and an HTTP/2 stream that ends without a response: of those that have no `code`, only
 * the words tell which one it is. Another wording counts as sent.
 */
function isNeverSent({ name, code, syscall, message }: Thrown): boolean {
  if (syscall === "connect" || syscall === "getaddrinfo") return true;
  if (NEVER_SENT.has(code)) return true;
  return name === "TimeoutError" && code === undefined && NOT_CONNECTED.test(String(message));
}
