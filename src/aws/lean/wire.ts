import { type Agents, createAge, createAgents } from "../agents.ts";
import type { Endpoints } from "../endpoints.ts";
import type { OperationName, Wire } from "../wire.ts";
import { exchange, type Server } from "./exchange.ts";
import { answerToMembers } from "./from-answer.ts";
import { createOpenAhead } from "./open-ahead.ts";
import { LEAN_OPERATIONS, type LeanOperation } from "./operations.ts";
import { type Credentials, createSigner, type Sign } from "./sign.ts";
import { encodeSegment, operationToRequest } from "./to-request.ts";

export interface LeanOptions {
  /** Asked before each call, so that credentials that were renewed are used. */
  readonly credentials: () => Credentials;
  readonly endpoints?: Endpoints;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  readonly agents?: Agents;
  /** Tells AWS support who calls; the bridge's name and version come first. */
  readonly userAgent: string;
  /** The trace of the invocation, if there is one: X-Amzn-Trace-Id. */
  readonly traceId?: () => string | undefined;
  /** The service most likely called after an operation: its connection is opened in the meantime. */
  readonly next?: (operation: OperationName) => LeanOperation["service"] | undefined;
}

/** The services' own hosts in the partition `aws` (endpoint rules of the AWS SDK's clients). */
const HOSTS: Readonly<Record<LeanOperation["service"], (region: string) => string>> = {
  lex: (region) => `https://runtime-v2-lex.${region}.amazonaws.com`,
  chime: (region) => `https://messaging-chime.${region}.amazonaws.com`,
  dynamodb: (region) => `https://dynamodb.${region}.amazonaws.com`,
};
/** AWS accepts a signature whose time is less than five minutes off; a clock that is almost that far off is corrected. */
const SKEW_MS = 4 * 60_000;

/**
 * The operations over Node's own HTTP/1.1 with kept connections, signed by AWS's own signer: what the SDK's clients do for them,
 * without their middleware. One request a call, never repeated.
 */
export function createLeanWire(options: LeanOptions): Wire {
  const { credentials, endpoints = {}, now = Date.now, userAgent, traceId, next } = options;
  const signers = new Map<string, Sign>();
  const age = createAge(now);
  const agents = options.agents ?? createAgents(age);
  const openAhead = createOpenAhead(agents, age);
  /** Where each service was last asked. A channel's region and a bot's are known by their first call. */
  const lastRegions = new Map<LeanOperation["service"], string>();
  const servers = new Map<string, Server>();
  let lastDate: string | undefined;
  let clockOffset = 0;

  const baseOf = (service: LeanOperation["service"], region: string) =>
    (endpoints[service] ?? HOSTS[service](region)).replace(/\/+$/, "");

  function signerFor(service: LeanOperation["service"], region: string): Sign {
    const key = `${service} ${region}`;
    const signer = signers.get(key) ?? createSigner(service, region, credentials);
    signers.set(key, signer);
    return signer;
  }

  function serverAt(base: string): Server {
    const server = servers.get(base) ?? readServer(base);
    servers.set(base, server);
    return server;
  }

  /** The service's own clock counts, since it checks the signature. It says the same for a second. */
  function followClock(date: string | undefined): void {
    if (date === lastDate) return;
    lastDate = date;
    const at = Date.parse(date ?? "");
    if (Math.abs(at - (now() + clockOffset)) >= SKEW_MS) clockOffset = at - now();
  }

  return async (name, input, { region, signal }) => {
    const operation = LEAN_OPERATIONS[name];
    const request = operationToRequest(operation, input);
    const base = baseOf(operation.service, region);
    const server = serverAt(base);
    const path = `${server.prefix}${request.path}`;
    const signed = await signerFor(operation.service, region)(
      request,
      { ...server, path },
      new Date(now() + clockOffset),
    );
    const trace = traceId?.();
    // As Node sends them, name and value by turns: it then neither copies nor checks them one by one.
    const headers = Object.entries(signed).flat();
    headers.push("user-agent", userAgent);
    if (trace) headers.push("x-amzn-trace-id", trace);
    if (request.body !== undefined) headers.push("content-length", String(Buffer.byteLength(request.body)));
    lastRegions.set(operation.service, region);
    const query = queryToText(request.query);
    const target = { server, method: request.method, path: query ? `${path}?${query}` : path };
    const sent = exchange({ ...target, headers, body: request.body }, agents, signal);
    const following = next?.(name);
    const ahead = following && baseOf(following, lastRegions.get(following) ?? region);
    // On one server for both, as the emulator is, this call's own connection is free by then.
    if (ahead && ahead !== base) openAhead(ahead);
    const answer = await sent;
    followClock(answer.headers.date);
    return answerToMembers(answer, operation.answers);
  };
}

/** Throws a TypeError for an address that can't be read. */
function readServer(base: string): Server {
  const { protocol, hostname, host, port, pathname } = new URL(base);
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    host,
    port: port ? Number(port) : undefined,
    prefix: pathname === "/" ? "" : pathname,
  };
}

function queryToText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encodeSegment(name)}=${encodeSegment(value)}`)
    .join("&");
}
