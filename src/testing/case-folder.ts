import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as z from "zod/mini";
import { GATE_STEPS } from "../../mappers/gate.ts";
import { LOSS_KINDS } from "../../mappers/shapes/reply.ts";
import { BridgeError } from "../errors.ts";

/** The files of a case, which reads left to right. Later ones are absent where the delivery ended before them. */
export const CASE_FILES = {
  about: "case.json",
  event: "1-event.json",
  turnRequest: "2-turn-request.json",
  turnResult: "3-turn-result.json",
  turnFailure: "3-turn-failure.json",
  callback: "4-callback.json",
} as const;

/**
 * `case.json`: what the case shows, where its payload comes from, the options it runs under (over the ones of the run), and how
 * the delivery must end.
 */
const About = z.strictObject({
  title: z.string(),
  source: z.string(),
  config: z.optional(z.record(z.string(), z.unknown())),
  outcome: z.enum(["replied", "errored", "released", "denied", "failed"]),
  reason: z.optional(z.enum(GATE_STEPS)),
  error: z.optional(z.string()),
  losses: z.optional(z.array(z.enum(LOSS_KINDS))),
});

const TurnFailure = z.strictObject({ status: z.number(), name: z.string() });

/** A case folder, read. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly about: z.infer<typeof About>;
  readonly event: unknown;
  readonly turnRequest: unknown;
  readonly turnResult: unknown;
  readonly turnFailure: z.infer<typeof TurnFailure> | undefined;
  readonly callback: unknown;
}

/** Every case under a folder, by name, or the one that the folder is. Throws CASE_UNREADABLE with file and reason. */
export function readCases(folder: string): Case[] {
  if (!existsSync(folder)) throw new BridgeError("CASE_UNREADABLE", `There is no folder ${folder}.`);
  if (existsSync(join(folder, CASE_FILES.about))) return [readCase(folder)];
  const cases = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readCase(join(folder, name)));
  if (cases.length === 0) throw new BridgeError("CASE_UNREADABLE", `${folder} holds no case folder.`);
  return cases;
}

function readCase(folder: string): Case {
  const known: readonly string[] = Object.values(CASE_FILES);
  const stray = readdirSync(folder).find((name) => !known.includes(name));
  if (stray) throw new BridgeError("CASE_UNREADABLE", `${join(folder, stray)} is none of ${known.join(", ")}.`);
  const file = (name: string, isRequired = false) => readJson(join(folder, name), isRequired);
  const about = checked(About, file(CASE_FILES.about, true), join(folder, CASE_FILES.about));
  const failure = file(CASE_FILES.turnFailure);
  return {
    name: basename(folder),
    folder,
    about,
    event: file(CASE_FILES.event, true),
    turnRequest: file(CASE_FILES.turnRequest),
    turnResult: file(CASE_FILES.turnResult),
    turnFailure:
      failure === undefined ? undefined : checked(TurnFailure, failure, join(folder, CASE_FILES.turnFailure)),
    callback: file(CASE_FILES.callback),
  };
}

function readJson(path: string, isRequired: boolean): unknown {
  if (!existsSync(path)) {
    if (isRequired) throw new BridgeError("CASE_UNREADABLE", `${path} is missing.`);
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new BridgeError("CASE_UNREADABLE", `${path} holds no JSON: ${(cause as Error).message}.`, { cause });
  }
}

/** The small zod has no words of its own. */
const IN_WORDS = z.locales.en().localeError;

function checked<Schema extends z.core.$ZodType>(schema: Schema, value: unknown, path: string): z.output<Schema> {
  const parsed = z.safeParse(schema, value, { error: IN_WORDS });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "the whole"}: ${message}`);
  throw new BridgeError("CASE_UNREADABLE", `${path}: ${problems.join("; ")}.`);
}
