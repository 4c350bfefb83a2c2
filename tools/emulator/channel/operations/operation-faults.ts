import type { Fault, Operation } from "../faults/faults.ts";
import type { FaultSource } from "../faults/named-faults.ts";
import type { SettledRefusal } from "../state/channel-state.ts";

/** The faults by name that strike an operation, in this order. */
const STRIKES = ["lex-error", "throttle", "refuse", "lose-answer", "slow", "hang"] as const;

const LEX: ReadonlySet<Operation> = new Set(["lex", "getSession", "deleteSession"]);

/** `docs/facts.md` §5 and §1.4. */
const LEX_NAMES: Readonly<Record<string, string>> = {
  400: "ValidationException",
  401: "AccessDeniedException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
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
  409: "ConflictException",
  429: "ThrottledClientException",
  500: "ServiceFailureException",
  503: "ServiceUnavailableException",
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
    return refusal(operation, name === "throttle" ? "429" : String(fault["status"]));
  }
  return undefined;
}

function refusal(operation: Operation, status: string): Fault {
  const names = LEX.has(operation) ? LEX_NAMES : CHIME_NAMES;
  const name = names[status] ?? "InternalServerException";
  return { status: Number(status), name, message: `The emulator was told to refuse this with ${status}.` };
}

/** How the fault `second-callback` has a second callback refused, if it strikes. */
export function refusalShape(source: FaultSource): SettledRefusal | undefined {
  return source.take("second-callback")?.["shape"] as SettledRefusal | undefined;
}
