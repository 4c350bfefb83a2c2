/**
 * `chime-lex-bridge/testing/vitest`: registers the matchers with vitest, types included, and has `describeCases`,
 * `describeConversations`, `describeCassettes` and `describeClaims` on vitest's own `describe` and `it`. Everything else is in `chime-lex-bridge/testing`, which loads without vitest.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { BridgeConfig } from "../../src/config/config.ts";
import {
  type DescribeCassettesOptions,
  describeCassettes as describeCassettesWith,
} from "./cassette/describe-cassettes.ts";
import { describeClaims as describeClaimsWith, type MakeClaims } from "./claims/describe-claims.ts";
import { describeConversations as describeConversationsWith } from "./conversation/describe-conversations.ts";
import type { ConversationsOptions } from "./conversation/run-all.ts";
import { describeCases as describeCasesWith } from "./describe-cases.ts";
import { type BridgeMatchers, matchers } from "./matchers/matchers.ts";
import type { CaseOptions } from "./run-cases.ts";

// Without an import of vitest the declarations would add to an interface of that name, and not to vitest's own.
export type { Assertion, AsymmetricMatchersContaining } from "vitest";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is extended under the very parameters it was declared with.
  interface Assertion<T = any> extends BridgeMatchers {}
  interface AsymmetricMatchersContaining extends BridgeMatchers<unknown> {}
}

expect.extend(matchers);

/**
 * A test for each case of a folder, named as its folder is. Throws CASE_UNREADABLE where the folder is missing or holds none: a
 * malformed case is a test that fails.
 */
export function describeCases(folder: string | URL, config?: BridgeConfig, options: CaseOptions = {}): void {
  describeCasesWith(folder, config, { ...options, describe, it });
}

/** A test for each conversation of a script, or of every script under a folder. Throws CONVERSATION_UNREADABLE where there is none. */
export function describeConversations(path: string | URL, options: ConversationsOptions = {}): void {
  describeConversationsWith(path, { ...options, describe, it });
}

/** A test for a cassette, or for each `.json` file under a folder. Throws CASSETTE_UNREADABLE where there is none. */
export function describeCassettes(path: string | URL, options: DescribeCassettesOptions = {}): void {
  describeCassettesWith(path, { ...options, describe, it });
}

/**
 * The contract of a store of claims as tests.
 *
 * @experimental May change in a minor version while the protocol of claims is young.
 */
export function describeClaims(name: string, makeStore: MakeClaims): void {
  describeClaimsWith(name, makeStore, { describe, it });
}
