import * as z from "zod/mini";
import { GATE_STEPS } from "../../mappers/gate.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import { LOSS_KINDS } from "../../mappers/shapes/reply.ts";
import type { TurnRequest } from "../../mappers/shapes/turn.ts";
import type { Decision } from "../decision.ts";
import { ERRORS, type ErrorCode } from "../errors.ts";

/** The files of a case, which reads left to right. Later ones are absent where the delivery ended before them. */
export const CASE_FILES = {
  about: "case.json",
  event: "1-event.json",
  turnRequest: "2-turn-request.json",
  turnResult: "3-turn-result.json",
  turnFailure: "3-turn-failure.json",
  callback: "4-callback.json",
} as const;

/** The version of the format that `case.json` may name; a case that names none is of the first. */
export const CASE_VERSION = 1;

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/**
 * `case.json`: what the case shows, where its payload comes from, the options it runs under (over the ones of the run), and how
 * the delivery must end.
 *
 * ```json
 * { "title": "A greeting is answered.", "source": "Made up.", "config": { "emptyReply": "envelope" }, "outcome": "replied" }
 * ```
 *
 * `placeholders` names members whose words were not known and stand as letters of the same length.
 */
export const About = z.strictObject({
  version: z.optional(z.literal(CASE_VERSION)),
  title: z.string(),
  source: z.string(),
  placeholders: z.optional(z.array(z.string())),
  config: z.optional(z.record(z.string(), z.unknown())),
  outcome: z.optional(z.enum(["replied", "errored", "released", "denied", "failed"])),
  reason: z.optional(z.enum([...GATE_STEPS, "onMessage"])),
  error: z.optional(z.enum(codes)),
  losses: z.optional(z.array(z.enum(LOSS_KINDS))),
});
export type About = z.infer<typeof About>;

/** How Lex fails the turn: with an answer of its own, or, where none came, with the code that the bridge gives to that. */
export const TurnFailure = z.union([
  z.strictObject({ status: z.number(), name: z.string() }),
  z.strictObject({ code: z.enum(codes.filter((code) => code.startsWith("LEX_")) as [ErrorCode, ...ErrorCode[]]) }),
]);
export type TurnFailure = z.infer<typeof TurnFailure>;

/** A case folder, read. What is given is never judged: the bridge does that. */
export interface Case {
  /** Its path below the folder that was asked for. */
  readonly name: string;
  readonly folder: string;
  readonly about: About;
  readonly event: unknown;
  readonly turnRequest?: unknown;
  readonly turnResult?: unknown;
  readonly turnFailure?: TurnFailure;
  readonly callback?: unknown;
}

/** What really happened, in the shape of a case's files. */
export interface CaseActual {
  readonly turnRequest?: TurnRequest;
  readonly callback?: Callback;
  readonly decision: Decision;
}
