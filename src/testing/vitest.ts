/**
 * `chime-lex-bridge/testing/vitest`: what `chime-lex-bridge/testing` has for any runner, with vitest's own `describe` and `it`.
 * @module
 */
import { describe, it } from "vitest";
import type { BridgeConfig } from "../config.ts";
import { describeCases as describeCasesWith } from "./describe-cases.ts";
import type { CaseOptions } from "./run-cases.ts";

/**
 * A test for each case of a folder, named as its folder is. Throws CASE_UNREADABLE where the folder is missing or holds none: a
 * malformed case is a test that fails.
 */
export function describeCases(folder: string | URL, config?: BridgeConfig, options: CaseOptions = {}): void {
  describeCasesWith(folder, config, { ...options, describe, it });
}
