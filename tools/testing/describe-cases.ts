import { basename, isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import type { BridgeConfig } from "../../src/config/config.ts";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { findCases } from "./case-folder.ts";
import { caseToText } from "./case-report.ts";
import { CASE_CONFIG, type CaseOptions, type CaseResult, runCaseAt } from "./run-cases.ts";

/** What a test runner has: vitest, Jest, Mocha, `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>) => unknown;
}

/**
 * A test for each case of a folder, named as its folder is. `chime-lex-bridge/testing/vitest` has the same function with vitest's
 * own runner; without one given, this takes the global `describe` and `it`. Throws CASE_UNREADABLE where the folder is
 * missing or holds none: a malformed case is a test that fails.
 */
export function describeCases(
  folder: string | URL,
  config: BridgeConfig = CASE_CONFIG,
  options: CaseOptions & Partial<TestRunner> = {},
): void {
  const { describe, it } = runnerOf(options, "describeCases");
  const { only = () => true } = options;
  const places = findCases(folder).filter(({ name }) => only(name));
  describe(titleOf(folder), () => {
    for (const place of places) {
      it(place.name.replaceAll("-", " "), async () => assertCase(await runCaseAt(place, config, options)));
    }
  });
}

/** As it was given; its last part where that is a whole path, which another machine doesn't have. */
export function titleOf(folder: string | URL): string {
  if (folder instanceof URL) return basename(fileURLToPath(folder));
  return isAbsolute(folder) ? basename(folder) : folder;
}

/** The runner that is given, or the global one. Throws USAGE, which names the function that was called. */
export function runnerOf(options: Partial<TestRunner>, caller: string): TestRunner {
  const { describe, it } = { ...(globalThis as Partial<TestRunner>), ...options };
  if (typeof describe === "function" && typeof it === "function") return { describe, it };
  throw new BridgeError("USAGE", `${caller} found no describe and it.`, {
    fix: 'Import it from "chime-lex-bridge/testing/vitest", pass { describe, it } of another runner, or use the function that begins with run.',
  });
}

/** Throws an error that says what differs, where a case failed. */
export function assertCase(result: CaseResult): void {
  if (result.passed) return;
  if (result.error) throw result.error;
  const title = result.case?.about.title ?? result.name;
  throw new CaseFailure(
    `${title}\n\n${caseToText(result)}\n  in ${result.folder}\n  If this is meant: chime-lex-bridge check --update ${result.folder}`,
  );
}

/** A failed expectation: its stack would lead into this package, where nothing is wrong. */
class CaseFailure extends Error {
  override readonly name = "CaseFailure";
  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}
