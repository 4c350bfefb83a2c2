import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import { AnswerLost, Foreign, type ForeignAnswer } from "../channel/faults/faults.ts";
import { ServiceError } from "../service-error.ts";

/** What the routes get from the server: the request and response of Node beneath. */
export type Env = { Bindings: HttpBindings | Http2Bindings };

/** Any value as JSON, with a request id as every AWS service answers it. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
  });
}

/** Far more than either service accepts, so it only bounds memory. */
const BODY_MAX_BYTES = 1024 * 1024;

/** What all requests that are being read may hold together: one export, and many requests of the usual size beside it. */
const BODIES_MAX_BYTES = 12 * 1024 * 1024;
let held = 0;

/** The body of a request as it came. Throws a 413 of the given name for more than `maxBytes`, and a 503 while too much is being read. */
export async function readBytes(c: Context<Env>, maxBytes: number, refusalName: string): Promise<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  let kept = 0;
  let isBusy = false;
  try {
    // Read to its end even if it is too large: ending early would break the connection instead of answering.
    for await (const part of c.env.incoming as AsyncIterable<Buffer>) {
      size += part.length;
      isBusy ||= held + part.length > BODIES_MAX_BYTES;
      if (size > maxBytes || isBusy) {
        parts = [];
        continue;
      }
      parts.push(part);
      kept += part.length;
      held += part.length;
    }
  } finally {
    held -= kept;
  }
  if (isBusy)
    throw new ServiceError(503, "ServiceUnavailableException", "Too much is being sent at once. Try it again.");
  if (size > maxBytes) throw new ServiceError(413, refusalName, `The request is over ${maxBytes} bytes.`);
  return Buffer.concat(parts);
}

/**
 * The body of a request: JSON, of which null members count as absent. Throws a 400 of the given name for anything else; how
 * the services name that is unverified.
 */
export async function readBody(c: Context<Env>, refusalName: string): Promise<unknown> {
  const bytes = await readBytes(c, BODY_MAX_BYTES, refusalName);
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString("utf8"), (_, value) => (value === null ? undefined : value));
  } catch {
    throw new ServiceError(400, refusalName, "The request body is not JSON.");
  }
}

/**
 * How a route fails: a refusal travels as status, `x-amzn-errortype` and a body in the service's own shape (`docs/facts.md`
 * §1.4, §5); a lost answer breaks the connection, and a foreign one goes out as it is; whatever else was thrown is a 500 that says so.
 */
export function failed(c: Context<Env>, thrown: Error, body: (refusal: ServiceError) => unknown): Response {
  if (thrown instanceof AnswerLost) return breakConnection(c);
  if (thrown instanceof Foreign) return foreign(thrown.answer);
  const refusal =
    thrown instanceof ServiceError
      ? thrown
      : new ServiceError(500, "InternalServerException", `The emulator failed: ${thrown.message}`);
  return answer(refusal.status, body(refusal), { "x-amzn-errortype": refusal.name });
}

/** Without a request id: no AWS service wrote it. */
function foreign({ status, body, contentType = "text/html", isGzipped }: ForeignAnswer): Response {
  return new Response(isGzipped ? gzipSync(body) : body, {
    status,
    headers: { "content-type": contentType, ...(isGzipped ? { "content-encoding": "gzip" } : {}) },
  });
}

function breakConnection(c: Context<Env>): Response {
  const { incoming } = c.env;
  if ("stream" in incoming) incoming.stream.session?.destroy();
  else incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
