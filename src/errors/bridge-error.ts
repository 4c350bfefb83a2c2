import { BRIDGE_ERRORS } from "./bridge.ts";
import { CHIME_ERRORS } from "./chime.ts";
import { LEX_ERRORS } from "./lex.ts";
import { type Named, sentenceToNamed } from "./sentence.ts";
import { TOOLS_ERRORS } from "./tools.ts";

/** One thing that can go wrong: who can fix it, its number in a lex-error message, and what to do. */
export interface ErrorEntry {
  readonly fault: "caller" | "user" | "configuration" | "bot" | "lex" | "chime" | "network" | "bridge";
  readonly wire: number;
  readonly what: string;
  readonly fix: string;
}

/**
 * The closed table of what can go wrong. `fault` says who can fix it, `wire` is the number a lex-error message carries,
 * `fix` is what to do. `docs/errors.md` is generated from this table.
 */
export const ERRORS = { ...BRIDGE_ERRORS, ...LEX_ERRORS, ...CHIME_ERRORS, ...TOOLS_ERRORS } as const satisfies Record<
  string,
  ErrorEntry
>;

export type ErrorCode = keyof typeof ERRORS;

export interface BridgeErrorOptions {
  readonly cause?: unknown;
  /** By default the one of the table. */
  readonly fix?: string;
  readonly retryAfterMs?: number | undefined;
  /** What the service said, in its own words. */
  readonly sentence?: string;
  /** The call's id, as a header of the answer gives it. */
  readonly requestId?: unknown;
}

/**
 * The only error the bridge throws. `message` begins with the code and ends with the fix; `cause` is what was caught.
 * `detail` and `named` are safe to log: they never hold message text. `sentence` may.
 */
export class BridgeError extends Error {
  override readonly name = "BridgeError";
  readonly code: ErrorCode;
  readonly fault: ErrorEntry["fault"];
  /** Its number in a lex-error message. */
  readonly wire: number;
  readonly fix: string;
  readonly detail: string | undefined;
  /** How long the service asked us to wait before another try, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What the service's own sentence names in known forms, such as an ARN, and the request's id. */
  readonly named?: Named;
  /** Private, because a runtime logs the members of what a function throws. */
  readonly #sentence: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: BridgeErrorOptions) {
    const entry: ErrorEntry = ERRORS[code];
    const fix = options?.fix ?? entry.fix;
    super(
      `${code}: ${detail ?? entry.what} ${fix}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.fault = entry.fault;
    this.wire = entry.wire;
    this.fix = fix;
    this.detail = detail;
    this.retryAfterMs = options?.retryAfterMs;
    this.#sentence = options?.sentence || undefined;
    const named = sentenceToNamed(options?.sentence ?? "", options?.requestId);
    if (named) this.named = named;
  }

  /** The service's own words, which may quote what a user wrote: not for a log. */
  get sentence(): string | undefined {
    return this.#sentence;
  }

  /** Whatever was caught, as a BridgeError: itself, or INTERNAL with the caught value as its cause. */
  static from(caught: unknown): BridgeError {
    if (caught instanceof BridgeError) return caught;
    const name = caught instanceof Error ? caught.name : typeof caught;
    return new BridgeError("INTERNAL", `${name} was thrown.`, { cause: caught });
  }
}
