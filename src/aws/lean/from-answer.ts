import type { IncomingHttpHeaders } from "node:http";

/** An answer as it came. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * The members of an answer, in its headers where `answers` names them, else in its body. A refusal, and an answer that is no JSON object, throw what an
 * SDK client throws for them.
 */
export function answerToMembers(
  { status, headers, body }: WireAnswer,
  answers?: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const requestId = headers["x-amzn-requestid"];
  const facts = {
    $metadata: { httpStatusCode: status, ...(typeof requestId === "string" ? { requestId } : {}) },
    $response: { statusCode: status, headers, body },
  };
  if (status >= 300) throw Object.assign(refusalOf(status, headers, body), facts);
  if (answers) {
    const found = Object.entries(answers).map(([header, member]) => [member, headers[header]]);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  }
  if (body === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    // Its own message would quote the answer.
    throw Object.assign(new SyntaxError("The answer is no JSON.", { cause }), facts);
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/**
 * A refusal, named by the header, else by the body; both may carry a namespace before the name or an address behind it. `$fault` says
 * that the answer could be parsed: a proxy's page can't.
 */
function refusalOf(status: number, headers: IncomingHttpHeaders, body: string): Error {
  let told: Record<string, unknown> | undefined;
  try {
    const value: unknown = body === "" ? {} : JSON.parse(body);
    if (typeof value === "object" && value !== null) told = value as Record<string, unknown>;
  } catch {
    return new SyntaxError("The refusal is no JSON.");
  }
  const header = headers["x-amzn-errortype"];
  const named = [header, told?.["__type"], told?.["code"], told?.["Code"]].find(
    (one) => typeof one === "string" && one,
  );
  const name = typeof named === "string" ? (named.split(/[,:]/)[0] ?? "").replace(/^.*#/, "") : "";
  const message = [told?.["message"], told?.["Message"]].find((one) => typeof one === "string");
  return Object.assign(new Error(typeof message === "string" ? message : ""), {
    name: name || "UnknownError",
    $fault: status >= 500 ? "server" : "client",
  });
}
