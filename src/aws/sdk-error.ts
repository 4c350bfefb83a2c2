import { BridgeError, type ErrorCode } from "../errors/bridge-error.ts";
import { isBadSignature, isNameless, type Refusals, refusalToError } from "../errors/refusals.ts";
import { nameOrNone } from "../errors/sentence.ts";
import { readRetryAfter } from "./retry-after.ts";

/** What an SDK client threw, read without relying on its class: bundles may hold several copies of it. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly Code?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
  readonly $response?: { readonly statusCode?: unknown; readonly headers?: unknown };
}

const NOT_CONNECTED = /did not establish a connection/;

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
 * An error of an SDK client as one of our codes: a refusal by the service's table, a broken transport by what is certain about it.
 * Without `x-amzn-errortype` the SDK names the error by the body's `Code`, and the status tells the rest (`docs/facts.md` §1.4).
 */
export function sdkToError(caught: unknown, refusals: Refusals): BridgeError {
  if (caught instanceof BridgeError || typeof caught !== "object" || caught === null) return BridgeError.from(caught);
  const thrown = caught as Thrown;
  const status = thrown.$metadata?.httpStatusCode ?? thrown.$response?.statusCode;
  const name = typeof thrown.Code === "string" && isNameless(String(thrown.name)) ? thrown.Code : String(thrown.name);
  if (typeof status === "number") {
    if (isOfService({ ...thrown, name }, status, refusals.service)) {
      return refusalToError(refusals, {
        name,
        status,
        message: String(thrown.message ?? ""),
        requestId: thrown.$metadata?.requestId,
        cause: caught,
        retryAfterMs: readRetryAfter(thrown.$response?.headers, Date.now()),
      });
    }
    return new BridgeError(
      refusals.unreadable,
      `The answer, with status ${status}, is none of ${refusals.service}'s.`,
      {
        cause: caught,
      },
    );
  }
  const what = typeof thrown.code === "string" ? thrown.code : name;
  return new BridgeError(transportCode(thrown, name, refusals), `The call ended with ${nameOrNone(what)}.`, {
    cause: caught,
  });
}

/**
 * Whether the service itself refused. A proxy's page can't be parsed, and a proxy's JSON names no error; what the SDK could parse
 * has `$fault`. Lex names its errors in a header alone, so a nameless one is told by its status: nothing is repeated by that.
 */
function isOfService({ $fault, $metadata, name }: Thrown, status: number, service: Refusals["service"]): boolean {
  if (status >= 500 || status === 429 || status === 408) return true;
  if (status < 400 || $fault === undefined) return false;
  return !isNameless(String(name)) || service === "Lex" || typeof $metadata?.requestId === "string";
}

function transportCode(thrown: Thrown, name: string, refusals: Refusals): ErrorCode {
  if (thrown.name === "AbortError") return refusals.late;
  if (isBadSignature(name)) return "CREDENTIALS_REFUSED";
  return isNeverSent(thrown) ? refusals.unreachable : refusals.lost;
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
