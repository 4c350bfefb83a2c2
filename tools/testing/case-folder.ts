import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";
import { BridgeError } from "../../src/errors/bridge-error.ts";
import { nearestWord } from "../../src/errors/nearest-word.ts";
import { jsonFaultPlace } from "../emulator/lex/export/json-place.ts";
import { About, CASE_FILES, CASE_VERSION, type Case, Lookup, TurnFailure } from "./case-files.ts";

/** Where a case stands. */
export interface CasePlace {
  readonly name: string;
  readonly folder: string;
}

/**
 * Every case under a folder, in groups of any depth, by name; or the one that the folder is. Throws CASE_UNREADABLE where the
 * folder is missing, is a file, or holds none.
 */
export function findCases(folder: string | URL): CasePlace[] {
  const root = typeof folder === "string" ? folder : fileURLToPath(folder);
  if (!existsSync(root)) {
    throw new BridgeError("CASE_UNREADABLE", `There is no folder ${root}.`, { fix: FOLDER_FIX });
  }
  if (!statSync(root).isDirectory()) {
    throw new BridgeError("CASE_UNREADABLE", `${root} is a file.`, { fix: FOLDER_FIX });
  }
  if (isCase(root)) return [{ name: basename(root), folder: root }];
  const places = casesIn(root, "");
  if (places.length > 0) return places;
  throw new BridgeError("CASE_UNREADABLE", `${root} holds no case folder.`, { fix: FIRST_CASE_FIX });
}

const FOLDER_FIX = "Give the path of a case folder, or of a folder that holds case folders.";
const FIRST_CASE_FIX =
  "Put a folder with case.json and 1-event.json into it; docs/testing.md begins with a first case.";

function casesIn(root: string, group: string): CasePlace[] {
  return readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => (group ? `${group}/${entry.name}` : entry.name))
    .sort()
    .flatMap((name) => {
      const folder = join(root, name);
      const below = isCase(folder) ? [] : casesIn(root, name);
      // A folder without any case below it was meant to be one: better a failure than a case that is never run.
      return below.length > 0 ? below : [{ name, folder }];
    });
}

function isCase(folder: string): boolean {
  return Object.values(CASE_FILES).some((name) => existsSync(join(folder, name)));
}

/** Every case under a folder. Throws CASE_UNREADABLE for the first that is malformed. */
export function readCases(folder: string | URL): Case[] {
  return findCases(folder).map(readCase);
}

/** A case, or CASE_UNREADABLE with file, place and reason. */
export function readCase({ name, folder }: CasePlace): Case {
  refuseStrays(folder);
  const file = (file: string) => readJson(join(folder, file));
  const about = readAbout(join(folder, CASE_FILES.about));
  const event = file(CASE_FILES.event);
  if (event === undefined) {
    throw new BridgeError("CASE_UNREADABLE", `${join(folder, CASE_FILES.event)} is missing.`, { fix: EVENT_FIX });
  }
  const [turnRequest, turnResult, callback] = [
    file(CASE_FILES.turnRequest),
    file(CASE_FILES.turnResult),
    file(CASE_FILES.callback),
  ];
  const failure = file(CASE_FILES.turnFailure);
  const lookup = file(CASE_FILES.lookup);
  const sent = file(CASE_FILES.sent);
  if (sent !== undefined && !Array.isArray(sent)) {
    throw new BridgeError("CASE_UNREADABLE", `${join(folder, CASE_FILES.sent)} is no list.`, { fix: SENT_FIX });
  }
  if (turnResult !== undefined && failure !== undefined) {
    throw new BridgeError("CASE_UNREADABLE", `${folder} holds both a result and a failure of its turn.`, {
      fix: `Keep ${CASE_FILES.turnResult} or ${CASE_FILES.turnFailure}.`,
    });
  }
  return {
    name,
    folder,
    about,
    ...(lookup === undefined
      ? {}
      : {
          lookup: checked(Lookup, lookup, join(folder, CASE_FILES.lookup), keysOf(Lookup), Object.keys(Lookup.shape)),
        }),
    event,
    ...(turnRequest === undefined ? {} : { turnRequest }),
    ...(turnResult === undefined ? {} : { turnResult }),
    ...(failure === undefined ? {} : { turnFailure: readFailure(failure, join(folder, CASE_FILES.turnFailure)) }),
    ...(callback === undefined ? {} : { callback }),
    ...(sent === undefined ? {} : { sent }),
  };
}

const SENT_FIX = "Write the messages that the bot sends, in their order, between [ and ].";
const EVENT_FIX = "Put the processor event there, as Amazon Chime SDK messaging sent it.";
const FAILURE_FIX =
  'Write {"status": 500, "name": "InternalServerException"}, or {"code": "LEX_TIMEOUT"} where Lex gave no answer.';

/** A misspelt stage would read as a gate that is expected to be shut. Notes beside the stages are fine. */
function refuseStrays(folder: string): void {
  const known: readonly string[] = Object.values(CASE_FILES);
  const stray = readdirSync(folder).find(
    (name) => !known.includes(name) && !name.startsWith(".") && !name.endsWith(".md"),
  );
  if (stray === undefined) return;
  const nearest = nearestWord(stray, known);
  throw new BridgeError("CASE_UNREADABLE", `${join(folder, stray)} is none of ${known.join(", ")}.`, {
    fix: nearest ? `Did you mean ${nearest}?` : "Move it out of the case.",
  });
}

function readAbout(path: string): About {
  const value = readJson(path);
  if (value === undefined) {
    throw new BridgeError("CASE_UNREADABLE", `${path} is missing.`, {
      fix: 'Write at least {"title": "…", "source": "…", "outcome": "replied"}.',
    });
  }
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : CASE_VERSION;
  if (version !== CASE_VERSION) {
    throw new BridgeError(
      "CASE_UNREADABLE",
      `${path} is of version ${JSON.stringify(version)}, and this package reads version ${CASE_VERSION}.`,
      { fix: "Update chime-lex-bridge to the version that wrote the case." },
    );
  }
  return checked(About, value, path, keysOf(About), Object.keys(About.shape));
}

function keysOf({ shape }: { readonly shape: object }): string {
  return `Its keys are ${Object.keys(shape).join(", ")}.`;
}

function readFailure(value: unknown, path: string): TurnFailure {
  const parsed = z.safeParse(TurnFailure, value);
  if (parsed.success) return parsed.data;
  throw new BridgeError("CASE_UNREADABLE", `${path} is no failure of a turn.`, { fix: FAILURE_FIX });
}

/** The JSON of a file, undefined where there is none. */
function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Not the parser's own words: they quote what it read.
    throw new BridgeError("CASE_UNREADABLE", `${path} holds no JSON: ${jsonFaultPlace(text)}.`, {
      cause,
      fix: "Correct the file at that place.",
    });
  }
}

/** The small zod has no words of its own. */
const IN_WORDS = z.locales.en().localeError;

function checked<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
  path: string,
  fix: string,
  keys: readonly string[],
): z.output<Schema> {
  const parsed = z.safeParse(schema, value, { error: IN_WORDS });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return `no such key: ${issue.keys.join(", ")}`;
    return `${issue.path.join(".") || "the whole"}: ${issue.message}`;
  });
  const unknown = parsed.error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const nearest = nearestWord(unknown[0] ?? "", keys);
  throw new BridgeError("CASE_UNREADABLE", `${path}: ${problems.join("; ")}.`, {
    fix: nearest ? `Did you mean ${nearest}? ${fix}` : fix,
  });
}
