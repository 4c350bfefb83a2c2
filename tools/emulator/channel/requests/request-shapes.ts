import * as z from "zod/mini";
import * as limits from "../../../../mappers/shapes/limits.ts";
import { utf8Length } from "../../../../mappers/shapes/utf8.ts";
import { ServiceError } from "../../service-error.ts";

/*
 * What Chime takes, judged by the public service model (docs/facts.md §4). Written apart from the mappers' own shape of a
 * callback, so that the one can catch the other's mistakes. Members the model doesn't know are ignored (unverified).
 */

export const text = (min: number, max: number, pattern?: RegExp) =>
  z.string("is required and must be a string").check(
    z.refine((value) => value.length >= min && value.length <= max, `must be ${min} to ${max} characters long`),
    z.refine((value) => pattern?.test(value) ?? true, `must match ${pattern?.source}`),
  );

export const bytes = (min: number, max: number) =>
  z.string("is required and must be a string").check(
    z.refine((value) => value.length >= min, `must be at least ${min} character long`),
    z.refine(
      (value) => utf8Length(value) <= max,
      `exceeds the size limit: at most ${max} UTF-8 bytes (Channel Messages size limit exceeded)`,
    ),
  );

export const wordOf = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words, `must be ${words.join(" or ")}`);

/** Bytes rather than characters is unverified; it is the stricter reading, so what passes here passes there. */
export const Metadata = bytes(0, limits.METADATA_MAX_BYTES).check(
  z.refine((value) => !/[\r\n]/.test(value), "must be one line"),
);
export const Id = text(1, limits.MESSAGE_ID_MAX, limits.MESSAGE_ID_PATTERN);
export const Arn = text(limits.ARN_MIN, limits.ARN_MAX, limits.ARN_PATTERN);
export const RequestToken = text(2, 64, limits.MESSAGE_ID_PATTERN);

/** The input as the schema has it, or a 400 BadRequestException that names the first member at fault, never its value. */
export function readRequest<S extends z.core.$ZodType>(schema: S, input: unknown): z.core.output<S> {
  const read = z.safeParse(schema, input);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const where = issue?.path.map(String).join(".") || "The request";
  throw new ServiceError(400, "BadRequestException", `${where}: ${issue?.message ?? "is invalid"}.`);
}
