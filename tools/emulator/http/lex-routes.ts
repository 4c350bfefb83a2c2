import { gzipSync } from "node:zlib";
import type { Context } from "hono";
import { Hono } from "hono";
import type { LexOperations, SessionPath } from "../channel/operations/observed-lex.ts";
import { ServiceError } from "../service-error.ts";
import { answer, type Env, failed, readBody } from "./answers.ts";

/** The Lex V2 runtime by its real paths (API_runtime_RecognizeText and the session operations; `docs/facts.md` §5). */
export function lexRoutes(lex: LexOperations): Hono<Env> {
  const session = "/:botId/botAliases/:botAliasId/botLocales/:localeId/sessions/:sessionId";
  return new Hono<Env>()
    .post(`${session}/text`, async (c) =>
      answer(200, await lex.recognizeText(pathOf(c), await body(c), c.req.raw.signal)),
    )
    .post(`${session}/utterance`, () => notEmulated("RecognizeUtterance"))
    .post(`${session}/conversation`, () => notEmulated("StartConversation"))
    .get(session, async (c) => answer(200, await lex.getSession(pathOf(c), c.req.raw.signal)))
    .post(session, async (c) => putSessionAnswer(await lex.putSession(pathOf(c), await body(c), c.req.raw.signal)))
    .delete(session, async (c) => answer(200, await lex.deleteSession(pathOf(c), c.req.raw.signal)))
    .onError((thrown, c) => failed(c, thrown, ({ message }) => ({ message })));
}

/** Speech and streams are no part of a chat. */
function notEmulated(operation: string): never {
  throw new ServiceError(400, "ValidationException", `${operation} is not emulated. Use RecognizeText.`);
}

function pathOf(c: Context): SessionPath {
  const param = (name: string) => c.req.param(name) ?? "";
  return {
    botId: param("botId"),
    botAliasId: param("botAliasId"),
    localeId: param("localeId"),
    sessionId: param("sessionId"),
  };
}

function body(c: Context<Env>): Promise<unknown> {
  return readBody(c, "ValidationException");
}

/** API_runtime_PutSession answers in headers, each gzipped and then base64-encoded; the body is the audio, here empty. */
function putSessionAnswer(result: Record<string, unknown>): Response {
  const { messages, sessionState, requestAttributes, sessionId } = result;
  const headers: Record<string, string> = { "content-type": "text/plain;charset=utf-8" };
  if (messages !== undefined) headers["x-amz-lex-messages"] = packed(messages);
  if (sessionState !== undefined) headers["x-amz-lex-session-state"] = packed(sessionState);
  if (requestAttributes !== undefined) headers["x-amz-lex-request-attributes"] = packed(requestAttributes);
  if (typeof sessionId === "string") headers["x-amz-lex-session-id"] = sessionId;
  return new Response("", { status: 200, headers });
}

function packed(value: unknown): string {
  return gzipSync(JSON.stringify(value)).toString("base64");
}
