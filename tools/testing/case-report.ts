import { type Difference, differenceToText, type Paint, PLAIN } from "./diff/difference.ts";
import type { CaseResult } from "./run-cases.ts";

/** What a case that failed came to, a line for each difference: for a terminal, or a test's failure. */
export function caseToText(result: CaseResult, paint: Paint = PLAIN, indent = "  "): string {
  const { error, differences } = result;
  const lines = error ? [paint.actual(error.message)] : differences.map((one) => differenceToText(one, paint));
  return lines.map((line) => `${indent}${line}\n`).join("");
}

/** A result as JSON says it. */
export interface CaseReport {
  readonly name: string;
  readonly title?: string;
  readonly passed: boolean;
  readonly ms: number;
  /** Each with the sentence that a person reads. */
  readonly differences: readonly (Difference & { readonly says: string })[];
  readonly error?: { readonly code: string; readonly detail?: string; readonly fix: string };
}

export function caseToReport({ name, case: one, passed, ms, differences, error }: CaseResult): CaseReport {
  return {
    name,
    ...(one ? { title: one.about.title } : {}),
    passed,
    ms: Math.round(ms),
    differences: differences.map((difference) => ({ ...difference, says: differenceToText(difference) })),
    ...(error
      ? { error: { code: error.code, ...(error.detail ? { detail: error.detail } : {}), fix: error.fix } }
      : {}),
  };
}
