import * as z from "zod/mini";
import { LexMessage } from "../../../mappers/shapes/lex-message.ts";
import { LOSS_KINDS } from "../../../mappers/shapes/reply.ts";

/** What a case needs of a decision record, as a log holds it. */
export const LoggedDecision = z.looseObject({
  outcome: z.string(),
  messageId: z.string(),
  channelArn: z.string(),
  callbackId: z.string(),
  verdict: z.optional(z.looseObject({ kind: z.string(), reason: z.optional(z.string()) })),
  trace: z.array(z.looseObject({ step: z.string(), pass: z.boolean(), because: z.string() })),
  sessionId: z.optional(z.string()),
  intent: z.optional(z.looseObject({ name: z.optional(z.string()), state: z.optional(z.string()) })),
  sizes: z.looseObject({ content: z.optional(z.number()), contentBefore: z.optional(z.number()) }),
  losses: z.array(
    z.looseObject({
      kind: z.enum(LOSS_KINDS),
      message: z.optional(z.number()),
      name: z.optional(z.string()),
      before: z.number(),
    }),
  ),
  error: z.optional(z.looseObject({ code: z.string() })),
  content: z.optional(z.looseObject({ text: z.optional(z.string()), messages: z.optional(z.array(LexMessage)) })),
});
export type LoggedDecision = z.infer<typeof LoggedDecision>;

/** A log inside a log inside an export: no honest one goes deeper. */
const DEEPEST = 8;

/**
 * Every decision record in a text: a record alone, log lines with anything before them, an export of CloudWatch Logs, whose lines
 * are texts inside JSON.
 */
export function findRecords(text: string): LoggedDecision[] {
  return findValues(text, (value) => {
    const record = z.safeParse(LoggedDecision, value);
    return record.success ? record.data : undefined;
  });
}

/** Everything in a log that `read` takes for what is looked for. */
export function findValues<Found>(text: string, read: (value: object) => Found | undefined): Found[] {
  const whole = parsed(text);
  if (whole !== undefined) return valuesIn(whole, 0, read);
  return text.split("\n").flatMap((line) => {
    // A console's own brackets may come first: `2026-11-24 [stream] {"level":…}`.
    const begins = [line.indexOf("{"), line.indexOf("[")].filter((at) => at >= 0);
    const alone = begins.map((at) => parsed(line.slice(at))).find((value) => value !== undefined);
    if (alone !== undefined) return valuesIn(alone, 0, read);
    const joined = line.includes("{") ? objectsIn(line) : line.split(/\s+/);
    return joined.flatMap((one) => valuesIn(one, 0, read));
  });
}

/** The objects of a line that holds one behind another, as a delivery stream writes its records to a file. */
function objectsIn(line: string): unknown[] {
  const found: unknown[] = [];
  let [depth, from, isText] = [0, 0, false];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (isText) {
      if (sign === "\\") at++;
      else isText = sign !== '"';
    } else if (sign === '"') isText = depth > 0;
    else if (sign === "{" && depth++ === 0) from = at;
    else if (sign === "}" && depth > 0 && --depth === 0) found.push(parsed(line.slice(from, at + 1)));
  }
  return found;
}

/** What the data of a Kinesis record looks like if it is JSON: base64 of `{"`, `{ ` or a `{` at the end of its line. */
const BASE64_OBJECT = /^e[yw][A-Za-z0-9+/]{10,}={0,2}$/;

function valuesIn<Found>(value: unknown, depth: number, read: (value: object) => Found | undefined): Found[] {
  if (depth > DEEPEST) return [];
  if (typeof value === "string") {
    if (BASE64_OBJECT.test(value)) {
      return valuesIn(parsed(Buffer.from(value, "base64").toString("utf8")), depth + 1, read);
    }
    return value.includes("{") ? valuesIn(fromText(value), depth + 1, read) : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const found = read(value);
  if (found !== undefined) return [found];
  return Object.values(value).flatMap((member) => valuesIn(member, depth + 1, read));
}

function fromText(text: string): unknown {
  return parsed(text.slice(text.indexOf("{")));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
