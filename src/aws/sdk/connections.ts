import { NodeHttpHandler } from "@smithy/node-http-handler";
import { createAge, createAgents } from "../agents.ts";

/** Time to open a connection; well below what a refused turn may cost. */
const CONNECT_MS = 2_000;

/**
 * One keep-alive HTTP/1.1 handler for all clients. As shipped, the Lex client opens a new HTTP/2 connection for every
 * RecognizeText; this one opens one for all of them.
 */
export function createConnections(now: () => number = Date.now): NodeHttpHandler {
  const agents = createAgents(createAge(now));
  return new (class extends NodeHttpHandler {
    override handle(...args: Parameters<NodeHttpHandler["handle"]>): ReturnType<NodeHttpHandler["handle"]> {
      agents.dropIdle();
      return super.handle(...args);
    }
  })({ httpAgent: agents.http, httpsAgent: agents.https, connectionTimeout: CONNECT_MS });
}
