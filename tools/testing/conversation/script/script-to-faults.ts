import type { Fault, Faults } from "../../../emulator/index.ts";
import type { AssignedFaults, ScriptFault } from "./script.ts";

/** The faults of a step as the emulator takes them; undefined takes one off. */
export function scriptToFaults(step: AssignedFaults): Partial<Faults> {
  const faults = Object.entries(step).map(([service, fault]) => [service, fault ? scriptToFault(fault) : undefined]);
  return Object.fromEntries(faults);
}

function scriptToFault({ status, name, hang, cut, delay, times }: ScriptFault): Fault {
  const often = times === undefined ? {} : { times };
  if (status !== undefined)
    return { status, name: name ?? nameOfStatus(status), message: "A fault of the script.", ...often };
  if (delay !== undefined) return { delayMs: delay, ...often };
  return hang ? { hang: true, ...often } : { cut: cut ?? true, ...often };
}

/** What Lex calls it (API_runtime_RecognizeText); of another number the status alone tells. */
function nameOfStatus(status: number): string {
  return STATUS_NAMES[status] ?? "Exception";
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: "ValidationException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  409: "ConflictException",
  424: "DependencyFailedException",
  429: "ThrottlingException",
  500: "InternalServerException",
  502: "BadGatewayException",
};
