import * as z from "zod/mini";
import { LEX_TEXT_MAX, SESSION_ID_MAX, SESSION_ID_MIN, SESSION_ID_PATTERN } from "../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../mappers/shapes/utf8.ts";
import type { SessionKey } from "../../../../src/ports/ports.ts";
import { ServiceError } from "../../service-error.ts";
import { Messages, SessionState, StringMap } from "./wire.ts";

/** API_runtime_SessionState: "session attributes … 12 KB" in the Lex quotas; request attributes share the figure. */
const ATTRIBUTES_MAX_BYTES = 12 * 1024;

/** The body of RecognizeText (API_runtime_RecognizeText). */
const RecognizeTextBody = z.looseObject({
  text: z.string(),
  sessionState: z.nullish(SessionState),
  requestAttributes: z.nullish(StringMap),
});

/** The body of PutSession (API_runtime_PutSession). */
const PutSessionBody = z.looseObject({
  sessionState: SessionState,
  messages: z.nullish(Messages),
  requestAttributes: z.nullish(StringMap),
});

/** Throws ValidationException, as for every function here: the names of members, never what was sent. */
export function readTurnBody(body: unknown): z.infer<typeof RecognizeTextBody> {
  const request = parse(RecognizeTextBody, body);
  const { length } = request.text;
  if (length < 1 || length > LEX_TEXT_MAX)
    throw invalid(`text has ${length} characters; it takes 1 to ${LEX_TEXT_MAX}.`);
  checkSizes(request);
  return request;
}

export function readPutBody(body: unknown): z.infer<typeof PutSessionBody> {
  const request = parse(PutSessionBody, body);
  checkSizes(request);
  return request;
}

/** Ids as API_runtime_RecognizeText gives their forms. */
export function checkPath({ botId, botAliasId, localeId, sessionId }: SessionKey): void {
  if (!/^[0-9a-zA-Z]{10}$/.test(botId)) throw invalid("botId is not ten letters and digits.");
  // TSTALIASID has that form, too.
  if (!/^[0-9a-zA-Z]{10}$/.test(botAliasId)) throw invalid("botAliasId is not ten letters and digits.");
  if (localeId === "") throw invalid("localeId is empty.");
  const { length } = sessionId;
  if (length < SESSION_ID_MIN || length > SESSION_ID_MAX || !SESSION_ID_PATTERN.test(sessionId)) {
    throw invalid(`sessionId is not ${SESSION_ID_MIN} to ${SESSION_ID_MAX} of 0-9 a-z A-Z . _ : -`);
  }
}

function checkSizes(request: {
  sessionState?: SessionState | null | undefined;
  requestAttributes?: Record<string, string> | null | undefined;
}): void {
  const sets = {
    sessionAttributes: request.sessionState?.sessionAttributes,
    requestAttributes: request.requestAttributes,
  };
  for (const [name, set] of Object.entries(sets)) {
    if (utf8Length(JSON.stringify(set ?? {})) > ATTRIBUTES_MAX_BYTES) throw invalid(`${name} are over 12 KB.`);
  }
}

function parse<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const problems = problemsOf(schema, body);
  if ("data" in problems) return problems.data;
  throw invalid(`These members are missing, of another type, or out of bounds: ${problems.places}.`);
}

/** The value, or where it is not as the schema wants it: the names of members and the limits that they break, never their contents. */
export function problemsOf<T>(schema: z.ZodMiniType<T>, value: unknown): { data: T } | { places: string } {
  try {
    const result = z.safeParse(schema, value);
    if (result.success) return { data: result.data };
    const places = result.error.issues.map((issue) => `${issue.path.join(".") || "body"} (${broken(issue)})`);
    return { places: places.join(", ") };
  } catch (thrown) {
    // Slots nest without a limit in the model; what is too deep for the stack is no slot of anyone.
    if (thrown instanceof RangeError) return { places: "body (nested too deeply)" };
    throw thrown;
  }
}

function broken(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  return issue.code === "custom" ? issue.message : issue.code;
}

export function invalid(message: string): ServiceError {
  return new ServiceError(400, "ValidationException", message);
}
