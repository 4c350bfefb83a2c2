import { BRIDGE_ERRORS } from "./bridge.ts";
import { CHIME_ERRORS } from "./chime.ts";
import { LEX_ERRORS } from "./lex.ts";
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

/**
 * The only error the bridge throws. `message` begins with the code and ends with the fix; `cause` is what was caught.
 * `detail` is safe to log: it never holds message text.
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

  constructor(
    code: ErrorCode,
    detail?: string,
    options?: { cause?: unknown; fix?: string; retryAfterMs?: number | undefined },
  ) {
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
  }

  /** Whatever was caught, as a BridgeError: itself, or INTERNAL with the caught value as its cause. */
  static from(caught: unknown): BridgeError {
    if (caught instanceof BridgeError) return caught;
    const name = caught instanceof Error ? caught.name : typeof caught;
    return new BridgeError("INTERNAL", `${name} was thrown.`, { cause: caught });
  }
}
