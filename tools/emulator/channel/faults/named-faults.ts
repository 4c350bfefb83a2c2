import { createHash } from "node:crypto";
import { BridgeError } from "../../../../src/errors/bridge-error.ts";
import { nearestWord } from "../../../../src/errors/nearest-word.ts";
import type { ActiveFault, KnownFault } from "../../known-fault.ts";
import { KNOWN_FAULTS } from "./known-faults.ts";

/** What to do wrong: a name of `known`, how often, and what of its parameters is not as usual. */
export interface FaultInput {
  readonly name: string;
  readonly times?: number;
  readonly [parameter: string]: string | number | undefined;
}

/** The faults by name. The newest ones strike last; which of the likely ones strikes is seeded. */
export interface NamedFaults {
  readonly known: readonly KnownFault[];
  active(): ActiveFault[];
  /** Puts a fault in force and returns its id. Throws USAGE with what it could be. */
  add(fault: FaultInput): string;
  /** Whether there was one. */
  remove(id: string): boolean;
  clear(): void;
}

/** The side that strikes. */
export interface FaultSource {
  /** The first fault of that name that is for this occasion, which is one of its times. */
  take(name: string, isFor?: (fault: ActiveFault) => boolean): ActiveFault | undefined;
}

const FAULTS_MAX = 100;

export function createNamedFaults(seed: number, changed: () => void): NamedFaults & FaultSource {
  const faults = new Map<string, ActiveFault>();
  let ids = 0;
  let throws = 0;

  /** From 0 to 1, the same for the same seed and the same course of events. */
  function random(): number {
    throws += 1;
    return createHash("sha256").update(`${seed}:${throws}`).digest().readUInt32BE(0) / 0x1_0000_0000;
  }

  return {
    known: KNOWN_FAULTS,
    active: () => [...faults.values()],
    add(input) {
      if (faults.size >= FAULTS_MAX) throw wrong(`There are ${FAULTS_MAX} faults already.`, "Take some off first.");
      const fault = readFault(input, String(ids + 1));
      ids += 1;
      faults.set(fault.id, fault);
      changed();
      return fault.id;
    },
    remove(id) {
      const existed = faults.delete(id);
      if (existed) changed();
      return existed;
    },
    clear() {
      faults.clear();
      changed();
    },
    take(name, isFor = () => true) {
      for (const fault of faults.values()) {
        if (fault.name !== name || !isFor(fault)) continue;
        if (Number(fault["probability"]) < 1 && random() >= Number(fault["probability"])) continue;
        if (fault.times !== undefined) {
          if (fault.times > 1) faults.set(fault.id, { ...fault, times: fault.times - 1 });
          else faults.delete(fault.id);
          changed();
        }
        return fault;
      }
      return undefined;
    },
  };
}

/** `name[:times]`, as a command line spells a fault. Throws USAGE. */
export function textToFault(text: string): FaultInput {
  const [name = "", times, ...rest] = text.split(":");
  if (rest.length > 0) throw wrong(`${text} is no fault.`, "Write its name, or its name, a colon and how often.");
  const fault = times === undefined ? { name } : { name, times: Number(times) };
  readFault(fault, "");
  return fault;
}

function readFault({ name, times, ...given }: FaultInput, id: string): ActiveFault {
  const known = KNOWN_FAULTS.find((one) => one.name === name);
  if (known === undefined) {
    // It may come from a request's body, where nothing has looked at its type yet.
    const isNamed = typeof name === "string" && name !== "";
    const faults = KNOWN_FAULTS.map((one) => one.name);
    const nearest = isNamed ? nearestWord(name, faults) : undefined;
    const hint = nearest === undefined ? "" : `Did you mean ${nearest}? `;
    throw wrong(`There is no fault ${isNamed ? name : "without a name"}.`, `${hint}Use one of ${faults.join(", ")}.`);
  }
  if (times !== undefined && (!Number.isInteger(times) || times < 1)) {
    throw wrong(`${name} can't strike ${times} times.`, "Pass a whole number from 1 on as times, or none.");
  }
  for (const key of Object.keys(given)) {
    if (known.parameters.some((parameter) => parameter.name === key)) continue;
    throw wrong(`${name} has no parameter ${key}.`, `It has ${names(known.parameters)}.`);
  }
  const parameters = known.parameters.map((parameter) => {
    const value = given[parameter.name] ?? parameter.default;
    if (parameter.kind === "choice") {
      const word = String(value);
      if (parameter.values.includes(word)) return [parameter.name, word];
      throw wrong(`${name} can't have ${word} as ${parameter.name}.`, `Use one of ${parameter.values.join(", ")}.`);
    }
    const { least, most } = parameter;
    if (typeof value === "number" && value >= least && value <= most) return [parameter.name, value];
    throw wrong(`${name} can't have ${value} as ${parameter.name}.`, `Pass a number from ${least} to ${most}.`);
  });
  return { id, name, ...(times === undefined ? {} : { times }), ...Object.fromEntries(parameters) };
}

function names(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => name).join(", ");
}

function wrong(detail: string, fix: string): BridgeError {
  return new BridgeError("USAGE", detail, { fix });
}
