import type { Context } from "hono";
import type { Member } from "../../channel/world/world.ts";
import { type Env, failed, readBody } from "../answers.ts";

/** The channel of the path. */
export function channelArnOf(c: Context): string {
  return c.req.param("channelArn") ?? "";
}

export function bearerOf(c: Context): string | undefined {
  return c.req.header("x-amz-chime-bearer");
}

export function body(c: Context<Env>): Promise<unknown> {
  return readBody(c, "BadRequestException");
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** API_messaging-chime_Identity. */
export function toIdentity({ arn, name }: Member): { Arn: string; Name: string } {
  return { Arn: arn, Name: name };
}

export function chimeFailed(thrown: Error, c: Context<Env>): Response {
  return failed(c, thrown, ({ name, message }) => ({ Code: codeOf(name), Message: message }));
}

/** The body's `Code` as the service model lists them: `BadRequestException` is `BadRequest`, and so on. */
function codeOf(name: string): string {
  if (name === "InternalServerException") return "ServiceFailure";
  return name.replace(/(Client)?Exception$/, "");
}
