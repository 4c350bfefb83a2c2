import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/**
 * A connection that has been idle for longer than this is not used again. Between deliveries Lambda freezes the container, and a
 * peer's goodbye goes unheard; awake, a request and a goodbye may cross. Either breaks the request, and a broken RecognizeText
 * must not be repeated. How long the services keep an idle connection is unverified: this is below the shortest default in common
 * use (5 s), and a handshake costs less than a lost turn.
 */
const IDLE_MAX_MS = 4_000;
/** Time to open a connection; well below what a refused turn may cost. */
const CONNECT_MS = 2_000;

/**
 * One keep-alive HTTP/1.1 handler for all clients. As shipped, the Lex client opens a new HTTP/2 connection for every
 * RecognizeText; this one opens one for all of them.
 */
export function createConnections(now: () => number = Date.now): NodeHttpHandler {
  const idleSince = new WeakMap<Socket, number>();
  const agents = [HttpAgent, HttpsAgent].map((Agent) => keepAliveAgent(new Agent(AGENT_OPTIONS), idleSince, now));
  const [httpAgent, httpsAgent] = agents as [HttpAgent, HttpsAgent];

  return new (class extends NodeHttpHandler {
    override handle(...args: Parameters<NodeHttpHandler["handle"]>): ReturnType<NodeHttpHandler["handle"]> {
      for (const agent of agents) dropIdle(agent, idleSince, now());
      return super.handle(...args);
    }
  })({ httpAgent, httpsAgent, connectionTimeout: CONNECT_MS });
}

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 256 } as const;

function keepAliveAgent(agent: HttpAgent, idleSince: WeakMap<Socket, number>, now: () => number): HttpAgent {
  agent.on("free", (socket: Socket) => idleSince.set(socket, now()));
  return agent;
}

function dropIdle(agent: HttpAgent, idleSince: WeakMap<Socket, number>, now: number): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) {
      if (now - (idleSince.get(socket) ?? now) > IDLE_MAX_MS) socket.destroy();
    }
  }
}
