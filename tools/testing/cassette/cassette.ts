import { existsSync, readFileSync, statSync } from "node:fs";
import * as z from "zod/mini";
import { LOSS_KINDS, type LossKind } from "../../../mappers/shapes/reply.ts";
import type { TurnRequest, TurnResult } from "../../../mappers/shapes/turn.ts";
import { BridgeError, ERRORS, type ErrorCode } from "../../../src/errors/bridge-error.ts";
import { jsonFaultPlace } from "../../emulator/lex/export/json-place.ts";
import { filesUnder } from "../files-under.ts";
import { writeJson } from "../write-json.ts";
import { READS, type Read } from "./reads.ts";

/** The version of the format. A cassette of another one is refused. */
export const CASSETTE_VERSION = 1;

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

const Turn = z
  .strictObject({
    request: z.looseObject({
      botId: z.string(),
      botAliasId: z.string(),
      localeId: z.string(),
      sessionId: z.string(),
      text: z.string(),
      requestAttributes: z.record(z.string(), z.string()),
    }),
    result: z.optional(z.looseObject({})),
    failure: z.optional(z.strictObject({ code: z.enum(codes) })),
  })
  .check(
    z.refine(
      ({ result, failure }) => (result === undefined) !== (failure === undefined),
      "must have a result or a failure",
    ),
  );

const Delivery = z.strictObject({
  event: z.looseObject({}),
  words: z.enum(["kept", "replaced"]),
  turns: z.array(Turn),
  callback: z.optional(z.looseObject({})),
  reads: z.optional(
    z.array(
      z.strictObject({
        operation: z.enum(READS),
        result: z.optional(z.unknown()),
        failure: z.optional(z.strictObject({ code: z.enum(codes) })),
      }),
    ),
  ),
  posts: z.optional(z.array(z.looseObject({}))),
  outcome: z.string(),
  reason: z.optional(z.string()),
  error: z.optional(z.enum(codes)),
  losses: z.optional(z.array(z.enum(LOSS_KINDS))),
});

export const CassetteFile = z.strictObject({
  $schema: z.optional(z.string()),
  cassette: z.literal(CASSETTE_VERSION),
  texts: z.enum(["kept", "replaced"]),
  config: z.looseObject({}),
  deliveries: z.array(Delivery),
});

/** One RecognizeText, in and out. */
export interface CassetteTurn {
  readonly request: TurnRequest;
  readonly result?: TurnResult;
  readonly failure?: { readonly code: ErrorCode };
}

/**
 * What was recorded of one delivery. Event and results are the recorded ones, scrubbed; requests, callback and posts are what the
 * bridge makes of them, so that every id in it fits every other.
 */
export interface CassetteDelivery {
  readonly event: unknown;
  /** Whether the user's words are as they were said, so that a bot can be asked them again. */
  readonly words: "kept" | "replaced";
  readonly turns: readonly CassetteTurn[];
  /** What the bridge looked up beside the event. */
  readonly reads?: readonly Read[];
  readonly callback?: unknown;
  /** What the bot sent in its own name, in order. */
  readonly posts?: readonly unknown[];
  readonly outcome: string;
  readonly reason?: string;
  readonly error?: ErrorCode;
  readonly losses?: readonly LossKind[];
}

/**
 * A recording, scrubbed.
 *
 * ```json
 * { "cassette": 1, "texts": "kept", "config": { "bots": [{ "lexBotAliasArn": "arn:aws:lex:…" }] },
 *   "deliveries": [{ "event": {}, "words": "kept", "turns": [{ "request": {}, "result": {} }], "callback": {}, "outcome": "replied" }] }
 * ```
 */
export interface Cassette {
  /** For editors: `chime-lex-bridge/schemas/cassette.json`. */
  readonly $schema?: string;
  readonly cassette: typeof CASSETTE_VERSION;
  /** `kept`: what has no form of a secret stayed. `replaced`: every word did not, but those of the bot's export. */
  readonly texts: "kept" | "replaced";
  /** Options of the bridge, its ARNs scrubbed too. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly deliveries: readonly CassetteDelivery[];
}

/** The cassettes under a path: the file itself, or every `.json` file of a folder. Throws CASSETTE_UNREADABLE where there is none. */
export function filesOfCassettes(path: string | URL): ReturnType<typeof filesUnder> {
  return filesUnder(path, { endings: [".json"], missing: "cassette", toError: unreadable });
}

/** Throws CASSETTE_UNREADABLE, with the file and what is wrong in it. */
export function readCassette(path: string): Cassette {
  if (!existsSync(path)) throw unreadable(`There is no cassette ${path}.`);
  if (statSync(path).isDirectory()) throw unreadable(`${path} is a folder, and no cassette.`);
  const text = readFileSync(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // Not the parser's own words: they quote what it read.
    throw unreadable(`${path} holds no JSON: ${jsonFaultPlace(text)}.`, cause);
  }
  return checkCassette(value, path);
}

/** A value as a cassette. `path` names it in the error. Throws CASSETTE_UNREADABLE. */
export function checkCassette(value: unknown, path = "The cassette"): Cassette {
  const version: unknown =
    typeof value === "object" && value !== null && "cassette" in value ? value.cassette : undefined;
  if (version === undefined) throw unreadable(`${path} is no cassette: it has no member "cassette" with its version.`);
  if (version !== CASSETTE_VERSION) {
    throw unreadable(`${path} is of version ${JSON.stringify(version)}, and this one reads ${CASSETTE_VERSION}.`);
  }
  const parsed = z.safeParse(CassetteFile, value, { error: IN_WORDS });
  if (parsed.success) return parsed.data as unknown as Cassette;
  const problems = parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "the whole"}: ${message}`);
  throw unreadable(`${path}: ${problems.join("; ")}.`);
}

/** The small zod has no words of its own. */
const IN_WORDS = z.locales.en().localeError;

/** Says whether the file changed. */
export function writeCassette(path: string, cassette: Cassette): boolean {
  return writeJson(path, cassette);
}

function unreadable(detail: string, cause?: unknown): BridgeError {
  return new BridgeError("CASSETTE_UNREADABLE", detail, cause === undefined ? undefined : { cause });
}
