import { join } from "node:path";
import { createBridge } from "../../src/bridge.ts";
import { type BridgeConfig, readConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import type { Hooks } from "../../src/ports/hooks.ts";
import type { Case, CaseActual } from "./case-files.ts";
import { type CasePlace, findCases, readCase } from "./case-folder.ts";
import { caseToPorts } from "./case-ports.ts";
import { compareCase } from "./compare-case.ts";
import type { Difference } from "./diff/difference.ts";

/** What a case came to. */
export interface CaseResult {
  /** Its path below the folder that was asked for. */
  readonly name: string;
  readonly folder: string;
  /** Undefined where the case can't be read. */
  readonly case?: Case;
  /** Whether everything ended as the files say. */
  readonly passed: boolean;
  readonly differences: readonly Difference[];
  /** Why it could not be run: a malformed file, an option that doesn't exist, an event that nobody can answer. */
  readonly error?: BridgeError;
  readonly actual?: CaseActual;
  /** Milliseconds. */
  readonly ms: number;
}

export interface CaseOptions {
  /** The functions of the embedding code that take part in a delivery. */
  readonly hooks?: Hooks;
  /** Which cases to run, by their names; by default all. */
  readonly only?: (name: string) => boolean;
}

/** The configuration that cases run under where nothing else is said: the sample bank bot's. */
export const CASE_CONFIG: BridgeConfig = {
  bots: [
    {
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/BANKBOT001/TSTALIASID",
      appInstanceBotArn:
        "arn:aws:chime:us-east-1:111122223333:app-instance/8d0e4c5a-6f1b-4d27-9a53-2b7c1e90f4a1/bot/c7b1d2e3-94f5-4a06-8b17-c829d0e1f2a3",
    },
  ],
};

/**
 * Runs every case of a folder through the whole bridge, with its own turn result in place of Lex: no network, no clock. A
 * case that can't be run has failed, and the others run. Throws CASE_UNREADABLE where the folder is missing or holds none, and
 * CONFIG_INVALID for the configuration.
 */
export async function runCases(
  folder: string | URL,
  config: BridgeConfig = CASE_CONFIG,
  options: CaseOptions = {},
): Promise<CaseResult[]> {
  readConfig(config);
  const { only = () => true } = options;
  const places = findCases(folder).filter(({ name }) => only(name));
  const results: CaseResult[] = [];
  let next = 0;
  const work = async () => {
    for (let at = next++; at < places.length; at = next++) {
      results[at] = await runCaseAt(places[at] as CasePlace, config, options);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** Cases wait for the pauses of their retries, and for nothing of each other. */
const AT_ONCE = 16;

/** Reads and runs one case. It never throws: what stands in the way is the result's `error`. */
export async function runCaseAt(
  place: CasePlace,
  config: BridgeConfig = CASE_CONFIG,
  options: CaseOptions = {},
): Promise<CaseResult> {
  const begun = performance.now();
  const done = (rest: Pick<CaseResult, "passed" | "differences" | "error" | "case" | "actual">): CaseResult => ({
    ...place,
    ...rest,
    ms: performance.now() - begun,
  });
  let one: Case | undefined;
  try {
    one = readCase(place);
    const actual = await playCase(one, config, options);
    const differences = compareCase(one, actual);
    return done({ case: one, passed: differences.length === 0, differences, actual });
  } catch (caught) {
    return done({ ...(one ? { case: one } : {}), passed: false, differences: [], error: BridgeError.from(caught) });
  }
}

/** Long after every time that an option can set: a case ends by what its files say, never by the clock. */
const DEADLINE_MS = 3_600_000;

/**
 * One case through the bridge. Throws CONFIG_INVALID for the case's options, CASE_UNREADABLE where something is asked for that it has
 * no answer to, and what the bridge throws.
 */
export async function playCase(one: Case, config: BridgeConfig, { hooks = {} }: CaseOptions = {}): Promise<CaseActual> {
  const settings = readConfig({ ...config, ...one.about.config });
  const { ports, seen, missing } = caseToPorts(one, settings.turnTimeoutMs);
  const bridge = createBridge(settings, { ...ports, ...hooks });
  const decision = await bridge.handle(structuredClone(one.event), { deadline: ports.now() + DEADLINE_MS });
  const [first] = missing;
  if (!first) return { decision, ...seen };
  const { file, why, fix } = first;
  throw new BridgeError("CASE_UNREADABLE", `${join(one.folder, file)} is missing: ${why}.`, { fix });
}
