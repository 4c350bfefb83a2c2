import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CASE_FILES, type Case, type CaseActual } from "./case-files.ts";
import { decisionToEnding } from "./compare-case.ts";
import type { CaseResult } from "./run-cases.ts";
import { writeJson } from "./write-json.ts";

/**
 * Writes what happened over what was expected: turn request, callback, and how the delivery ended. The event and what Lex
 * answered stay as they are. Resolves to the paths that were written or removed; none where the case passed or could not be run.
 */
export function updateCase({ case: one, actual, passed }: CaseResult): string[] {
  if (!one || !actual || passed) return [];
  return writeExpectations(one, actual);
}

export function writeExpectations({ folder, about }: Pick<Case, "folder" | "about">, actual: CaseActual): string[] {
  const { outcome, reason, error, losses } = decisionToEnding(actual.decision);
  const { outcome: _, reason: __, error: ___, losses: ____, ...rest } = about;
  const ending = {
    ...rest,
    outcome,
    ...(reason ? { reason } : {}),
    ...(error ? { error } : {}),
    ...(losses.length > 0 ? { losses } : {}),
  };
  return [
    ...put(join(folder, CASE_FILES.about), ending),
    ...put(join(folder, CASE_FILES.turnRequest), actual.turnRequest),
    ...put(join(folder, CASE_FILES.callback), actual.callback),
    ...put(join(folder, CASE_FILES.sent), actual.sent),
  ];
}

function put(path: string, value: unknown): string[] {
  if (value !== undefined) return writeJson(path, value) ? [path] : [];
  if (!existsSync(path)) return [];
  rmSync(path);
  return [path];
}
