import type { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import type { Loss } from "../../../mappers/shapes/reply.ts";
import type { ErrorCode } from "../../../src/errors/bridge-error.ts";
import type { Decision } from "../../../src/read/decision.ts";
import type { Difference } from "../diff/difference.ts";

/** How a delivery ended, as far as it can be seen; `silent` is a message that nobody answered and nothing is known of. */
export type Ending = Decision["outcome"] | "pending" | "silent";

/** What a matcher has before it, whatever it was given: what the bot said, how that ended, what was lost, what is too large. */
export interface Seen {
  /** What it was given, in words: `the callback`. */
  readonly what: string;
  readonly ending: Ending;
  /** What the bot said; undefined where the words can't be known. */
  readonly messages: readonly LexMessage[] | undefined;
  /** The number of a lex-error message. */
  readonly errorNumber?: number;
  /** The bridge's own code, where a decision record is at hand. */
  readonly errorCode?: ErrorCode;
  readonly intent: { readonly name?: string; readonly state?: string };
  /** Why it was released: undefined where only a decision record could tell. */
  readonly reason?: { readonly step: string | undefined; readonly because: string | undefined };
  /** Undefined where only a decision record could tell. */
  readonly losses?: readonly Loss[];
  readonly overLimits: readonly Difference[];
}
