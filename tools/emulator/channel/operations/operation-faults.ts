import type { Fault, ForeignAnswer, Operation } from "../faults/faults.ts";
import type { FaultSource } from "../faults/named-faults.ts";
import type { SettledRefusal } from "../state/channel-state.ts";

/** The faults by name that strike an operation, in this order. */
const STRIKES = "lex-error throttle refuse credentials proxy-page unreadable lose-answer slow hang".split(" ");

const LEX: ReadonlySet<Operation> = new Set(["lex", "getSession", "putSession", "deleteSession"]);

/** `docs/facts.md` §5 and §1.4. */
const LEX_NAMES: Readonly<Record<string, string>> = {
  400: "ValidationException",
  401: "AccessDeniedException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  408: "RequestTimeoutException",
  409: "ConflictException",
  424: "DependencyFailedException",
  429: "ThrottlingException",
  500: "InternalServerException",
  502: "BadGatewayException",
  503: "InternalServerException",
};
const CHIME_NAMES: Readonly<Record<string, string>> = {
  400: "BadRequestException",
  401: "UnauthorizedClientException",
  403: "ForbiddenException",
  404: "NotFoundException",
  408: "RequestTimeoutException",
  409: "ConflictException",
  429: "ThrottledClientException",
  500: "ServiceFailureException",
  503: "ServiceUnavailableException",
};

const TOLD = "The emulator was told to refuse this.";
const PAGE = "<!doctype html><title>Forbidden</title><p>The proxy has something to say.</p>";
const HALF: ForeignAnswer = { status: 200, body: '{"messages":[{"content":"Hel', contentType: "application/json" };
const UNREADABLE: Readonly<Record<string, ForeignAnswer>> = {
  half: HALF,
  page: { status: 200, body: PAGE },
  gzip: { status: 200, body: "{}", contentType: "application/json", isGzipped: true },
};

/** What the next fault by name does to this operation, if one strikes. */
export function faultFor(source: FaultSource, operation: Operation): Fault | undefined {
  const isFor = (fault: { readonly [key: string]: unknown }) => (fault["operation"] ?? "lex") === operation;
  for (const name of STRIKES) {
    const fault = source.take(name, isFor);
    if (fault === undefined) continue;
    if (name === "lose-answer") return { cut: true };
    if (name === "slow") return { delayMs: Number(fault["delayMs"]) };
    if (name === "hang") return { hang: true };
    if (name === "credentials") return refusedUnread(String(fault["error"]));
    if (name === "proxy-page") return { foreign: { status: Number(fault["status"]), body: PAGE }, isDone: false };
    if (name === "unreadable") return { foreign: UNREADABLE[String(fault["body"])] ?? HALF, isDone: true };
    const status = fault["status"];
    if (name === "throttle" && status === "400") return { status: 400, name: "ThrottlingException", message: TOLD };
    return refusal(operation, String(status));
  }
  return undefined;
}

/** Two of these are told with 400, the others with 403 (`docs/facts.md` §1.5); nobody may rely on which. */
function refusedUnread(name: string): Fault {
  return { status: /^(RequestExpired|IncompleteSignature)$/.test(name) ? 400 : 403, name, message: TOLD };
}

function refusal(operation: Operation, status: string): Fault {
  const names = LEX.has(operation) ? LEX_NAMES : CHIME_NAMES;
  const name = names[status] ?? "InternalServerException";
  return { status: Number(status), name, message: `${TOLD.slice(0, -1)} with ${status}.` };
}

/** How the fault `second-callback` has a second callback refused, if it strikes. */
export function refusalShape(source: FaultSource): SettledRefusal | undefined {
  return source.take("second-callback")?.["shape"] as SettledRefusal | undefined;
}
