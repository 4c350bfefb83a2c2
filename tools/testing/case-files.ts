import * as z from "zod/mini";
import { GATE_STEPS } from "../../mappers/gate/gate.ts";
import type { Callback } from "../../mappers/shapes/callback.ts";
import type { OutgoingMessage } from "../../mappers/shapes/outgoing-message.ts";
import { LOSS_KINDS } from "../../mappers/shapes/reply.ts";
import type { TurnRequest } from "../../mappers/shapes/turn.ts";
import { ERRORS, type ErrorCode } from "../../src/errors/bridge-error.ts";
import type { DecidingStep, Decision, PauseReason } from "../../src/read/decision.ts";

/** The files of a case, which reads left to right. Later ones are absent where the delivery ended before them. */
export const CASE_FILES = {
  about: "case.json",
  lookup: "0-lookup.json",
  event: "1-event.json",
  turnRequest: "2-turn-request.json",
  turnResult: "3-turn-result.json",
  turnFailure: "3-turn-failure.json",
  callback: "4-callback.json",
  sent: "5-sent.json",
} as const;

/** Everything that can decide a delivery. */
export const DECIDING_STEPS = [
  ...GATE_STEPS,
  "onMessage",
  "nativeReply",
  "lookup",
  "paused",
  "reset",
  "sharedSlot",
  "beforeTurn",
  "afterReply",
] as const satisfies readonly DecidingStep[];

const PAUSE_REASONS = ["agent", "intent", "attribute", "phrase", "call"] as const satisfies readonly PauseReason[];

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
  /** For editors: `chime-lex-bridge/schemas/case.json`. */
  $schema: z.optional(z.string()),
  version: z.optional(z.literal(CASE_VERSION)),
  title: z.string(),
  source: z.string(),
  placeholders: z.optional(z.array(z.string())),
  config: z.optional(z.record(z.string(), z.unknown())),
  outcome: z.optional(z.enum(["replied", "errored", "released", "denied", "failed"])),
  reason: z.optional(z.enum(DECIDING_STEPS)),
  error: z.optional(z.enum(codes)),
  losses: z.optional(z.array(z.enum(LOSS_KINDS))),
});
export type About = z.infer<typeof About>;

/**
 * `0-lookup.json`: what the services tell when they are asked about the message. Whatever is absent is not known there: the message
 * shows nothing more than the event does, there is no session yet.
 *
 * ```json
 * { "message": { "Target": [{ "MemberArn": "arn:…/bot/…" }] }, "members": 2, "session": { "sessionAttributes": { "tier": "gold" } } }
 * ```
 */
export const Lookup = z.strictObject({
  /** What GetChannelMessage shows of it; `refused` where no bot may see it. */
  message: z.optional(
    z.union([
      z.enum(["refused", "failed"]),
      z.strictObject({
        Target: z.optional(z.array(z.object({ MemberArn: z.string() }))),
        MessageAttributes: z.optional(z.record(z.string(), z.object({ StringValues: z.array(z.string()) }))),
        ContentType: z.optional(z.string()),
        SubChannelId: z.optional(z.string()),
      }),
    ]),
  ),
  /** How many members the channel has, as ListChannelMemberships counts them. */
  members: z.optional(z.union([z.literal("failed"), z.number().check(z.int(), z.nonnegative())])),
  /** What GetSession tells: `sessionState`. */
  session: z.optional(z.looseObject({})),
  /** What the table of pauses tells: why the channel or conversation is paused, and who asked for a person; `failed` where it can't be read. */
  pause: z.optional(
    z.union([z.literal("failed"), z.strictObject({ reason: z.enum(PAUSE_REASONS), asker: z.optional(z.string()) })]),
  ),
});
export type Lookup = z.infer<typeof Lookup>;

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
  readonly lookup?: Lookup;
  readonly event: unknown;
  readonly turnRequest?: unknown;
  readonly turnResult?: unknown;
  readonly turnFailure?: TurnFailure;
  readonly callback?: unknown;
  /** What the bot says in its own name, in `delivery: "reply"`: a list of SendChannelMessage's inputs. */
  readonly sent?: readonly unknown[];
}

/** What really happened, in the shape of a case's files. */
export interface CaseActual {
  readonly turnRequest?: TurnRequest;
  readonly callback?: Callback;
  readonly sent?: readonly OutgoingMessage[];
  readonly decision: Decision;
}
